import type { IdentityApi } from '#commons/identity';
import type { LoanProductsApi, ProductTerms } from '#credit/loan-products';
import type { LoansApi } from '#credit/loans';
import type { TenantsApi } from '#credit/tenants';
import type { Call } from '#platform/call';
import { derivedId } from '#platform/ids';
import { isRefusal } from '#platform/refusal';

/** What seeding asks of the credit wing. */
export type CreditDemoApis = {
  identity: Pick<IdentityApi, 'ensureAccount'>;
  tenants: Pick<TenantsApi, 'createTenant' | 'addMember'>;
  loanProducts: Pick<LoanProductsApi, 'createProduct' | 'releaseVersion'>;
  loans: Pick<LoansApi, 'createLoan' | 'activateLoan' | 'recordTransaction' | 'businessDay'>;
};

const LENDER = 'Dana Lumbung';
const DAY_MS = 86_400_000;
const idOf = (...parts: string[]) => derivedId('demo-credit', ...parts);

/** Three loans as officers meet them: one on time, one paid half, one late. Days are counted back from today. */
const LOANS = [
  { name: 'baru', amountMinor: 5_000_000, periods: 3, paidOut: 12, payments: [] },
  {
    name: 'lancar',
    amountMinor: 3_000_000,
    periods: 3,
    paidOut: 65,
    payments: [
      { ago: 35, amountMinor: 1_180_000 },
      { ago: 6, amountMinor: 1_180_000 },
    ],
  },
  { name: 'terlambat', amountMinor: 2_000_000, periods: 2, paidOut: 48, payments: [{ ago: 10, amountMinor: 300_000 }] },
] as const;

/** An institution with its people, a released product and three loans. Running it again changes nothing. */
export async function seedCredit(
  apis: CreditDemoApis,
  call: Call,
  { password, borrowerId }: { password: string; borrowerId: string },
): Promise<void> {
  const tenantId = idOf('tenant');
  const account = async (email: string, name: string, role: 'CREDIT_OFFICER' | 'COMPLIANCE_OFFICER') => {
    const { userId } = await apis.identity.ensureAccount(call, {
      email,
      name,
      roles: [role],
      password,
      language: 'id',
    });
    return { userId, role };
  };
  const [officer, checker] = await Promise.all([
    account('kredit@lumbung.test', 'Sari Utami', 'CREDIT_OFFICER'),
    account('kepatuhan@lumbung.test', 'Budi Santoso', 'COMPLIANCE_OFFICER'),
    apis.tenants.createTenant(call, { tenantId, name: LENDER, kind: 'online-lender' }),
  ]);
  await Promise.all([officer, checker].map((member) => apis.tenants.addMember(call, { tenantId, ...member })));
  const productId = idOf('product');
  await apis.loanProducts.createProduct(call, { tenantId, productId, name: 'Dana Warung 90', terms: PRODUCT });
  try {
    await apis.loanProducts.releaseVersion(call, { tenantId, productId, version: 1 });
  } catch (error) {
    if (!isRefusal(error, 'loan-products.not-a-draft')) throw error;
    // It was released before: with everything that follows.
    return;
  }
  const { businessDate } = await apis.loans.businessDay(call, { tenantId });
  await Promise.all(LOANS.map((loan) => seedLoan(apis, call, { tenantId, productId, borrowerId, businessDate, loan })));
}

type SeedLoan = {
  tenantId: string;
  productId: string;
  borrowerId: string;
  businessDate: string;
  loan: (typeof LOANS)[number];
};

async function seedLoan(
  apis: CreditDemoApis,
  call: Call,
  { tenantId, productId, borrowerId, businessDate, loan }: SeedLoan,
) {
  const dayAgo = (days: number) => new Date(Date.parse(businessDate) - days * DAY_MS).toISOString().slice(0, 10);
  const { name, amountMinor, periods, paidOut, payments } = loan;
  const loanId = idOf('loan', name);
  const agreedOn = dayAgo(paidOut);
  const wish = { tenantId, loanId, productId, productVersion: 1, borrowerId, amountMinor, periods, agreedOn };
  await apis.loans.createLoan(call, wish);
  const transactionId = idOf('payout', name);
  await apis.loans.activateLoan(call, { tenantId, loanId, transactionId, paidOutOn: agreedOn, amountMinor });
  for (const payment of payments) {
    await apis.loans.recordTransaction(call, {
      ...{ tenantId, loanId, transactionId: idOf('payment', name, String(payment.ago)) },
      valueDate: dayAgo(payment.ago),
      step: { kind: 'repayment', amountMinor: payment.amountMinor, reference: 'VA BCA' },
    });
  }
}

const ORDER = ['penalty', 'fee', 'interest', 'principal'] as const;

/** 0.2 % a day for up to 90 days, 1 % with tax taken out, 0.1 % a day on what is late: within every cap of 2026. */
const PRODUCT: ProductTerms = {
  purpose: 'business',
  businessSize: 'micro',
  fundedBy: 'own-book',
  amount: { leastMinor: 1_000_000, mostMinor: 50_000_000, stepMinor: 100_000 },
  periods: { least: 1, most: 3 },
  dueDates: { kind: 'every', every: 30, unit: 'days' },
  holidays: null,
  method: 'flat-daily',
  amortisation: 'equal-principal',
  interestPeriod: 'by-days',
  instalmentFormula: 'exact-periods',
  dayCount: 'actual/365',
  ratePercent: '0.2',
  grace: { principalPeriods: 0, interestPeriods: 0, interestFreePeriods: 0 },
  rounding: { mode: 'half-even', multipleMinor: null, remainder: 'last' },
  balloonPercent: null,
  downPaymentPercent: null,
  fees: [
    {
      name: 'Biaya layanan',
      nature: 'price',
      timing: 'at-disbursement',
      amount: { kind: 'percent', percent: '1' },
      taxPercent: '11',
    },
  ],
  lateCharge: { percentPerDay: '0.067', graceDays: 3, base: 'principal' },
  allocation: { kind: 'instalments', due: [...ORDER], inAdvanceFirst: [], inAdvance: [...ORDER] },
  chargebackOrder: null,
  recalculation: null,
  arrearsGraceDays: 0,
  delinquencyRanges: [
    { name: '1-7', fromDays: 1, untilDays: 7 },
    { name: '8-30', fromDays: 8, untilDays: 30 },
    { name: '31-60', fromDays: 31, untilDays: 60 },
    { name: '61-90', fromDays: 61, untilDays: 90 },
    { name: '>90', fromDays: 91, untilDays: null },
  ],
};
