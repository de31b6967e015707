import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { checked } from '../world/checked.ts';
import { installFaults } from '../world/faults.ts';
import type { World } from '../world/world.ts';

const checkQuery = checked(Type.Object({ adm4: Type.String({ pattern: '^\\d{2}\\.\\d{2}\\.\\d{2}\\.\\d{4}$' }) }));

const HOUR_MS = 3_600_000;
const SLOT_HOURS = 3;
const SLOTS = 24;
/** Code, words, and from which share of chance on. */
const SKIES = [
  { from: 0, code: 0, id: 'Cerah', en: 'Sunny', rainMm: 0 },
  { from: 0.25, code: 1, id: 'Cerah Berawan', en: 'Partly Cloudy', rainMm: 0 },
  { from: 0.5, code: 3, id: 'Berawan', en: 'Mostly Cloudy', rainMm: 0 },
  { from: 0.75, code: 61, id: 'Hujan Ringan', en: 'Light Rain', rainMm: 1.5 },
  { from: 0.92, code: 95, id: 'Hujan Petir', en: 'Thunderstorm', rainMm: 9 },
] as const;

/** BMKG's open weather as Lumbung meets it: three days in slots of three hours. The same village and hour always have the same sky. */
export function createBmkg(world: World) {
  return async (app: FastifyInstance): Promise<void> => {
    installFaults(app, {
      faults: world.faults,
      provider: 'bmkg',
      describe: (status) => ({ status, message: 'Error' }),
    });
    app.setErrorHandler((_error, _request, reply) => reply.code(400).send({ message: 'Kode wilayah tidak sesuai' }));
    app.get('/publik/prakiraan-cuaca', async (request, reply) => {
      const { adm4 } = checkQuery(request.query);
      if (adm4.endsWith('0000')) return reply.code(404).send({ message: 'Data tidak ditemukan' });
      return forecastOf(adm4, world.nowMs());
    });
  };
}

function forecastOf(adm4: string, nowMs: number): Record<string, unknown> {
  const place = {
    adm1: adm4.slice(0, 2),
    adm2: adm4.slice(0, 5),
    adm3: adm4.slice(0, 8),
    adm4,
    desa: 'Desa Contoh',
    kecamatan: 'Kecamatan Contoh',
    kotkab: 'Kota Contoh',
    provinsi: 'Provinsi Contoh',
    lon: 107,
    lat: -6.5,
    timezone: 'Asia/Jakarta',
  };
  const first = Math.ceil(nowMs / (SLOT_HOURS * HOUR_MS)) * SLOT_HOURS * HOUR_MS;
  const slots = Array.from({ length: SLOTS }, (_, index) => slotOf(adm4, first + index * SLOT_HOURS * HOUR_MS, nowMs));
  const days = Map.groupBy(slots, (slot) => slot.local_datetime.slice(0, 10));
  return { lokasi: place, data: [{ lokasi: place, cuaca: [...days.values()] }] };
}

function slotOf(adm4: string, atMs: number, nowMs: number) {
  const chance = chanceOf(`${adm4}:${atMs}`);
  const sky = SKIES.findLast(({ from }) => chance >= from) ?? SKIES[0];
  const local = new Date(atMs + 7 * HOUR_MS);
  const wire = (moment: Date): string => moment.toISOString().slice(0, 19).replace('T', ' ');
  return {
    datetime: new Date(atMs).toISOString(),
    t: 24 + Math.round(8 * Math.max(0, Math.sin(((local.getUTCHours() - 6) / 12) * Math.PI))),
    tcc: Math.round(chance * 100),
    tp: sky.rainMm,
    weather: sky.code,
    weather_desc: sky.id,
    weather_desc_en: sky.en,
    wd_deg: 90,
    wd: 'E',
    ws: 7.5,
    hu: 60 + Math.round(chance * 35),
    vs_text: '> 10 km',
    analysis_date: new Date(Math.floor(nowMs / (12 * HOUR_MS)) * 12 * HOUR_MS).toISOString().slice(0, 19),
    image: `https://api-apps.bmkg.go.id/storage/icon/cuaca/${sky.id.toLowerCase()}-am.svg`,
    utc_datetime: wire(new Date(atMs)),
    local_datetime: wire(local),
  };
}

/** A number from 0 to 1 that the same words always get (FNV-1a, mixed once more). */
function chanceOf(words: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words.charCodeAt(i), 16_777_619);
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519);
  return ((hash ^ (hash >>> 13)) >>> 0) / 4_294_967_296;
}
