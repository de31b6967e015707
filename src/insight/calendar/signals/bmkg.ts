import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { dayNumber } from '../days.ts';
import { createAsker } from './asker.ts';
import { type SeenWeather, SourceUnavailable, type WeatherSource } from './sources.ts';

const Slot = Type.Object({
  local_datetime: Type.String({ maxLength: 30 }),
  t: Type.Number({ minimum: -60, maximum: 70 }),
  hu: Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()])),
  /** Rain of the slot in mm: seen in answers, not in the list of keys. */
  tp: Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 2_000 }), Type.Null()])),
  weather: Type.Integer(),
  weather_desc: Type.Optional(Type.String()),
  weather_desc_en: Type.Optional(Type.String()),
  analysis_date: Type.Optional(Type.String({ maxLength: 30 })),
});
type Slot = Static<typeof Slot>;
const answer = Compile(
  Type.Object({
    data: Type.Array(Type.Object({ cuaca: Type.Array(Type.Array(Slot, { maxItems: 50 }), { maxItems: 20 }) }), {
      maxItems: 10,
    }),
  }),
);
type Answer = { data: { cuaca: Slot[][] }[] };
const isAnswer = (body: unknown): body is Answer => answer.Check(body);

/** Codes from light rain to thunderstorm (kode cuaca BMKG). */
const RAINY_FROM = 60;
const MOST_DAYS_AHEAD = 15;

/**
 * Badan Meteorologi, Klimatologi, dan Geofisika: three days in slots of three hours, renewed twice a day, sixty questions a minute,
 * no key (data.bmkg.go.id/prakiraan-cuaca). It has to be named wherever its weather is shown.
 */
export function createBmkg({ baseUrl }: { baseUrl: string }): WeatherSource {
  const ask = createAsker('BMKG', baseUrl);
  return {
    attribution: 'BMKG (Badan Meteorologi, Klimatologi, dan Geofisika)',
    async forecastOf(villageCode) {
      const { status, body } = await ask(`/publik/prakiraan-cuaca?adm4=${encodeURIComponent(villageCode)}`);
      if (status === 404 || status === 400) return null;
      if (!isAnswer(body)) throw new SourceUnavailable('BMKG', new Error('The answer has another shape'));
      return daysOf(body.data.flatMap(({ cuaca }) => cuaca.flat()));
    },
  };
}

/** Mean temperature and humidity, sum of rain, and the worst weather of each local day. */
function daysOf(slots: readonly Slot[]): SeenWeather[] {
  const days = Map.groupBy(slots, (slot) => slot.local_datetime.slice(0, 10));
  const analysed = slots.map((slot) => slot.analysis_date?.slice(0, 10)).find((on) => on !== undefined && isDay(on));
  const first = [...days.keys()].filter(isDay).sort()[0];
  return [...days]
    .filter(([on]) => isDay(on))
    .map(([on, ofDay]) => {
      const worst = ofDay.reduce((most, slot) => (slot.weather > most.weather ? slot : most));
      const ahead = dayNumber(on) - dayNumber(analysed ?? first ?? on);
      return {
        on,
        daysAhead: Math.min(MOST_DAYS_AHEAD, Math.max(0, ahead)),
        temperatureC: mean(ofDay.map(({ t }) => t)) ?? 0,
        humidityPercent: mean(ofDay.flatMap(({ hu }) => hu ?? [])),
        rainMm: ofDay.some(({ tp }) => typeof tp === 'number')
          ? ofDay.reduce((sum, { tp }) => sum + (tp ?? 0), 0)
          : null,
        isRainy: worst.weather >= RAINY_FROM,
        description: worst.weather_desc
          ? { id: worst.weather_desc.slice(0, 60), en: (worst.weather_desc_en ?? worst.weather_desc).slice(0, 60) }
          : null,
      };
    });
}

function isDay(on: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(on) && !Number.isNaN(Date.parse(`${on}T00:00:00Z`));
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
