import type { Static } from 'typebox';
import type { PaymentsApi } from '#commons/payments';
import type { UsersApi } from '#commons/users';
import type { Call } from '#platform/call';
import type { FieldCipher } from '#platform/encryption';
import { isRefusal, refuse } from '#platform/refusal';
import type { BankAccount, Pickup } from './contract.ts';
import type { SellerRow } from './seller-queries.ts';
import { namesAgree } from './seller-rules.ts';

export type DetailsDeps = {
  users: Pick<UsersApi, 'getVillage'>;
  payments: Pick<PaymentsApi, 'inquireBankAccount'>;
  cipher: FieldCipher;
};

type PickupColumns = Pick<
  SellerRow,
  'city' | 'pickup_street' | 'pickup_village_code' | 'pickup_postal_code' | 'pickup_area_label' | 'pickup_time_zone'
>;
type BankColumns = Pick<SellerRow, 'bank_code' | 'bank_account_name' | 'bank_account_sealed' | 'bank_account_last4'>;

/** Looks the village up, so that the shop's city and zone follow from it. */
export async function pickupColumns(
  deps: Pick<DetailsDeps, 'users'>,
  call: Call,
  pickup: Static<typeof Pickup>,
): Promise<PickupColumns> {
  const village = await deps.users.getVillage(call, { villageCode: pickup.villageCode }).catch((error: unknown) => {
    throw isRefusal(error)
      ? refuse(
          'sellers.village-unknown',
          {},
          { fields: [{ pointer: '/pickup/villageCode', code: 'unknown', detail: pickup.villageCode }] },
        )
      : error;
  });
  return {
    city: village.regencyName,
    pickup_street: pickup.street,
    pickup_village_code: pickup.villageCode,
    pickup_postal_code: pickup.postalCode,
    pickup_area_label: [village.villageName, village.districtName, village.regencyName, village.provinceName].join(
      ', ',
    ),
    pickup_time_zone: village.timeZone,
  };
}

/** Seals the account number; the row's id is bound in. */
export function bankColumns(
  deps: Pick<DetailsDeps, 'cipher'>,
  sellerId: string,
  bank: Static<typeof BankAccount>,
): BankColumns {
  return {
    bank_code: bank.bankCode,
    bank_account_name: bank.accountName,
    bank_account_sealed: deps.cipher.encrypt(bank.accountNumber, accountContext(sellerId)),
    bank_account_last4: bank.accountNumber.slice(-4),
  };
}

export function accountContext(sellerId: string): string {
  return `sellers.bank_account:${sellerId}`;
}

/** What payments says of an account, and the field that it speaks of. */
const UNKNOWN_TO_BANKS: Record<string, string> = {
  'payments.account-not-found': '/bank/accountNumber',
  'payments.bank-unknown': '/bank/bankCode',
};

/** Asks the bank whose account it is. The bank's name is never shown: it belongs to somebody, perhaps not to the caller. */
export async function checkBankAccount(
  deps: Pick<DetailsDeps, 'payments'>,
  call: Call,
  bank: Static<typeof BankAccount>,
): Promise<void> {
  const found = await deps.payments
    .inquireBankAccount(call, { bankCode: bank.bankCode, accountNumber: bank.accountNumber })
    .catch((error: unknown) => {
      const field = isRefusal(error) ? UNKNOWN_TO_BANKS[error.code] : undefined;
      if (field !== undefined)
        throw refuse(
          'sellers.bank-account-unknown',
          {},
          { fields: [{ pointer: field, code: 'unknown', detail: bank.bankCode }] },
        );
      throw refuse('sellers.bank-not-reachable', {}, { retryAfterSeconds: 60 });
    });
  if (!namesAgree(bank.accountName, found.accountName))
    throw refuse(
      'sellers.bank-name-differs',
      {},
      { fields: [{ pointer: '/bank/accountName', code: 'differs', detail: '' }] },
    );
}
