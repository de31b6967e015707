import { Type } from 'typebox';
import type { Call } from '#platform/call';
import { derivedId } from '#platform/ids';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { ifMatchVersion } from '#platform/versions';
import { type LoansApi, loansContract } from './contract.ts';
import { Day, Loan, MoneyMinor, Reason, STEP_FIELDS, Step, Transaction, Version } from './shapes.ts';

const Params = Type.Object({ id: Uuid }, Strict);
const operations = loansContract.operations;
const Recorded = Type.Object({ loan: Loan, transaction: Transaction }, Strict);
/** Every step has its day; the id is the caller's or follows from the Idempotency-Key. */
const about = {
  transactionId: Type.Optional(Uuid),
  valueDate: Day,
  note: Type.Optional(Reason),
  expectedVersion: Type.Optional(Version),
};
type About = { transactionId?: string; valueDate: string; note?: string; expectedVersion?: number };
type Kind = Step['kind'];

/** Path, what it does, who may, and an example of what each says. */
const STEPS: readonly [kind: Kind, path: string, summary: string, scope: `loans:${string}`, example: object][] = [
  [
    'repayment',
    'repayments',
    'Post a repayment',
    'loans:operate',
    { amountMinor: 500_000, reference: 'BCA 2611-0042' },
  ],
  ['down-payment', 'down-payments', 'Post a down payment', 'loans:operate', { amountMinor: 500_000 }],
  ['merchant-refund', 'merchant-refunds', 'Money the merchant gave back', 'loans:operate', { amountMinor: 200_000 }],
  ['payout-refund', 'payout-refunds', 'Payout the borrower gave back', 'loans:operate', { amountMinor: 200_000 }],
  ['recovery', 'recoveries', 'Money that came after a write-off', 'loans:operate', { amountMinor: 100_000 }],
  [
    'chargeback',
    'chargebacks',
    'Money of a payment that went back to its payer',
    'loans:operate',
    { amountMinor: 100_000, paymentId: '01980000-0000-7000-8000-000000000003' },
  ],
  ['goodwill-credit', 'goodwill-credits', 'Forgive as goodwill', 'loans:forgive', { amountMinor: 50_000 }],
  [
    'credit-balance-refund',
    'credit-balance-refunds',
    'Give back what was paid too much',
    'loans:forgive',
    { amountMinor: 10_000 },
  ],
  ['interest-waiver', 'interest-waivers', 'Forgive interest', 'loans:forgive', { amountMinor: 20_000 }],
  ['charge-waiver', 'charge-waivers', 'Forgive a charge', 'loans:forgive', { chargeId: 'late-2026-11-20' }],
  [
    'fee',
    'fees',
    'Charge a fee or penalty',
    'loans:forgive',
    { name: 'Biaya kunjungan', amountMinor: 25_000, dueOn: '2026-12-01', isPenalty: false },
  ],
  [
    'reschedule',
    'reschedules',
    'Change rate, term, grace or a due date from an instalment on',
    'loans:forgive',
    { changes: [{ kind: 'extra-periods', fromDueOn: '2026-12-20', periods: 2 }] },
  ],
  [
    're-ageing',
    're-ages',
    'Move all open principal to new instalments',
    'loans:forgive',
    { startOn: '2026-12-20', instalments: 3, every: 1, unit: 'months' },
  ],
  ['re-amortisation', 're-amortisations', 'Spread overdue principal over what is to come', 'loans:forgive', {}],
  [
    'payment-holiday',
    'payment-holidays',
    'Periods without principal',
    'loans:forgive',
    { fromDueOn: '2026-12-20', periods: 1, isInterestDue: true },
  ],
  [
    'charge-freeze',
    'charge-freezes',
    'No late charge while a claim or hardship is looked at',
    'loans:forgive',
    { fromOn: '2026-11-21', untilOn: '2026-11-30' },
  ],
  [
    'charge-off',
    'charge-offs',
    'Take the loan out of the receivables; it stays owed',
    'loans:write-off',
    { isFraud: false },
  ],
  ['write-off', 'write-offs', 'End the loan as a loss', 'loans:write-off', {}],
];

export function stepRoutes(api: LoansApi): Route[] {
  return [...lifeRoutes(api), ...STEPS.map(([kind, ...how]) => stepRoute(api, kind, how)), previewRoute(api)];
}

