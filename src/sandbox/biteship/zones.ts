/**
 * Where a post code lies: Indonesian post codes by their first digits, with the main town and its rough place on the map.
 * Enough to tell a parcel across town from one across the sea; not a gazetteer.
 */
export type Zone = {
  prefix: string;
  province: string;
  city: string;
  cityType: 'kota' | 'kabupaten';
  island: Island;
  latitude: number;
  longitude: number;
};
export type Island = 'jawa' | 'sumatra' | 'kalimantan' | 'sulawesi' | 'bali-nusa' | 'maluku' | 'papua';

type Row = [prefix: string, province: string, city: string, latitude: number, longitude: number];

const ROWS: readonly Row[] = [
  ['10', 'DKI Jakarta', 'Jakarta Pusat', -6.18, 106.83],
  ['11', 'DKI Jakarta', 'Jakarta Barat', -6.17, 106.76],
  ['12', 'DKI Jakarta', 'Jakarta Selatan', -6.27, 106.81],
  ['13', 'DKI Jakarta', 'Jakarta Timur', -6.23, 106.9],
  ['14', 'DKI Jakarta', 'Jakarta Utara', -6.13, 106.88],
  ['15', 'Banten', 'Tangerang', -6.18, 106.63],
  ['153', 'Banten', 'Tangerang Selatan', -6.29, 106.72],
  ['154', 'Banten', 'Tangerang Selatan', -6.29, 106.72],
  ['16', 'Jawa Barat', 'Bogor', -6.6, 106.8],
  ['164', 'Jawa Barat', 'Depok', -6.4, 106.82],
  ['165', 'Jawa Barat', 'Depok', -6.4, 106.82],
  ['17', 'Jawa Barat', 'Bekasi', -6.24, 106.99],
  ['20', 'Sumatera Utara', 'Medan', 3.59, 98.67],
  ['21', 'Sumatera Utara', 'Pematangsiantar', 2.96, 99.06],
  ['22', 'Sumatera Utara', 'Sibolga', 1.74, 98.78],
  ['23', 'Aceh', 'Banda Aceh', 5.55, 95.32],
  ['24', 'Aceh', 'Lhokseumawe', 5.18, 97.14],
  ['25', 'Sumatera Barat', 'Padang', -0.95, 100.35],
  ['26', 'Sumatera Barat', 'Bukittinggi', -0.31, 100.37],
  ['27', 'Sumatera Barat', 'Solok', -0.8, 100.65],
  ['28', 'Riau', 'Pekanbaru', 0.51, 101.45],
  ['29', 'Riau', 'Rengat', -0.37, 102.54],
  ['291', 'Kepulauan Riau', 'Tanjungpinang', 0.92, 104.45],
  ['294', 'Kepulauan Riau', 'Batam', 1.08, 104.03],
  ['30', 'Sumatera Selatan', 'Palembang', -2.98, 104.76],
  ['31', 'Sumatera Selatan', 'Lubuklinggau', -3.3, 102.86],
  ['32', 'Sumatera Selatan', 'Baturaja', -4.13, 104.17],
  ['33', 'Kepulauan Bangka Belitung', 'Pangkalpinang', -2.13, 106.11],
  ['34', 'Lampung', 'Metro', -5.11, 105.31],
  ['35', 'Lampung', 'Bandar Lampung', -5.43, 105.26],
  ['36', 'Jambi', 'Jambi', -1.61, 103.61],
  ['37', 'Jambi', 'Sungai Penuh', -2.06, 101.39],
  ['38', 'Bengkulu', 'Bengkulu', -3.79, 102.26],
  ['39', 'Bengkulu', 'Curup', -3.47, 102.52],
  ['40', 'Jawa Barat', 'Bandung', -6.91, 107.61],
  ['405', 'Jawa Barat', 'Cimahi', -6.87, 107.54],
  ['41', 'Jawa Barat', 'Purwakarta', -6.56, 107.44],
  ['413', 'Jawa Barat', 'Karawang', -6.3, 107.3],
  ['42', 'Banten', 'Serang', -6.12, 106.15],
  ['43', 'Jawa Barat', 'Sukabumi', -6.92, 106.93],
  ['44', 'Jawa Barat', 'Garut', -7.22, 107.9],
  ['45', 'Jawa Barat', 'Cirebon', -6.73, 108.55],
  ['46', 'Jawa Barat', 'Tasikmalaya', -7.33, 108.22],
  ['50', 'Jawa Tengah', 'Semarang', -6.99, 110.42],
  ['51', 'Jawa Tengah', 'Pekalongan', -6.89, 109.68],
  ['52', 'Jawa Tengah', 'Tegal', -6.87, 109.13],
  ['53', 'Jawa Tengah', 'Purwokerto', -7.43, 109.24],
  ['54', 'Jawa Tengah', 'Kebumen', -7.67, 109.66],
  ['55', 'DI Yogyakarta', 'Yogyakarta', -7.8, 110.37],
  ['56', 'Jawa Tengah', 'Magelang', -7.48, 110.22],
  ['57', 'Jawa Tengah', 'Surakarta', -7.57, 110.82],
  ['58', 'Jawa Tengah', 'Blora', -6.97, 111.42],
  ['59', 'Jawa Tengah', 'Kudus', -6.8, 110.84],
  ['60', 'Jawa Timur', 'Surabaya', -7.26, 112.75],
  ['61', 'Jawa Timur', 'Sidoarjo', -7.45, 112.72],
  ['62', 'Jawa Timur', 'Bojonegoro', -7.15, 111.88],
  ['63', 'Jawa Timur', 'Madiun', -7.63, 111.52],
  ['64', 'Jawa Timur', 'Kediri', -7.82, 112.01],
  ['65', 'Jawa Timur', 'Malang', -7.98, 112.63],
  ['66', 'Jawa Timur', 'Blitar', -8.1, 112.16],
  ['67', 'Jawa Timur', 'Probolinggo', -7.75, 113.22],
  ['68', 'Jawa Timur', 'Jember', -8.17, 113.7],
  ['69', 'Jawa Timur', 'Pamekasan', -7.16, 113.48],
  ['70', 'Kalimantan Selatan', 'Banjarmasin', -3.32, 114.59],
  ['71', 'Kalimantan Selatan', 'Barabai', -2.58, 115.38],
  ['72', 'Kalimantan Selatan', 'Kotabaru', -3.24, 116.22],
  ['73', 'Kalimantan Tengah', 'Palangka Raya', -2.21, 113.92],
  ['74', 'Kalimantan Tengah', 'Sampit', -2.53, 112.95],
  ['75', 'Kalimantan Timur', 'Samarinda', -0.5, 117.15],
  ['76', 'Kalimantan Timur', 'Balikpapan', -1.27, 116.83],
  ['77', 'Kalimantan Utara', 'Tarakan', 3.31, 117.59],
  ['78', 'Kalimantan Barat', 'Pontianak', -0.03, 109.34],
  ['79', 'Kalimantan Barat', 'Singkawang', 0.91, 108.98],
  ['80', 'Bali', 'Denpasar', -8.65, 115.22],
  ['81', 'Bali', 'Singaraja', -8.11, 115.09],
  ['82', 'Bali', 'Tabanan', -8.54, 115.13],
  ['83', 'Nusa Tenggara Barat', 'Mataram', -8.58, 116.12],
  ['84', 'Nusa Tenggara Barat', 'Bima', -8.46, 118.73],
  ['85', 'Nusa Tenggara Timur', 'Kupang', -10.18, 123.61],
  ['86', 'Nusa Tenggara Timur', 'Ende', -8.85, 121.65],
  ['87', 'Nusa Tenggara Timur', 'Waingapu', -9.65, 120.26],
  ['90', 'Sulawesi Selatan', 'Makassar', -5.15, 119.43],
  ['91', 'Sulawesi Selatan', 'Parepare', -4.01, 119.62],
  ['919', 'Sulawesi Selatan', 'Palopo', -3.0, 120.2],
  ['92', 'Sulawesi Selatan', 'Watampone', -4.54, 120.33],
  ['93', 'Sulawesi Tenggara', 'Kendari', -3.97, 122.51],
  ['94', 'Sulawesi Tengah', 'Palu', -0.9, 119.87],
  ['95', 'Sulawesi Utara', 'Manado', 1.47, 124.84],
  ['96', 'Gorontalo', 'Gorontalo', 0.54, 123.06],
  ['97', 'Maluku', 'Ambon', -3.7, 128.18],
  ['977', 'Maluku Utara', 'Ternate', 0.79, 127.38],
  ['978', 'Maluku Utara', 'Ternate', 0.79, 127.38],
  ['98', 'Papua Barat', 'Manokwari', -0.86, 134.06],
  ['984', 'Papua Barat Daya', 'Sorong', -0.88, 131.26],
  ['99', 'Papua', 'Jayapura', -2.53, 140.72],
  ['995', 'Papua Pegunungan', 'Wamena', -4.1, 138.95],
  ['996', 'Papua Selatan', 'Merauke', -8.49, 140.4],
];

