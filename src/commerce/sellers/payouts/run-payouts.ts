import type { LedgerApi } from '#commons/ledger';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import { derivedId } from '#platform/ids';
import type { Log } from '#platform/log';
import { refuse } from '#platform/refusal';
import type { SagaDefinition, SagaOutcome, SagaRunner } from '#platform/saga';
import { listApprovedIds, listByIds } from '../seller-queries.ts';
import { isPayoutDay, type PayoutSchedule, payoutDay } from './payout-rules.ts';
import type { PayoutSagaDeps, PayoutState } from './payout-saga.ts';

export type PayoutRunDeps = PayoutSagaDeps & {
  ledger: Pick<LedgerApi, 'balance' | 'balancesByCodes'>;
  sagas: SagaRunner;
  saga: SagaDefinition<PayoutState>;
  schedule: () => Promise<PayoutSchedule>;
  clock: Clock;
  log: Log;
};

export type PayoutRun = {
  sellerId: string;
  payoutId: string;
  amountMinor: number | null;
  /** `waiting`: a step could not be done now and is tried again by itself. */
  status: 'started' | 'waiting' | 'refused';
  code: string | null;
};

const PAGE = 100;
const AT_ONCE = 5;
/** Of a person who waits for the answer; the rest needs another run. */
const MOST_AT_ONCE = 100;

/** Job: pays everybody who has earned enough, on the days that the operator has set. A second run on a day pays nobody twice. */
export async function payOutOnSchedule(deps: PayoutRunDeps, call: Call): Promise<void> {
  const schedule = await deps.schedule();
  const now = deps.clock.now();
  if (!isPayoutDay(schedule, now)) return;
  const key = `schedule:${payoutDay(now)}`;
  let after: string | null = null;
  do {
    const { sellerIds, last } = await owedOnPage(deps, call, { after, minimumMinor: schedule.minimumMinor });
    await payAll(deps, call, { sellerIds, key, minimumMinor: schedule.minimumMinor });
    after = last;
  } while (after !== null);
}

/** Staff: one shop whatever the minimum, or everybody who has reached it (the first hundred). `key` makes a repeated wish the same. */
export async function runPayouts(
  deps: PayoutRunDeps,
  call: Call,
  wish: { sellerId?: string; key: string },
): Promise<{ items: PayoutRun[]; hasMore: boolean }> {
  if (wish.sellerId) {
    const [seller] = await listByIds(deps.database, [wish.sellerId]);
    if (seller?.status !== 'approved') throw refuse('sellers.not-found');
    return { items: [await payOne(deps, call, { ...wish, sellerId: wish.sellerId, minimumMinor: 1 })], hasMore: false };
  }
  const { minimumMinor } = await deps.schedule();
  const items: PayoutRun[] = [];
  let after: string | null = null;
  do {
    const { sellerIds, last } = await owedOnPage(deps, call, { after, minimumMinor });
    const room = MOST_AT_ONCE - items.length;
    items.push(...(await payAll(deps, call, { sellerIds: sellerIds.slice(0, room), key: wish.key, minimumMinor })));
    if (sellerIds.length > room) return { items, hasMore: true };
    after = last;
  } while (after !== null);
  return { items, hasMore: false };
}

/** Of the next hundred approved shops those that are owed enough. `last` is null behind the last shop. */
async function owedOnPage(
  deps: PayoutRunDeps,
  call: Call,
  { after, minimumMinor }: { after: string | null; minimumMinor: number },
): Promise<{ sellerIds: string[]; last: string | null }> {
  const ids = await listApprovedIds(deps.database, after, PAGE);
  if (ids.length === 0) return { sellerIds: [], last: null };
  const accountCodes = ids.map((id) => `seller:${id}:payable`);
  const { balances } = await deps.ledger.balancesByCodes(call, { accountCodes });
  const sellerIds = ids.filter((_, index) => (balances[index]?.availableMinor ?? 0) >= Math.max(minimumMinor, 1));
  return { sellerIds, last: ids.length < PAGE ? null : (ids.at(-1) ?? null) };
}

async function payAll(
  deps: PayoutRunDeps,
  call: Call,
  wish: { sellerIds: string[]; key: string; minimumMinor: number },
): Promise<PayoutRun[]> {
  const waiting = [...wish.sellerIds];
  const runs: PayoutRun[] = [];
  const worker = async (): Promise<void> => {
    for (let sellerId = waiting.shift(); sellerId; sellerId = waiting.shift())
      runs.push(await payOne(deps, call, { sellerId, key: wish.key, minimumMinor: wish.minimumMinor }));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return runs;
}

async function payOne(
  deps: PayoutRunDeps,
  call: Call,
  { sellerId, key, minimumMinor }: { sellerId: string; key: string; minimumMinor: number },
): Promise<PayoutRun> {
  const payoutId = derivedId('sellers.payout', sellerId, key);
  const state = { sellerId, minimumMinor, amountMinor: null, refusedCode: null };
  try {
    return runOf(payoutId, await deps.sagas.start(deps.saga, { sagaId: payoutId, state, call }));
  } catch (error) {
    // The saga stands in the database and goes on by itself; one shop must not stop the others.
    deps.log.warn({ err: error, sellerId, payoutId }, 'a payout waits');
    return { sellerId, payoutId, amountMinor: null, status: 'waiting', code: null };
  }
}

function runOf(payoutId: string, outcome: SagaOutcome<PayoutState>): PayoutRun {
  const { sellerId, amountMinor, refusedCode } = outcome.state;
  const code = outcome.status === 'undone' ? outcome.refusal.code : refusedCode;
  if (code !== null) return { sellerId, payoutId, amountMinor, status: 'refused', code };
  return { sellerId, payoutId, amountMinor, status: outcome.status === 'done' ? 'started' : 'waiting', code };
}
