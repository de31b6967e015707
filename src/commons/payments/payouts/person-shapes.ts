import { type Static, Type } from 'typebox';
import type { RefusalDefinition } from '#platform/contract';
import { Moment, Strict, Uuid } from '#platform/schema-parts';
import { LiabilityCode, OwnerKind } from '../accounts/account-shapes.ts';
import { AccountNumber, BankCode, Label, Payout, Positive } from '../shapes.ts';

/** Payouts to people who are no sellers; a part of the payments door. */

const { sellerId: _sellerId, ...payoutFields } = Payout.properties;
export const PersonPayout = Type.Object({ ...payoutFields, ownerKind: OwnerKind, ownerId: Uuid }, Strict);
export type PersonPayout = Static<typeof PersonPayout>;

export const PersonPayoutFacts = {
  payoutId: Uuid,
  ownerKind: OwnerKind,
  ownerId: Uuid,
  amountMinor: Positive,
  bankCode: Type.String(),
  accountNumberMasked: Type.String(),
  /** When the provider told of the end. */
  endedAt: Moment,
};

export const personOperations = {
  /**
   * Pays a person from a liability that who asks has named: asks the bank for the holder's name, holds the money, sends
   * it. Idempotent by `payoutId`. What fails is free again; what the bank sends back later is owed again. The end is told
   * by `person-payout.*`.
   */
  payPerson: {
    input: Type.Object(
      {
        payoutId: Uuid,
        ownerKind: OwnerKind,
        ownerId: Uuid,
        fromAccountCode: LiabilityCode,
        amountMinor: Positive,
        bankCode: BankCode,
        accountNumber: AccountNumber,
        /** As it is known here; another holder at the bank is refused. */
        accountName: Label(100),
        description: Type.Optional(Type.String({ maxLength: 100 })),
      },
      Strict,
    ),
    output: PersonPayout,
    refusals: [
      'payments.payout-conflict',
      'payments.funds-too-low',
      'payments.account-name-differs',
      'payments.account-not-found',
      'payments.bank-unknown',
      'payments.bank-unavailable',
    ],
  },
  getPersonPayout: {
    input: Type.Object({ payoutId: Uuid }, Strict),
    output: PersonPayout,
    refusals: ['payments.payout-not-found'],
  },
} as const;

export const personRefusals = {
  'payments.funds-too-low': { status: 409, id: 'Dana tidak cukup.', en: 'There is not enough money.' },
} as const satisfies Record<string, RefusalDefinition>;
