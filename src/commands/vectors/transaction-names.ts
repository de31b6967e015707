import type { StatementLine } from '../../credit/engine/life/statement.ts';

/** What the files call the lines of a statement. */
export const TRANSACTION_NAMES: Record<StatementLine['kind'], string> = {
  disbursement: 'Disbursement',
  repayment: 'Repayment',
  'down-payment': 'Down Payment',
  'goodwill-credit': 'Goodwill Credit',
  'merchant-refund': 'Merchant Issued Refund',
  'payout-refund': 'Payout Refund',
  recovery: 'Recovery Repayment',
  chargeback: 'Chargeback',
  'credit-balance-refund': 'Credit Balance Refund',
  'interest-waiver': 'Waive interest',
  'charge-waiver': 'Waive loan charges',
  'charge-off': 'Charge-off',
  'write-off': 'Close (as written-off)',
  're-amortisation': 'Re-amortize',
  're-ageing': 'Re-age',
  accrual: 'Accrual',
  'charge-at-disbursement': 'Repayment (at time of disbursement)',
};
