import type { ColumnMapping } from '../contract.ts';

export type Field = Exclude<keyof ColumnMapping, 'dateOrder'>;

/** How tills here (Moka, majoo, Olsera, Pawoon, Square and plain tables) head their columns, the surest name first. */
const USUAL: Record<Field, readonly string[]> = {
  date: [
    'tanggal transaksi',
    'tanggal',
    'tgl',
    'date',
    'order date',
    'sales date',
    'datetime',
    'created at',
    'waktu transaksi',
    'waktu',
    'hari',
  ],
  time: ['jam', 'time', 'waktu', 'pukul'],
  product: [
    'nama produk',
    'nama barang',
    'nama item',
    'nama menu',
    'produk',
    'barang',
    'menu',
    'item name',
    'product name',
    'items',
    'item',
    'product',
  ],
  sku: ['sku', 'kode barang', 'kode produk', 'kode item', 'kode', 'barcode', 'product code'],
  category: ['kategori', 'category', 'kelompok'],
  quantity: [
    'qty',
    'kuantitas',
    'quantity',
    'jumlah barang',
    'jumlah terjual',
    'terjual',
    'item sold',
    'jml',
    'banyaknya',
    'jumlah',
    'pcs',
    'unit',
  ],
  amount: [
    'total penjualan',
    'penjualan bersih',
    'net sales',
    'gross sales',
    'total harga',
    'subtotal',
    'sub total',
    'omzet',
    'nilai',
    'amount',
    'total',
    'penjualan',
  ],
  price: ['harga satuan', 'harga jual', 'harga', 'unit price', 'price'],
  transaction: [
    'no transaksi',
    'nomor transaksi',
    'no struk',
    'nomor struk',
    'struk',
    'receipt number',
    'receipt',
    'invoice',
    'nota',
    'no nota',
    'order id',
    'transaction',
    'transaksi',
  ],
  externalId: ['external id', 'line id', 'id baris', 'externalid'],
};
const FIELDS = Object.keys(USUAL) as Field[];

/** Which column of the header holds which field: those named by the person, else by their usual names. A column serves once. */
export function findColumns(header: readonly string[], wished: ColumnMapping): Partial<Record<Field, number>> {
  const plain = header.map(plainName);
  const found: Partial<Record<Field, number>> = {};
  const taken = new Set<number>();
  for (const field of FIELDS) {
    const name = wished[field];
    if (name === undefined) continue;
    const index = plain.indexOf(plainName(name));
    if (index < 0) continue;
    found[field] = index;
    taken.add(index);
  }
  for (const field of FIELDS) {
    if (wished[field] !== undefined) continue;
    const index = USUAL[field].map((name) => plain.indexOf(name)).find((place) => place >= 0 && !taken.has(place));
    if (index === undefined) continue;
    found[field] = index;
    taken.add(index);
  }
  return found;
}

/** Fields without which a file says nothing, that were not found. */
export function missingFields(found: Partial<Record<Field, number>>, wished: ColumnMapping): Field[] {
  const needed: Field[] = ['date', 'product'];
  return FIELDS.filter(
    (field) => (needed.includes(field) || wished[field] !== undefined) && found[field] === undefined,
  );
}

/** `No. Transaksi (IDR)` and `no_transaksi` are one name. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
