import type { LoanProductsApi } from '#credit/loan-products';
import type { ActingRole, TenantsApi } from '#credit/tenants';
import type { CapLine } from '#engine/pricing/price-caps';
import type { LoanTerms } from '#engine/replay/loan-facts';
import { newUuid } from '#platform/ids';
import { refuse } from '#platform/refusal';
import type { LoansDeps } from './loans-deps.ts';

const ORDER = ['penalty', 'fee', 'interest', 'principal'] as const;

/** 3,000,000 over three months of 30 days at 0.2 % a day on the whole, 1.5 % taken out, 0.1 % a day when late. */
export function someTerms(change: Partial<LoanTerms> = {}): LoanTerms {
  return {
    schedule: {
      periods: 3,
      dueDates: { kind: 'every', every: 30, unit: 'days' },
      method: 'flat-daily',
      amortisation: 'equal-principal',
      interestPeriod: 'by-days',
      instalmentFormula: 'exact-periods',
      dayCount: 'actual/365',
      ratePercent: '0.2',
      grace: { principalPeriods: 0, interestPeriods: 0, interestFreePeriods: 0 },
      rounding: { mode: 'half-even', multipleMinor: null, remainder: 'last' },
    },
    submittedOn: '2026-08-01',
    agreedMinor: 3_000_000,
    allocation: { kind: 'instalments', due: [...ORDER], inAdvanceFirst: [], inAdvance: [...ORDER] },
    chargebackOrder: null,
    isDownPaymentAutomatic: false,
    isReckonedFromAgreed: false,
    recalculation: null,
    lateFee: null,
    arrearsGraceDays: 0,
    delinquencyRanges: [
      { name: '1-30', fromDays: 1, untilDays: 30 },
      { name: '31-90', fromDays: 31, untilDays: 90 },
      { name: '>90', fromDays: 91, untilDays: null },
    ],
    fees: [
      {
        id: 'fee-1',
        name: 'Biaya layanan',
        isPenalty: false,
        isPrice: true,
        timing: 'at-disbursement',
        days: 0,
        price: { kind: 'percent', percent: '1.5' },
      },
    ],
    lateCharge: { percentPerDay: '0.1', graceDays: 0, base: 'principal', lifeCapMinor: 3_000_000 },
    ...change,
  };
}

/** Institutions as a test sees them: who works where. */
export function someInstitutions() {
  const members = new Map<string, { tenantId: string; role: ActingRole }>();
  const api: Pick<TenantsApi, 'tenantOfCall'> = {
    tenantOfCall: async (call, { tenantId }) => {
      const named = { name: 'Dana Uji', kind: 'online-lender' as const };
      if (call.actor.kind === 'system') {
        if (tenantId === undefined) throw refuse('tenants.not-found');
        return { tenantId, role: 'HOUSE', ...named };
      }
      const member = call.actor.kind === 'user' ? members.get(call.actor.userId) : undefined;
      if (!member || (tenantId !== undefined && member.tenantId !== tenantId)) throw refuse('tenants.not-found');
      return { ...member, ...named };
    },
  };
  return { members, api };
}

/** Identity where nobody asks for names. */
export const noNames: LoansDeps['identity'] = { namesByIds: async () => ({ names: {} }) };

/** A product that agrees on anything up to 50 million, with these terms. */
export function aProductOf(
  terms: () => LoanTerms,
  line: () => CapLine | null = () => null,
): Pick<LoanProductsApi, 'agreeTerms'> {
  return {
    agreeTerms: async (_call, wish) => {
      if (wish.version === 404) throw refuse('loan-products.not-found');
      if (wish.version === 409) throw refuse('loan-products.not-released');
      if (wish.version === 500) throw refuse('loan-products.over-cap');
      if (wish.amountMinor > 50_000_000) throw refuse('loan-products.outside-limits');
      const proof = {
        fundingMinor: wish.amountMinor,
        priceMinor: 0,
        days: 90,
        line: line(),
        mostMinor: wish.amountMinor,
        mostOfLifeMinor: wish.amountMinor,
        verdict: 'within' as const,
      };
      const base = terms();
      const lateCharge = base.lateCharge ? { ...base.lateCharge, lifeCapMinor: wish.amountMinor } : null;
      return {
        tenantId: wish.tenantId ?? newUuid(),
        productName: 'Dana Usaha',
        fundedBy: 'own-book',
        purpose: 'consumer',
        terms: { ...base, lateCharge, agreedMinor: wish.amountMinor, submittedOn: wish.startOn },
        fees: [],
        preview: {
          amountMinor: wish.amountMinor,
          netPayoutMinor: wish.amountMinor,
          startOn: wish.startOn,
          endsOn: wish.startOn,
          rows: [],
          interestMinor: 0,
          fees: [],
          totalMinor: 0,
          priceMinor: 0,
          annualRatePercent: null,
          proof,
        },
        proof,
      };
    },
  };
}