/** Towns that are regencies; the rest of the list are cities. */
const REGENCIES = new Set([
  'Rengat',
  'Baturaja',
  'Curup',
  'Purwakarta',
  'Karawang',
  'Garut',
  'Kebumen',
  'Purwokerto',
  'Blora',
  'Kudus',
  'Sidoarjo',
  'Bojonegoro',
  'Jember',
  'Pamekasan',
  'Barabai',
  'Kotabaru',
  'Sampit',
  'Singaraja',
  'Tabanan',
  'Ende',
  'Waingapu',
  'Watampone',
  'Manokwari',
  'Wamena',
  'Merauke',
]);

export const ZONES: readonly Zone[] = ROWS.map(([prefix, province, city, latitude, longitude]) => ({
  prefix,
  province,
  city,
  cityType: REGENCIES.has(city) ? 'kabupaten' : 'kota',
  island: islandOf(prefix),
  latitude,
  longitude,
}));

const BY_PREFIX = new Map(ZONES.map((zone) => [zone.prefix, zone]));

/** @param postalCode five digits; undefined when no zone begins like it */
export function zoneOfPostalCode(postalCode: string): Zone | undefined {
  return BY_PREFIX.get(postalCode.slice(0, 3)) ?? BY_PREFIX.get(postalCode.slice(0, 2));
}

