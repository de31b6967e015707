/**
 * Addresses under which others know our pages (mail and notices speak the API's words, people type English ones). Each
 * leads to the page itself, with what was asked.
 */
const aliases: [RegExp, string][] = [
  [/^\/orders$/, '/pesanan'],
  [/^\/orders\/([\w-]+)$/, '/pesanan/$1'],
  [/^\/payments\/([\w-]+)$/, '/bayar/$1'],
  [/^\/products\/([\w-]+)$/, '/produk/$1'],
  [/^\/sellers\/([\w-]+)$/, '/toko/$1'],
  [/^\/categories$/, '/kategori'],
  [/^\/categories\/([\w-]+)$/, '/kategori/$1'],
  [/^\/search$/, '/cari'],
  [/^\/cart$/, '/keranjang'],
  [/^\/login$/, '/masuk'],
  [/^\/register$/, '/daftar'],
  [/^\/account$/, '/akun'],
  [/^\/account\/addresses$/, '/akun/alamat'],
  [/^\/account\/devices$/, '/akun/perangkat'],
  [/^\/notifications$/, '/notifikasi'],
  [/^\/sell$/, '/jual'],
];

export function pageOf(path: string): string | undefined {
  for (const [pattern, page] of aliases) if (pattern.test(path)) return path.replace(pattern, page);
  return undefined;
}
