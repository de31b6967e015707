/** The whole country. */
export const COUNTRY = 'ID';

/** Provinces by their code of the Interior Ministry (Kepmendagri 300.2.2-2138 of 2025), with other names that sources use. */
const PROVINCES: Record<string, readonly [name: string, ...others: string[]]> = {
  '11': ['Aceh', 'Nanggroe Aceh Darussalam', 'NAD'],
  '12': ['Sumatera Utara', 'North Sumatra'],
  '13': ['Sumatera Barat', 'West Sumatra'],
  '14': ['Riau'],
  '15': ['Jambi'],
  '16': ['Sumatera Selatan', 'South Sumatra'],
  '17': ['Bengkulu'],
  '18': ['Lampung'],
  '19': ['Kepulauan Bangka Belitung', 'Bangka Belitung'],
  '21': ['Kepulauan Riau', 'Riau Islands'],
  '31': ['DKI Jakarta', 'Jakarta', 'Daerah Khusus Jakarta', 'Daerah Khusus Ibukota Jakarta'],
  '32': ['Jawa Barat', 'West Java'],
  '33': ['Jawa Tengah', 'Central Java'],
  '34': ['DI Yogyakarta', 'Daerah Istimewa Yogyakarta', 'Yogyakarta'],
  '35': ['Jawa Timur', 'East Java'],
  '36': ['Banten'],
  '51': ['Bali'],
  '52': ['Nusa Tenggara Barat', 'West Nusa Tenggara', 'NTB'],
  '53': ['Nusa Tenggara Timur', 'East Nusa Tenggara', 'NTT'],
  '61': ['Kalimantan Barat', 'West Kalimantan'],
  '62': ['Kalimantan Tengah', 'Central Kalimantan'],
  '63': ['Kalimantan Selatan', 'South Kalimantan'],
  '64': ['Kalimantan Timur', 'East Kalimantan'],
  '65': ['Kalimantan Utara', 'North Kalimantan'],
  '71': ['Sulawesi Utara', 'North Sulawesi'],
  '72': ['Sulawesi Tengah', 'Central Sulawesi'],
  '73': ['Sulawesi Selatan', 'South Sulawesi'],
  '74': ['Sulawesi Tenggara', 'Southeast Sulawesi', 'South East Sulawesi'],
  '75': ['Gorontalo'],
  '76': ['Sulawesi Barat', 'West Sulawesi'],
  '81': ['Maluku'],
  '82': ['Maluku Utara', 'North Maluku'],
  '91': ['Papua'],
  '92': ['Papua Barat', 'West Papua'],
  '93': ['Papua Selatan', 'South Papua'],
  '94': ['Papua Tengah', 'Central Papua'],
  '95': ['Papua Pegunungan', 'Highland Papua'],
  '96': ['Papua Barat Daya', 'Southwest Papua'],
};

/** Numbers that PIHPS (Bank Indonesia) gives provinces, from 1 on; older than the new provinces of Papua. */
const OF_PIHPS =
  '11 12 13 14 21 15 17 16 19 18 36 32 31 33 34 35 51 52 53 61 63 62 64 65 75 73 74 72 71 76 81 82 91 92'.split(' ');

const byName = new Map<string, string>(
  Object.entries(PROVINCES).flatMap(([code, names]) => names.map((name): [string, string] => [plain(name), code])),
);
byName.set('indonesia', COUNTRY).set('nasional', COUNTRY).set('semua provinsi', COUNTRY);

/** The code of a region that a source names: by code (`32`, `32.73`), name (`Jawa Barat`, `PROVINSI JAWA BARAT`) or number (`pihps:12`). */
export function regionCodeOf(text: string): string | null {
  const clean = text.trim();
  if (clean === COUNTRY) return COUNTRY;
  if (/^[0-9]{2}(\.[0-9]{2})?$/.test(clean)) return PROVINCES[clean.slice(0, 2)] ? clean : null;
  const number = /^pihps:([0-9]{1,2})$/.exec(clean);
  if (number) return OF_PIHPS[Number(number[1]) - 1] ?? null;
  return byName.get(plain(clean.replace(/^(provinsi|prov\.?)\s+/i, ''))) ?? null;
}

/** A regency is called by its province and its code: its own name this module does not know. */
export function regionNameOf(code: string): string {
  if (code === COUNTRY) return 'Indonesia';
  const name = PROVINCES[code.slice(0, 2)]?.[0] ?? code;
  return code.length > 2 ? `${name} (${code})` : name;
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