export function nearestZone(latitude: number, longitude: number): Zone | undefined {
  const at = { latitude, longitude };
  return ZONES.reduce<Zone | undefined>(
    (nearest, zone) => (nearest === undefined || distanceKm(zone, at) < distanceKm(nearest, at) ? zone : nearest),
    undefined,
  );
}

/** Great-circle distance (haversine). */
export function distanceKm(
  one: { latitude: number; longitude: number },
  other: { latitude: number; longitude: number },
): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (angle: number) => Math.sin(radians(angle) / 2) ** 2;
  const a =
    half(other.latitude - one.latitude) +
    Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * half(other.longitude - one.longitude);
  return 2 * 6371 * Math.asin(Math.sqrt(a));
}

/** Biteship's way of naming an area: `IDNP<province>IDNC<city>IDND<district>IDNZ<post code>`. The numbers are ours. */
export function areaId(zone: Zone, postalCode: string): string {
  const provinces = [...new Set(ZONES.map((candidate) => candidate.province))];
  return `IDNP${provinces.indexOf(zone.province) + 1}IDNC${ZONES.indexOf(zone) + 100}IDND${postalCode.slice(2)}IDNZ${postalCode}`;
}

export function postalCodeOfArea(id: string): string | undefined {
  return /^IDNP\d+IDNC\d+IDND\d+IDNZ(\d{5})$/.exec(id)?.[1];
}

function islandOf(prefix: string): Island {
  const two = Number(prefix.slice(0, 2));
  if (two >= 98) return 'papua';
  if (two === 97) return 'maluku';
  if (two >= 90) return 'sulawesi';
  if (two >= 80) return 'bali-nusa';
  if (two >= 70) return 'kalimantan';
  return two >= 20 && two < 40 ? 'sumatra' : 'jawa';
}
