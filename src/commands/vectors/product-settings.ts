import type { RestRule } from '../../credit/engine/replay/allocation-rules.ts';
import type { PaymentKind } from '../../credit/engine/replay/loan-facts.ts';

/**
 * The files name the product of a case and leave some of its settings to the name. What the names stand for is public in
 * the source they cite; here it is as data. Unknown names get the ordinary settings.
 */
export type NamedSettings = {
  rests: Partial<Record<PaymentKind, RestRule>>;
  chargebackOrder: readonly ('penalty' | 'fee' | 'interest' | 'principal')[] | null;
  recalculationRest: 'daily' | 'due-date';
  isMultiPayout: boolean;
};

const USUAL_RESTS: NamedSettings['rests'] = {
  'goodwill-credit': 'last-instalment',
  'merchant-refund': 're-amortise',
  'payout-refund': 'next-instalment',
};
const ALL_NEXT: NamedSettings['rests'] = {};

export function settingsOf(productName: string): NamedSettings {
  const isPlainRest = productName === 'LP2_ADV_PMT_ALLOC_PROGRESSIVE_LOAN_SCHEDULE_HORIZONTAL';
  const isTillPreclose = productName.endsWith('TILL_PRECLOSE');
  const takesBackInOrder = productName.includes('CREDIT_ALLOCATION') || productName.includes('FIXED_LENGTH');
  return {
    rests: isPlainRest || isTillPreclose ? ALL_NEXT : USUAL_RESTS,
    chargebackOrder: takesBackInOrder ? ['penalty', 'fee', 'interest', 'principal'] : null,
    recalculationRest: productName.includes('RECALCULATION_SAME_AS_REPAYMENT') ? 'due-date' : 'daily',
    isMultiPayout: !productName.startsWith('LP1_INTEREST') || productName.includes('MULTI'),
  };
}
