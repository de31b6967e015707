import type { RefusalDefinition } from '#platform/contract';

/** Nothing here tells whether an account exists: the sentences are the same for names that nobody has. */
export const identityRefusals = {
  'identity.invalid-credentials': {
    status: 401,
    id: 'E-mail, nomor HP, atau kata sandi belum cocok. Periksa lagi, atau masuk dengan kode.',
    en: 'The e-mail, phone or password does not match. Check them, or sign in with a code.',
  },
  'identity.too-many-tries': {
    status: 429,
    id: 'Terlalu banyak percobaan masuk. Coba lagi {retryAfterSeconds} detik lagi.',
    en: 'Too many sign-in attempts. Try again in {retryAfterSeconds} seconds.',
  },
  'identity.second-factor-required': {
    status: 401,
    id: 'Akun ini memakai kode dari aplikasi autentikator. Masukkan kodenya untuk melanjutkan.',
    en: 'This account uses codes of an authenticator app. Enter the code to continue.',
  },
  'identity.second-factor-wrong': {
    status: 401,
    id: 'Kode autentikator belum cocok atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.',
    en: 'The authenticator code does not match or was used already. Wait for the next one and try again.',
  },
  'identity.code-wrong': {
    status: 401,
    id: 'Kode belum cocok atau sudah tidak berlaku. Periksa lagi, atau minta kode baru.',
    en: 'The code does not match or is no longer valid. Check it, or ask for a new one.',
  },
  'identity.code-too-soon': {
    status: 429,
    id: 'Kode baru bisa diminta {retryAfterSeconds} detik lagi.',
    en: 'A new code can be sent in {retryAfterSeconds} seconds.',
  },
  'identity.session-ended': {
    status: 401,
    id: 'Sesi ini sudah berakhir. Masuk lagi untuk melanjutkan.',
    en: 'This session has ended. Sign in again to continue.',
  },
  'identity.password-weak': {
    status: 400,
    id: 'Kata sandi ini terlalu mudah ditebak. Pakai minimal 10 karakter, misalnya gabungan beberapa kata.',
    en: 'This password is too easy to guess. Use at least 10 characters, for example several words together.',
  },
  'identity.password-wrong': {
    status: 403,
    id: 'Kata sandi sekarang belum cocok.',
    en: 'The current password does not match.',
  },
  'identity.account-not-found': { status: 404, id: 'Akun ini tidak ada.', en: 'There is no such account.' },
  'identity.device-not-found': {
    status: 404,
    id: 'Perangkat ini tidak ada di daftarmu.',
    en: 'This device is not on your list.',
  },
  'identity.totp-already-on': {
    status: 409,
    id: 'Autentikator sudah aktif. Matikan dulu sebelum memasang yang baru.',
    en: 'The authenticator is already on. Turn it off before you set up a new one.',
  },
  'identity.totp-not-set-up': {
    status: 409,
    id: 'Belum ada autentikator yang dipasang di akun ini.',
    en: 'No authenticator has been set up for this account.',
  },
  'identity.api-key-not-found': { status: 404, id: 'Kunci API ini tidak ada.', en: 'There is no such API key.' },
  'identity.api-key-scope-not-yours': {
    status: 403,
    id: 'Kunci API tidak bisa punya izin {scope}, karena akunmu sendiri tidak memilikinya.',
    en: 'An API key cannot hold {scope}, because your own account does not.',
  },
  'identity.api-key-limit': {
    status: 409,
    id: 'Paling banyak {maximum} kunci API per akun. Cabut yang tidak dipakai dulu.',
    en: 'An account has at most {maximum} API keys. Revoke an unused one first.',
  },
  'identity.role-not-yours-to-give': {
    status: 403,
    id: 'Peran {role} tidak bisa kamu berikan atau cabut.',
    en: 'The role {role} is not yours to give or take.',
  },
  'identity.last-super-admin': {
    status: 409,
    id: 'Ini SUPER_ADMIN terakhir. Tunjuk yang lain dulu.',
    en: 'This is the last SUPER_ADMIN. Appoint another one first.',
  },
  'identity.contact-taken': {
    status: 409,
    id: 'E-mail atau nomor HP ini sudah dipakai akun lain.',
    en: 'This e-mail or phone belongs to another account.',
  },
  'identity.google-off': {
    status: 404,
    id: 'Masuk dengan Google belum diaktifkan di sini.',
    en: 'Sign-in with Google is not set up here.',
  },
  'identity.google-unavailable': {
    status: 503,
    id: 'Google belum menjawab. Coba lagi sebentar lagi, atau masuk dengan kata sandi.',
    en: 'Google does not answer. Try again in a moment, or use your password.',
  },
  'identity.google-refused': {
    status: 401,
    id: 'Masuk dengan Google tidak selesai. Coba lagi dari awal.',
    en: 'Sign-in with Google was not completed. Start again.',
  },
  'identity.google-email-not-verified': {
    status: 403,
    id: 'Alamat email di akun Google ini belum terverifikasi.',
    en: 'The e-mail of this Google account is not verified.',
  },
} as const satisfies Record<string, RefusalDefinition>;
