import type { NewAttribute } from '#commerce/catalog';

type Attribute = NewAttribute;
type Root = {
  slug: string;
  name: string;
  attributes: Attribute[];
  below: { slug: string; name: string; attributes: Attribute[] }[];
};

const choice = (code: string, name: string, values: string[]): Attribute => ({
  code,
  name,
  kind: 'choice',
  values,
  isFilterable: true,
});
const text = (code: string, name: string): Attribute => ({ code, name, kind: 'text', isFilterable: true });
const plain = (code: string, name: string): Attribute => ({ code, name, kind: 'text' });
const number = (code: string, name: string, unit: string): Attribute => ({
  code,
  name,
  kind: 'number',
  unit,
  isFilterable: true,
});
const flag = (code: string, name: string): Attribute => ({ code, name, kind: 'boolean', isFilterable: true });

const bahan = text('bahan', 'Bahan');
const asal = text('asal', 'Asal');

/** The tree of the demo shop: ten roots with two or three branches each. */
export const CATEGORIES: readonly Root[] = [
  {
    slug: 'makanan-minuman',
    name: 'Makanan & Minuman',
    attributes: [
      asal,
      number('berat_bersih', 'Berat bersih', 'g'),
      flag('halal', 'Halal'),
      number('masa_simpan', 'Masa simpan', 'bulan'),
    ],
    below: [
      {
        slug: 'kopi-teh',
        name: 'Kopi & Teh',
        attributes: [choice('sangrai', 'Sangrai', ['Terang', 'Sedang', 'Gelap']), plain('rasa', 'Catatan rasa')],
      },
      {
        slug: 'sambal-bumbu',
        name: 'Sambal & Bumbu',
        attributes: [choice('pedas', 'Tingkat pedas', ['Tidak pedas', 'Sedang', 'Pedas', 'Sangat pedas'])],
      },
      { slug: 'camilan', name: 'Camilan', attributes: [] },
      { slug: 'bahan-pokok', name: 'Bahan Pokok', attributes: [flag('organik', 'Organik')] },
    ],
  },
  {
    slug: 'batik-kain',
    name: 'Batik & Kain',
    attributes: [
      bahan,
      asal,
      choice('teknik', 'Teknik', ['Tulis', 'Cap', 'Kombinasi', 'Tenun ikat', 'Songket', 'Lurik']),
      number('panjang', 'Panjang', 'cm'),
      number('lebar', 'Lebar', 'cm'),
    ],
    below: [
      {
        slug: 'kain-batik',
        name: 'Kain Batik',
        attributes: [text('motif', 'Motif'), flag('pewarna_alam', 'Pewarna alam')],
      },
      {
        slug: 'tenun-songket',
        name: 'Tenun & Songket',
        attributes: [text('motif', 'Motif'), flag('pewarna_alam', 'Pewarna alam')],
      },
    ],
  },
  {
    slug: 'pakaian',
    name: 'Pakaian',
    attributes: [bahan, choice('untuk', 'Untuk', ['Perempuan', 'Laki-laki', 'Semua', 'Anak'])],
    below: [
      { slug: 'kaos-kemeja', name: 'Kaos & Kemeja', attributes: [choice('lengan', 'Lengan', ['Pendek', 'Panjang'])] },
      { slug: 'gamis-bawahan', name: 'Gamis & Bawahan', attributes: [] },
      { slug: 'hijab-peci', name: 'Hijab & Peci', attributes: [] },
    ],
  },
  {
    slug: 'sepatu-tas',
    name: 'Sepatu & Tas',
    attributes: [bahan, choice('untuk', 'Untuk', ['Perempuan', 'Laki-laki', 'Semua', 'Anak'])],
    below: [
      { slug: 'alas-kaki', name: 'Alas Kaki', attributes: [plain('sol', 'Sol')] },
      {
        slug: 'tas-dompet',
        name: 'Tas & Dompet',
        attributes: [number('isi', 'Isi', 'liter'), flag('tahan_air', 'Tahan air')],
      },
    ],
  },
  {
    slug: 'rumah-dekorasi',
    name: 'Rumah & Dekorasi',
    attributes: [bahan, number('tinggi', 'Tinggi', 'cm')],
    below: [
      { slug: 'anyaman', name: 'Anyaman', attributes: [number('garis_tengah', 'Garis tengah', 'cm')] },
      { slug: 'lampu', name: 'Lampu', attributes: [number('daya', 'Daya paling besar', 'watt')] },
      {
        slug: 'tanaman-pot',
        name: 'Tanaman & Pot',
        attributes: [choice('cahaya', 'Cahaya', ['Teduh', 'Setengah teduh', 'Matahari penuh'])],
      },
    ],
  },
  {
    slug: 'dapur',
    name: 'Dapur',
    attributes: [bahan],
    below: [
      {
        slug: 'alat-masak',
        name: 'Alat Masak',
        attributes: [number('garis_tengah', 'Garis tengah', 'cm'), flag('induksi', 'Bisa kompor induksi')],
      },
      {
        slug: 'gerabah-keramik',
        name: 'Gerabah & Keramik',
        attributes: [number('volume', 'Isi', 'ml'), flag('microwave', 'Bisa microwave')],
      },
      {
        slug: 'botol-termos',
        name: 'Botol & Termos',
        attributes: [number('volume', 'Isi', 'ml'), number('panas', 'Tahan panas', 'jam')],
      },
    ],
  },
  {
    slug: 'kecantikan',
    name: 'Kecantikan & Perawatan',
    attributes: [number('isi_bersih', 'Isi bersih', 'ml'), flag('vegan', 'Vegan')],
    below: [
      { slug: 'sabun-mandi', name: 'Sabun & Mandi', attributes: [text('aroma', 'Aroma')] },
      {
        slug: 'perawatan-kulit',
        name: 'Perawatan Kulit',
        attributes: [choice('kulit', 'Jenis kulit', ['Semua', 'Kering', 'Berminyak', 'Sensitif'])],
      },
      { slug: 'minyak-aroma', name: 'Minyak & Aroma', attributes: [text('aroma', 'Aroma')] },
    ],
  },
  {
    slug: 'elektronik',
    name: 'Elektronik',
    attributes: [number('garansi', 'Garansi', 'bulan'), number('daya', 'Daya', 'watt')],
    below: [
      {
        slug: 'audio',
        name: 'Audio',
        attributes: [flag('bluetooth', 'Bluetooth'), number('baterai', 'Tahan baterai', 'jam')],
      },
      {
        slug: 'aksesori-ponsel',
        name: 'Aksesori Ponsel',
        attributes: [number('kapasitas', 'Kapasitas', 'mAh'), text('cocok_untuk', 'Cocok untuk')],
      },
      {
        slug: 'meja-kerja',
        name: 'Meja Kerja & Rumah',
        attributes: [choice('sambungan', 'Sambungan', ['USB-C', 'Bluetooth', 'Listrik'])],
      },
    ],
  },
  {
    slug: 'buku-alat-tulis',
    name: 'Buku & Alat Tulis',
    attributes: [],
    below: [
      {
        slug: 'buku',
        name: 'Buku',
        attributes: [
          text('penulis', 'Penulis'),
          number('halaman', 'Halaman', 'halaman'),
          choice('sampul', 'Sampul', ['Lunak', 'Keras']),
          choice('bahasa', 'Bahasa', ['Indonesia', 'Inggris']),
        ],
      },
      { slug: 'alat-tulis', name: 'Alat Tulis', attributes: [bahan] },
    ],
  },
  {
    slug: 'mainan-hobi',
    name: 'Mainan & Hobi',
    attributes: [bahan, number('usia', 'Usia mulai', 'tahun')],
    below: [
      { slug: 'mainan', name: 'Mainan', attributes: [] },
      { slug: 'olahraga', name: 'Olahraga', attributes: [] },
      { slug: 'musik', name: 'Musik', attributes: [] },
    ],
  },
];
