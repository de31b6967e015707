import type { Static } from 'typebox';
import type { PaymentsApi } from '#commons/payments';
import type { UsersApi } from '#commons/users';
import { refuse } from '#platform/refusal';
import type { SellerApplication } from './contract.ts';

type Application = Static<typeof SellerApplication>;

/** An application in order, with what the test cares about. */
export function anApplication(change: Partial<Application> = {}): Application {
  return {
    name: 'Batik Rahma',
    description: 'Batik tulis dan cap',
    pickup: { street: 'Jalan Asri 1', villageCode: '32.73.25.1001', postalCode: '40615' },
    phone: '0812-3456-7890',
    bank: { bankCode: '014', accountNumber: '123456789', accountName: 'Siti Rahmawati' },
    ...change,
  };
}

/** One village. */
export const theVillages: Pick<UsersApi, 'getVillage'> = {
  getVillage: async (_call, { villageCode }) => {
    if (villageCode !== '32.73.25.1001') throw refuse('users.village-unknown');
    return {
      villageCode,
      villageName: 'Pasir Biru',
      districtName: 'Cibiru',
      regencyName: 'Kota Bandung',
      provinceName: 'Jawa Barat',
      timeZone: 'Asia/Jakarta',
    };
  },
};

/** A bank with one account, of Siti Rahmawati. */
export const theBank: Pick<PaymentsApi, 'inquireBankAccount' | 'payout' | 'listPayouts'> = {
  inquireBankAccount: async (_call, { bankCode, accountNumber }) => {
    if (bankCode === '999') throw refuse('payments.bank-unknown');
    if (accountNumber !== '123456789') throw refuse('payments.account-not-found');
    return { bankCode, accountName: 'SITI RAHMAWATI' };
  },
  payout: () => Promise.reject(new Error('nobody is paid here')),
  listPayouts: async () => ({ items: [], nextCursor: null }),
};
