import { stemOf } from './words.ts';

/** Words that say the opposite of each other, in pairs. */
const PAIRS = `
  lahir meninggal, lahir wafat, lahir mati, lahir tewas, berdiri bubar, dibentuk dibubarkan,
  didirikan dibubarkan, didirikan ditutup, berdiri runtuh, dibangun dihancurkan, dibangun dirobohkan,
  mulai berakhir, mulai selesai, dimulai berakhir, dimulai diakhiri, awal akhir, pertama terakhir, buka tutup,
  dibuka ditutup, merdeka dijajah, merdeka terjajah, terbesar terkecil, besar kecil, tertinggi terendah,
  tinggi rendah, terpanjang terpendek, panjang pendek, terluas tersempit, luas sempit, terbanyak tersedikit,
  banyak sedikit, tertua termuda, tua muda, terkaya termiskin, kaya miskin, terkuat terlemah, kuat lemah,
  terdalam terdangkal, dalam dangkal, terberat teringan, berat ringan, utara selatan, timur barat, atas bawah,
  depan belakang, kiri kanan, masuk keluar, naik turun, menang kalah, memenangkan kalah, untung rugi,
  laki perempuan, pria wanita, suami istri, ayah ibu, kakak adik, raja ratu, anak orangtua, menikah cerai,
  menikah bercerai, datang pergi, diterima ditolak, hidup mati, ditemukan hilang, diciptakan dimusnahkan,
  menjual membeli, dijual dibeli, menyerang bertahan, diangkat dipecat, diangkat diberhentikan,
  menjabat mundur, menjabat lengser, naik lengser, muncul hilang, diresmikan ditutup, diluncurkan ditarik,
  positif negatif, panas dingin, siang malam, cepat lambat, maksimum minimum, maksimal minimal,
  kelahiran kematian, pendiri penghancur, penemu perusak, pembuat perusak, asal tujuan, sebelum sesudah,
  sebelum setelah, dihapus dibentuk, dihapus didirikan, musnah hidup, punah hidup, cerai nikah, sekutu musuh,
  kawan lawan, baru lama, baru bekas, jauh dekat, terjauh terdekat, tebal tipis, tambah kurang,
  meningkat menurun, selamat tewas, murah mahal, termurah termahal, domestik impor, ekspor impor, dalam luar,
  nasional internasional, resmi ilegal, bumi langit, darat laut`;

/** Stem to the stems of its opposites. */
export const OPPOSITES: ReadonlyMap<string, readonly string[]> = byStem();

function byStem(): Map<string, string[]> {
  const opposites = new Map<string, string[]>();
  for (const pair of PAIRS.split(',')) {
    const [one = '', other = ''] = pair.trim().split(' ').map(stemOf);
    opposites.set(one, [...(opposites.get(one) ?? []), other]);
    opposites.set(other, [...(opposites.get(other) ?? []), one]);
  }
  return opposites;
}
