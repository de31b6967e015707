import type { IdentityApi, identityContract } from '#commons/identity';
import { fixedClock } from '#platform/clock';
import type { OutputOf } from '#platform/contract';
import type { Database } from '#platform/database';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { refuse } from '#platform/refusal';
import { createUsers } from './module.ts';
import type { RegionList } from './regions/region-list.ts';
import type { AddressInput } from './shapes.ts';
import type { ErasureCheck, PersonalDataExporter } from './users-deps.ts';

type Account = OutputOf<typeof identityContract, 'getAccount'>;

/** A few real places, enough for addresses in three time zones. */
export const FEW_PLACES: RegionList = {
  version: 'few places',
  read: async () => [
    { code: '32', name: 'Jawa Barat' },
    { code: '32.04', name: 'Kabupaten Bandung' },
    { code: '32.04.05', name: 'Cileunyi' },
    { code: '32.04.05.2006', name: 'Cibiru Wetan' },
    { code: '32.73', name: 'Kota Bandung' },
    { code: '32.73.25', name: 'Cibiru' },
    { code: '32.73.25.1002', name: 'Cipadung' },
    { code: '32.73.25.1003', name: 'Pasir Biru' },
    { code: '51', name: 'Bali' },
    { code: '51.03', name: 'Kabupaten Badung' },
    { code: '51.03.01', name: 'Kuta' },
    { code: '51.03.01.1002', name: 'Kuta' },
    { code: '91', name: 'Papua' },
    { code: '91.71', name: 'Kota Jayapura' },
    { code: '91.71.01', name: 'Jayapura Utara' },
    { code: '91.71.01.1001', name: 'Gurabesi' },
  ],
};

export const HOME: AddressInput = {
  label: 'Rumah',
  recipientName: 'Siti Aminah',
  phone: '0812-3456-7890',
  street: 'Jl. Kenanga No. 17, RT 03/RW 05',
  villageCode: '32.73.25.1002',
  postalCode: '40614',
};

type Options = { exporters?: PersonalDataExporter[]; erasureChecks?: ErasureCheck[]; regions?: RegionList };

/** Users on a test database, beside an identity that knows the people it was told of. */
export function makeUsers(database: Database, options: Options = {}) {
  const clock = fixedClock('2026-11-21T08:00:00Z');
  const accounts = new Map<string, Account>();
  const erased: { userId: string; password: string | undefined }[] = [];
  const find = (userId: string): Account => {
    const account = accounts.get(userId);
    if (!account) throw refuse('identity.account-not-found');
    return account;
  };
  const identity: Pick<IdentityApi, 'getAccount' | 'updateAccount' | 'eraseAccount'> = {
    getAccount: async (_call, { userId }) => find(userId),
    updateAccount: async (_call, { userId, ...change }) => {
      accounts.set(userId, { ...find(userId), ...change });
      return find(userId);
    },
    eraseAccount: async (_call, { userId, password }) => {
      if (password === 'salah') throw refuse('identity.password-wrong');
      erased.push({ userId, password });
      accounts.delete(userId);
      return {};
    },
  };
  const module = createUsers({
    database,
    identity,
    clock,
    newId: newUuid,
    log: silentLog,
    regions: FEW_PLACES,
    ...options,
  });
  const person = (change: Partial<Account> = {}): string => {
    const userId = newUuid();
    accounts.set(userId, {
      userId,
      name: 'Siti Aminah',
      email: 'siti@contoh.id',
      phone: null,
      roles: ['CUSTOMER'],
      language: 'id',
      ...change,
    });
    return userId;
  };
  return { api: module.api, module, clock, erased, person };
}

export type TestUsers = ReturnType<typeof makeUsers>;
