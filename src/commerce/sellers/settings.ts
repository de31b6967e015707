import { Type } from 'typebox';

/** What new shops pay; each shop keeps the rate it was approved with. */
export const COMMISSION_SETTING = {
  key: 'sellers.commission-bps',
  schema: Type.Integer({ minimum: 0, maximum: 10_000 }),
  default: 500,
  description: {
    id: 'Komisi untuk toko baru, dalam per sepuluh ribu dari nilai barang (500 = 5%)',
    en: "Commission of new shops, in ten-thousandths of the goods' value (500 = 5%)",
  },
};
