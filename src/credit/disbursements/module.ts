import type { Call } from '#platform/call';
import type { InputOf } from '#platform/contract';
import { decodeCursor, page } from '#platform/lists';
import { defineModule } from '#platform/module';
import { refuse } from '#platform/refusal';
import {
  type Disbursement,
  type DisbursementsApi,
  disbursementsContract,
  type ListedDisbursement,
} from './contract.ts';
import { disburse, retryDisbursement, view } from './disburse.ts';
import { actingInstitution, type DisbursementsDeps } from './disbursement-deps.ts';
import * as queries from './disbursement-queries.ts';
import { payoutReactions, sweepDisbursements } from './follow-payout.ts';
import { payoutSaga } from './payout-saga.ts';
import { disbursementRoutes } from './routes.ts';

export function createDisbursements(deps: DisbursementsDeps) {
  const saga = payoutSaga(deps);
  const api: DisbursementsApi = {
    disburse: (call, input) => disburse(deps, saga, call, input),
    retryDisbursement: (call, input) => retryDisbursement(deps, saga, call, input),
    getDisbursement: (call, input) => getDisbursement(deps, call, input),
    disbursementsOfLoan: (call, input) => disbursementsOfLoan(deps, call, input),
    listDisbursements: (call, input) => listDisbursements(deps, call, input),
    personalData: async (_call, { userId }) => ({
      payouts: (await queries.listOfBorrower(deps.database, userId)).map(view),
    }),
  };
  return defineModule({
    contract: disbursementsContract,
    api,
    routes: disbursementRoutes(api),
    reactions: payoutReactions(deps),
    sagas: [saga],
    jobs: [
      {
        name: 'disbursements.sweep',
        schedule: { everySeconds: 60 },
        run: (call) => sweepDisbursements(deps, call),
      },
    ],
  });
}

async function getDisbursement(
  deps: DisbursementsDeps,
  call: Call,
  input: InputOf<typeof disbursementsContract, 'getDisbursement'>,
): Promise<Disbursement> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const row = (await queries.listOfLoan(deps.database, input.loanId)).at(-1);
  if (row?.tenantId !== tenantId) throw refuse('disbursements.not-found');
  return view(row);
}

async function disbursementsOfLoan(
  deps: DisbursementsDeps,
  call: Call,
  input: InputOf<typeof disbursementsContract, 'disbursementsOfLoan'>,
): Promise<{ items: Disbursement[] }> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const rows = await queries.listOfLoan(deps.database, input.loanId);
  if (rows.length === 0) {
    const { loans } = await deps.loans.loansByIds(call, { loanIds: [input.loanId] });
    if (loans[0]?.tenantId !== tenantId) throw refuse('disbursements.loan-not-found');
  }
  if (rows.some((row) => row.tenantId !== tenantId)) throw refuse('disbursements.loan-not-found');
  return { items: rows.map(view) };
}

async function listDisbursements(
  deps: DisbursementsDeps,
  call: Call,
  input: InputOf<typeof disbursementsContract, 'listDisbursements'>,
): Promise<{ items: ListedDisbursement[]; nextCursor: string | null }> {
  const { tenantId } = await actingInstitution(deps, call, input);
  const limit = input.limit ?? 20;
  const status = input.status ?? null;
  const before = beforeOf(input.cursor);
  const rows = await queries.listDisbursements(deps.database, { tenantId, status, before, limit: limit + 1 });
  const { items, nextCursor } = page(rows, limit, (row) => [row.createdAt.toISOString(), row.payoutId]);
  return { items: await inWords(deps, call, items.map(view)), nextCursor };
}

/** One question to each neighbour for a page. */
async function inWords(
  deps: DisbursementsDeps,
  call: Call,
  items: readonly Disbursement[],
): Promise<ListedDisbursement[]> {
  if (items.length === 0) return [];
  const [{ loans }, { names }] = await Promise.all([
    deps.loans.loansByIds(call, { loanIds: [...new Set(items.map(({ loanId }) => loanId))] }),
    deps.identity.namesByIds(call, { userIds: [...new Set(items.map(({ borrowerId }) => borrowerId))] }),
  ]);
  const numbers = new Map(loans.map(({ loanId, number }) => [loanId, number]));
  return items.map((item) => ({
    ...item,
    loanNumber: numbers.get(item.loanId) ?? null,
    borrowerName: names[item.borrowerId] ?? null,
  }));
}

function beforeOf(cursor: string | undefined): { createdAt: Date; id: string } | null {
  const values = decodeCursor(cursor, 2);
  if (!values) return null;
  const createdAt = new Date(String(values[0]));
  const id = String(values[1]);
  if (Number.isNaN(createdAt.getTime()) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw refuse('request.invalid', {}, { fields: [{ pointer: '/cursor', code: 'cursor', detail: 'cursor' }] });
  return { createdAt, id };
}
