/**
 * Passwords that are tried first, of ten characters and more or as the root of one (`password` refuses `password1234`).
 * A short list written for Indonesia by hand: it stops the laziest guesses, lock-out stops the rest.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  password passw0rd p@ssword p@ssw0rd passwordku katasandi katasandiku sandisaya sandiku rahasia rahasiaku rahasiakita
  qwerty qwertyuiop qwertyui asdfghjkl asdfghjkl; zxcvbnm zxcvbnm, qwerty123456 qwertyqwerty 1q2w3e4r5t 1q2w3e4r5t6y
  1qaz2wsx3edc 1qaz2wsx qazwsxedc q1w2e3r4t5 zaq12wsxcde asdfasdfasdf asdf1234567 abcd1234567 abc1234567 a1b2c3d4e5
  1234567890a 123456789a 12345678910 0123456789 9876543210 1122334455 1231231231 123123123123 111222333444 1212121212
  0987654321 12345qwert 12345qwerty 123456qwerty qwerty12345 admin administrator adminadmin admin123456 superadmin
  superadmin1 rootrootroot letmeinplease letmein welcome welcomeback selamatdatang iloveyou iloveyouso ilovemyself
  sayang sayangku sayangkamu akusayangkamu akucintakamu cintaku cintakamu cintasejati kamusayang akusayang sayangsemua
  bismillah bismillah123 alhamdulillah subhanallah allahuakbar assalamualaikum insyaallah masyaallah astaghfirullah
  lailahaillallah muhammad muhammadsaw tuhanyesus yesuskristus haleluya tuhanmemberkati
  indonesia indonesiaku indonesiaraya garudaindonesia merdeka merdeka1945 proklamasi pancasila bhinekatunggalika
  jakarta bandungku surabaya yogyakarta semarangku makassarku medanku palembang balikpapan banjarmasin denpasarku
  persibbandung persijajakarta aremania bonekmania timnasindonesia manchester manchesterunited realmadrid barcelona
  liverpoolfc chelseafc arsenalfc juventus acmilan
  bukalapak tokopedia tokobapak shopeeku lazadaku gojekku lumbungku kreditku duitku uangku banyakuang
  terserah terserahkamu lupapassword lupasandi lupalagi gaktau gataudeh entahlah tidaktahu akulupa janganlupa
  keluargaku keluargabahagia anakku istriku suamiku ibuku bapakku mamapapa mamaku papaku ayahbunda mamahpapah
  bahagiaselalu semangat semangat45 pejuang sukses suksesselalu orangsukses sahabatku temanku
  dragon monkeymonkey superman batmanbatman spiderman pokemonpokemon naruto narutouzumaki sasuke onepiece doraemon
  michael jennifer princess sunshine football baseball computer internet samsung samsunggalaxy xiaomiredmi iphoneku
  changeme changemenow default123 testtest testing testing123 test123456 usernameku mypassword yourpassword
  thisismypassword nopassword passphrase secretsecret topsecret qwerty1234567 google123456 facebook facebook123
  `
    .trim()
    .split(/\s+/),
);