function stepRoute(
  api: LoansApi,
  kind: Kind,
  [path, summary, scope, example]: [path: string, summary: string, scope: `loans:${string}`, example: object],
): Route {
  return route({
    method: 'POST',
    path: `/credit/loans/:id/${path}`,
    summary,
    scope,
    idempotency: 'required',
    params: Params,
    body: Type.Object({ ...about, ...STEP_FIELDS[kind] }, Strict),
    examples: { body: { valueDate: '2026-11-21', ...example } },
    answers: { 201: Recorded },
    refusals: operations.recordTransaction.refusals,
    handle: ({ call, params, body, headers }) => {
      const { transactionId, valueDate, note, expectedVersion, ...fields } = body as About;
      return api.recordTransaction(call, {
        loanId: params.id,
        transactionId: transactionId ?? idFromKey(call, params.id, kind),
        valueDate,
        step: stepOf(kind, { ...fields, ...(note !== undefined && { note }) }),
        ...versionOf(expectedVersion, headers),
      });
    },
  });
}

/** The route's body schema is made of the step's own fields, so what has passed it is a step of this kind. */
function stepOf(kind: Kind, fields: object): Step {
  return { kind, ...fields } as Step;
}

/** Under the same key it is the same transaction, also long after the kept answer is gone. */
function idFromKey(call: Call, loanId: string, kind: string): string {
  return derivedId('loan-step', loanId, kind, call.idempotencyKey ?? call.correlationId);
}

function versionOf(
  expectedVersion: number | undefined,
  headers: Record<string, string | string[] | undefined>,
): { expectedVersion?: number } {
  const version = expectedVersion ?? ifMatchVersion(headers);
  return version === null ? {} : { expectedVersion: version };
}

function lifeRoutes(api: LoansApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/loans/:id/disbursements',
      summary: 'Record that money went out: the funding amount or a tranche of it, gross',
      scope: 'loans:forgive',
      idempotency: 'required',
      params: Params,
      body: Type.Object(
        {
          transactionId: Type.Optional(Uuid),
          paidOutOn: Day,
          amountMinor: MoneyMinor,
          expectedVersion: Type.Optional(Version),
        },
        Strict,
      ),
      examples: { body: { paidOutOn: '2026-11-21', amountMinor: 3_000_000 } },
      answers: { 201: Recorded },
      refusals: operations.activateLoan.refusals,
      handle: ({ call, params, body: { transactionId, expectedVersion, ...payout }, headers }) =>
        api.activateLoan(call, {
          loanId: params.id,
          transactionId: transactionId ?? idFromKey(call, params.id, 'disbursement'),
          ...payout,
          ...versionOf(expectedVersion, headers),
        }),
    }),
    route({
      method: 'POST',
      path: '/credit/loans/:id/cancel',
      summary: 'Give the loan up before money went out',
      scope: 'loans:operate',
      params: Params,
      body: Type.Object({ reason: Reason, expectedVersion: Type.Optional(Version) }, Strict),
      examples: { body: { reason: 'Peminjam berubah pikiran' } },
      answers: { 200: Loan },
      refusals: operations.cancelLoan.refusals,
      handle: ({ call, params, body: { reason, expectedVersion }, headers }) =>
        api.cancelLoan(call, { loanId: params.id, reason, ...versionOf(expectedVersion, headers) }),
    }),
    route({
      method: 'POST',
      path: '/credit/loans/:id/transactions/:transactionId/reverse',
      summary: 'Take a transaction out; everything after it is reckoned as if it had never been',
      scope: 'loans:operate',
      idempotency: 'required',
      params: Type.Object({ id: Uuid, transactionId: Uuid }, Strict),
      body: Type.Object({ reason: Reason, expectedVersion: Type.Optional(Version) }, Strict),
      examples: { body: { reason: 'Salah pinjaman' } },
      answers: { 200: Recorded },
      refusals: operations.reverseTransaction.refusals,
      handle: ({ call, params: { id, transactionId }, body: { reason, expectedVersion }, headers }) =>
        api.reverseTransaction(call, { loanId: id, transactionId, reason, ...versionOf(expectedVersion, headers) }),
    }),
  ];
}

function previewRoute(api: LoansApi): Route {
  return route({
    method: 'POST',
    path: '/credit/loans/:id/preview',
    summary: 'What a step would do: instalments before and after',
    scope: 'loans:read',
    idempotency: 'none',
    params: Params,
    body: Type.Object({ valueDate: Day, step: Step }, Strict),
    examples: { body: { valueDate: '2026-11-21', step: { kind: 're-amortisation' } } },
    answers: { 200: operations.previewStep.output },
    refusals: operations.previewStep.refusals,
    handle: ({ call, params, body }) => api.previewStep(call, { loanId: params.id, ...body }),
  });
}
