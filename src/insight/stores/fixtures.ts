import { refuse } from '#platform/refusal';
import type { Store } from './contract.ts';

/** A store as its owner sees it, with what the test cares about. */
export function aStore(change: Partial<Store> & Pick<Store, 'id' | 'ownerId'>): Store {
  return {
    name: 'Roti Pagi Dago',
    sellerId: null,
    villageCode: '32.73.02.1004',
    regionCode: '32',
    areaLabel: 'Dago, Coblong, Kota Bandung, Jawa Barat',
    timeZone: 'Asia/Jakarta',
    openingHours: [],
    closedDays: [],
    status: 'active',
    role: 'owner',
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

export const DAGO = {
  villageCode: '32.73.02.1004',
  villageName: 'Dago',
  districtName: 'Coblong',
  regencyName: 'Kota Bandung',
  provinceName: 'Jawa Barat',
  timeZone: 'Asia/Jakarta',
};

/** One village is known. */
export const oneVillage = {
  getVillage: async (_call: unknown, { villageCode }: { villageCode: string }) => {
    if (villageCode !== DAGO.villageCode) throw refuse('users.village-not-found');
    return DAGO;
  },
};
