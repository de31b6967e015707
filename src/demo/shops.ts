/** The ten shops of the demo, made up, with places that exist. */

export type ShopKey =
  | 'sumbing'
  | 'ratih'
  | 'kawung'
  | 'tenun'
  | 'rotan'
  | 'selarong'
  | 'suara'
  | 'rupa'
  | 'senja'
  | 'melati';

export type Shop = {
  key: ShopKey;
  /** `penjual1@lumbung.test` … `penjual10@lumbung.test`. */
  login: number;
  owner: string;
  name: string;
  slug: string;
  description: string;
  city: string;
  street: string;
  villageCode: string;
  postalCode: string;
  phone: string;
  accountNumber: string;
  /** Clearing code of the bank. */
  bankCode: string;
};

export const SHOPS: readonly Shop[] = [
  {
    key: 'sumbing',
    login: 1,
    owner: 'Wahyu Prasetyo',
    name: 'Kopi Lereng Sumbing',
    slug: 'kopi-lereng-sumbing',
    description: 'Kopi dan teh dari kebun sendiri di lereng Sumbing. Disangrai tiap Selasa, dikirim Rabu.',
    city: 'Temanggung',
    street: 'Jalan Kosasih 27',
    villageCode: '33.23.08.1006',
    postalCode: '56254',
    phone: '081200001001',
    bankCode: '014',
    accountNumber: '8210010001',
  },
  {
    key: 'ratih',
    login: 2,
    owner: 'Ratih Kusumawati',
    name: 'Dapur Bu Ratih',
    slug: 'dapur-bu-ratih',
    description: 'Sambal, bumbu dan camilan rumahan. Tanpa pengawet, dimasak sedikit-sedikit supaya selalu baru.',
    city: 'Yogyakarta',
    street: 'Jalan Tegalgendu 12',
    villageCode: '34.71.14.1002',
    postalCode: '55172',
    phone: '081200001002',
    bankCode: '002',
    accountNumber: '8210010002',
  },
  {
    key: 'kawung',
    login: 3,
    owner: 'Ayu Larasati',
    name: 'Batik Kawung Ayu',
    slug: 'batik-kawung-ayu',
    description: 'Batik tulis dan cap dari Pekalongan. Pewarna alam kalau bisa, pembatik dibayar layak selalu.',
    city: 'Pekalongan',
    street: 'Jalan Hayam Wuruk 88',
    villageCode: '33.75.02.1004',
    postalCode: '51127',
    phone: '081200001003',
    bankCode: '008',
    accountNumber: '8210010003',
  },
  {
    key: 'tenun',
    login: 4,
    owner: 'Maria Bano',
    name: 'Tenun Timur',
    slug: 'tenun-timur',
    description: 'Tenun ikat dan songket dari para mama penenun di Timor dan Sumba. Setiap lembar ada nama penenunnya.',
    city: 'Kupang',
    street: 'Jalan Herewila 5',
    villageCode: '53.71.04.1001',
    postalCode: '85111',
    phone: '081200001004',
    bankCode: '009',
    accountNumber: '8210010004',
  },
  {
    key: 'rotan',
    login: 5,
    owner: 'Dadang Supriatna',
    name: 'Rotan Raya',
    slug: 'rotan-raya',
    description: 'Anyaman rotan, pandan dan bambu langsung dari pengrajin Cirebon. Bisa pesan ukuran sendiri.',
    city: 'Cirebon',
    street: 'Jalan Raya Tegalwangi 143',
    villageCode: '32.09.19.2009',
    postalCode: '45154',
    phone: '081200001005',
    bankCode: '014',
    accountNumber: '8210010005',
  },
  {
    key: 'selarong',
    login: 6,
    owner: 'Bambang Hartono',
    name: 'Gerabah Selarong',
    slug: 'gerabah-selarong',
    description: 'Gerabah, keramik dan perkakas dapur dari Bantul. Dibungkus rapat, pecah kami ganti.',
    city: 'Bantul',
    street: 'Jalan Bangunjiwo 9',
    villageCode: '34.02.16.2001',
    postalCode: '55184',
    phone: '081200001006',
    bankCode: '451',
    accountNumber: '8210010006',
  },
  {
    key: 'suara',
    login: 7,
    owner: 'Kevin Halim',
    name: 'Suara Nusa Elektronik',
    slug: 'suara-nusa-elektronik',
    description: 'Audio, aksesori ponsel dan perlengkapan meja kerja. Garansi toko 12 bulan, tukar di tempat.',
    city: 'Jakarta Barat',
    street: 'Jalan Tomang Raya 51',
    villageCode: '31.73.02.1003',
    postalCode: '11440',
    phone: '081200001007',
    bankCode: '013',
    accountNumber: '8210010007',
  },
  {
    key: 'rupa',
    login: 8,
    owner: 'Nabila Zahra',
    name: 'Rupa Busana',
    slug: 'rupa-busana',
    description: 'Busana harian, hijab, tas dan alas kaki. Ukuran kami tulis apa adanya dalam sentimeter.',
    city: 'Bandung',
    street: 'Jalan Ir. H. Juanda 210',
    villageCode: '32.73.02.1004',
    postalCode: '40135',
    phone: '081200001008',
    bankCode: '014',
    accountNumber: '8210010008',
  },
  {
    key: 'senja',
    login: 9,
    owner: 'Galih Wicaksono',
    name: 'Pustaka Senja',
    slug: 'pustaka-senja',
    description: 'Buku pilihan, alat tulis dan mainan kayu. Buku kami sampul rapi sebelum dikirim.',
    city: 'Malang',
    street: 'Jalan Kawi 33',
    villageCode: '35.73.02.1007',
    postalCode: '65119',
    phone: '081200001009',
    bankCode: '002',
    accountNumber: '8210010009',
  },
  {
    key: 'melati',
    login: 10,
    owner: 'Ni Luh Sekarini',
    name: 'Melati Botanika',
    slug: 'melati-botanika',
    description: 'Sabun, minyak dan tanaman dari kebun kecil kami di Ubud. Bahan ditulis lengkap di label.',
    city: 'Gianyar',
    street: 'Jalan Suweta 17',
    villageCode: '51.04.05.1005',
    postalCode: '80571',
    phone: '081200001010',
    bankCode: '008',
    accountNumber: '8210010010',
  },
];
