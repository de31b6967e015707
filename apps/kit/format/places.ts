/**
 * A regency or city the way people say it where room is short: `Kota Administrasi Jakarta Barat` → `Jakarta Barat`,
 * `Kabupaten Sleman` → `Kab. Sleman`. Cities go bare, regencies keep their sign, for the two may share a name.
 */
export function shortCity(name: string): string {
  return name.replace(/^Kota (Administrasi )?/, '').replace(/^Kabupaten (Administrasi )?/, 'Kab. ');
}
