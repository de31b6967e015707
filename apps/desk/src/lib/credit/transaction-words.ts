import * as m from '#messages';

const kinds = {
  disbursement: m.credit_kind_disbursement,
  repayment: m.credit_kind_repayment,
  'down-payment': m.credit_kind_down_payment,
  'goodwill-credit': m.credit_kind_goodwill_credit,
  'merchant-refund': m.credit_kind_merchant_refund,
  'payout-refund': m.credit_kind_payout_refund,
  recovery: m.credit_kind_recovery,
  chargeback: m.credit_kind_chargeback,
  'credit-balance-refund': m.credit_kind_credit_balance_refund,
  'interest-waiver': m.credit_kind_interest_waiver,
  'charge-waiver': m.credit_kind_charge_waiver,
  'charge-off': m.credit_kind_charge_off,
  'write-off': m.credit_kind_write_off,
  're-amortisation': m.credit_kind_re_amortisation,
  're-ageing': m.credit_kind_re_ageing,
  fee: m.credit_kind_fee,
  reschedule: m.credit_kind_reschedule,
  'payment-holiday': m.credit_kind_payment_holiday,
  'charge-freeze': m.credit_kind_charge_freeze,
} satisfies Record<string, () => string>;

/** What may happen to a loan. */
export type TransactionKind = keyof typeof kinds;

export function isTransactionKind(kind: string): kind is TransactionKind {
  return Object.hasOwn(kinds, kind);
}

export function kindName(kind: TransactionKind): string {
  return kinds[kind]();
}
