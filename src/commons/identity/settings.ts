import { Type } from 'typebox';

/** What operators may change about signing in. */
export const SECOND_FACTOR_SETTING = {
  key: 'identity.second-factor-forced',
  schema: Type.Boolean(),
  default: false,
  description: {
    id: 'Staf wajib memakai aplikasi autentikator; sebelum memasangnya mereka masuk sebagai pengguna biasa',
    en: 'Staff must use an authenticator app; until they have set it up they sign in as ordinary users',
  },
};
