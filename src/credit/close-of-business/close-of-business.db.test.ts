import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import type { EventEnvelope } from '#platform/events';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import type { Module } from '#platform/module';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase, waitFor } from '#platform/testing/database';
import { tinyLoans } from './fixtures.ts';
import { createCloseOfBusiness } from './module.ts';
import { STRETCH_LOANS } from './start-run.ts';

describe('close_of_business', () => {
  const world = testDatabase('close_of_business');
  const clock = fixedClock('2026-11-21T18:00:00Z');
  const call = userCall(newUuid(), ['CREDIT_OFFICER']);
  const nobody = systemCall('test', newUuid());
  const TODAY = '2026-11-22';
  const YESTERDAY = '2026-11-21';
  let tenantId: string;
  let wishes: { data: object; startAfter: Date | undefined }[];

  beforeEach(() => {
    clock.set('2026-11-21T18:00:00Z');
    tenantId = newUuid();
    wishes = [];
  });

  const idsOf = (count: number): string[] => Array.from({ length: count }, () => newUuid());
  /** Stretches of `size` loans instead of thousands, slices of a few. */
  const make = (given: ReturnType<typeof tinyLoans>, size = 10, slice = 4) => {
    const loans = {
      ...given,
      loanStretches: (of: typeof call, input: { tenantId: string; size: number }) => {
        assert.equal(input.size, STRETCH_LOANS);
        return given.loanStretches(of, { ...input, size });
      },
      closeLoans: (of: typeof call, input: Parameters<typeof given.closeLoans>[1]) =>
        given.closeLoans(of, { ...input, limit: Math.min(input.limit, slice) }),
    };
    return createCloseOfBusiness({
      database: world.database,
      clock,
      newId: newUuid,
      log: silentLog,
      loans,
      enqueue: async (_name, data, options) => void wishes.push({ data, startAfter: options?.startAfter }),
      tenants: { tenantOfCall: async () => assert.fail('only routes ask') },
    });
  };
  type Made = ReturnType<typeof make>;
  const work = (made: Made, runId?: string): Promise<void> =>
    made.jobs?.[0]?.run(nobody, runId ? { runId } : null) ?? assert.fail('no job');
  const hear = (made: Made, eventType: string, payload: object): Promise<void> =>
    world.database.inTx(async (tx) => {
      const reaction = (made as unknown as Module).reactions?.find((own) => own.eventType === eventType);
      await reaction?.inTx?.(tx, { eventType, payload } as EventEnvelope<never>, nobody);
    });
  const said = () =>
    world.database.run<{ payload: { closed: number; setAside: number; nextBusinessDate: string } }>(
      sql`select payload from close_of_business.outbox
          where event_type = 'business-day.closed' and aggregate_id = ${tenantId}`,
    );

  it('should close every loan once, open the next day, say so and be done when reports have the figures', async () => {
    const loans = tinyLoans(idsOf(57), YESTERDAY);
    const made = make(loans);
    const begun = await made.api.startRun(call, { tenantId });
    assert.deepEqual([begun.status, begun.parts.total, begun.loans.total], ['closing', 6, 57]);
    assert.deepEqual(wishes, [{ data: { runId: begun.runId }, startAfter: undefined }]);
    await work(made, begun.runId);

    assert.ok([...loans.closedOn.values()].every((days) => days.join() === YESTERDAY));
    const run = await made.api.getRun(call, { tenantId, runId: begun.runId });
    assert.deepEqual([run.status, run.progress, run.loans.closed], ['reporting', 100, 57]);
    assert.equal(run.accrued.interestMinor, 57);
    assert.equal(loans.businessDate, TODAY);
    const [{ payload } = assert.fail('nothing said')] = await said();
    assert.deepEqual([payload.closed, payload.setAside, payload.nextBusinessDate], [57, 0, TODAY]);

    await hear(made, 'report.day-captured', { tenantId, businessDate: YESTERDAY });
    assert.equal((await made.api.getRun(call, { tenantId, runId: begun.runId })).status, 'done');
    const state = await made.api.businessDay(call, { tenantId });
    assert.deepEqual([state.businessDate, state.today, state.daysBehind], [TODAY, TODAY, 0]);
  });

  it('should answer the same run when it is begun twice, also at the same moment', async () => {
    const loans = tinyLoans(idsOf(3), YESTERDAY);
    const made = make(loans);
    const [first, second] = await Promise.all([
      made.api.startRun(call, { tenantId }),
      make(loans).api.startRun(call, { tenantId, businessDate: YESTERDAY }),
    ]);
    assert.equal(first.runId, second.runId);
    assert.equal((await made.api.listRuns(call, { tenantId })).items.length, 1);
    await work(made, first.runId);
    await work(made, first.runId);
    assert.equal((await made.api.startRun(call, { tenantId, businessDate: YESTERDAY })).runId, first.runId);
    assert.equal((await said()).length, 1);
  });

  it('should go on from the last slice when a worker has died, and close nothing twice', async () => {
    const loans = tinyLoans(idsOf(40), YESTERDAY);
    const dying = make(loans);
    const { runId } = await dying.api.startRun(call, { tenantId });
    let slices = 0;
    // The sixth and seventh slice are closed by loans, and then the process is gone: nobody writes down that they were.
    const hangs = new Promise<never>(() => {});
    loans.afterSlice = () => {
      slices += 1;
      return slices > 5 ? hangs : undefined;
    };
    void work(dying, runId);
    await waitFor('both workers hang', () => slices >= 7);
    loans.afterSlice = () => {};

    const next = make(loans);
    await work(next, runId);
    assert.equal((await next.api.getRun(call, { tenantId, runId })).status, 'closing', 'two stretches are leased');
    assert.ok((wishes.at(-1)?.startAfter ?? new Date(0)) > clock.now(), 'somebody comes when the lease is over');
    clock.advance(61_000);
    await work(next, runId);
    const run = await next.api.getRun(call, { tenantId, runId });
    assert.equal(run.status, 'reporting');
    assert.ok(run.loans.closed < 40, 'what was not written down is not counted');
    assert.ok([...loans.closedOn.values()].every((days) => days.join() === YESTERDAY));
  });

  it('should close every loan once when two processes work side by side', async () => {
    const loans = tinyLoans(idsOf(200), YESTERDAY);
    const [one, two] = [make(loans, 7, 3), make(loans, 7, 3)];
    const { runId } = await one.api.startRun(call, { tenantId });
    await Promise.all([work(one, runId), work(two, runId), work(two)]);
    await work(one, runId);
    const run = await one.api.getRun(call, { tenantId, runId });
    assert.deepEqual([run.status, run.loans.closed], ['reporting', 200]);
    assert.ok([...loans.closedOn.values()].every((days) => days.length === 1));
    assert.equal((await said()).length, 1);
  });

  it('should set a broken loan aside, close the rest, and close it later when it is mended', async () => {
    const ids = idsOf(30);
    const loans = tinyLoans(ids, YESTERDAY);
    const broken = ids.slice(4, 6);
    loans.broken = new Set(broken);
    const made = make(loans);
    const { runId } = await made.api.startRun(call, { tenantId });
    await assert.rejects(made.api.retrySetAside(call, { tenantId, runId }), (error) =>
      isRefusal(error, 'close-of-business.still-closing'),
    );
    await work(made, runId);
    const run = await made.api.getRun(call, { tenantId, runId });
    assert.deepEqual([run.status, run.loans.closed, run.loans.setAside], ['reporting', 28, 2]);
    const listed = await made.api.listSetAside(call, { tenantId, filter: { isOpen: true, limit: 1 } });
    assert.equal(listed.items[0]?.code, 'loans.broken');
    const rest = await made.api.listSetAside(call, {
      tenantId,
      filter: { isOpen: true, runId, cursor: listed.nextCursor ?? '' },
    });
    assert.deepEqual([listed.items[0]?.loanId, rest.items[0]?.loanId].sort(), [...broken].sort());

    assert.deepEqual(await made.api.retrySetAside(call, { tenantId, runId }), { tried: 2, closed: 0 });
    loans.broken = new Set(broken.slice(1));
    assert.deepEqual(await made.api.retrySetAside(call, { tenantId, runId }), { tried: 2, closed: 1 });
    // The next close finds the other one mended.
    loans.broken = new Set();
    clock.advance(24 * 3_600_000);
    const next = await made.api.startRun(call, { tenantId });
    await work(made, next.runId);
    const all = await made.api.listSetAside(call, { tenantId, filter: {} });
    assert.deepEqual(
      all.items.map(({ attempts, resolvedAt }) => [attempts, resolvedAt !== null]).sort(),
      [
        [2, true],
        [3, true],
      ].sort(),
    );
  });

  it('should go on with the others when a stretch fails, and come back to it', async () => {
    const loans = tinyLoans(idsOf(30), YESTERDAY);
    const made = make(loans);
    const { runId } = await made.api.startRun(call, { tenantId });
    loans.beforeSlice = ({ afterLoanId }) => {
      if (afterLoanId === null) throw new Error('the disk is full');
    };
    await work(made, runId);
    const failing = await made.api.getRun(call, { tenantId, runId });
    assert.deepEqual([failing.status, failing.parts.done, failing.parts.failing], ['closing', 2, 1]);
    assert.equal(failing.lastError, 'the disk is full');
    const again = wishes.at(-1)?.startAfter?.getTime() ?? 0;
    assert.equal(again - clock.now().getTime(), 1_000, 'somebody comes as soon as it may be tried again');
    loans.beforeSlice = () => {};
    clock.advance(31_000);
    await work(made);
    assert.equal((await made.api.getRun(call, { tenantId, runId })).loans.closed, 30);
  });

  it('should catch up day by day when the house was away, and leave those alone who close by hand', async () => {
    const loans = tinyLoans(idsOf(5), '2026-11-18');
    const made = make(loans);
    await hear(made, 'tenant.created', { tenantId, name: 'Uji', kind: 'bank' });
    await hear(made, 'tenant.created', { tenantId, name: 'Uji', kind: 'bank' });
    const nightly = made.jobs?.[1] ?? assert.fail('no job');
    await made.api.setAutomatic(call, { tenantId, isAutomatic: false });
    await nightly.run(nobody, null);
    assert.equal((await made.api.listRuns(call, { tenantId })).items.length, 0);
    await made.api.setAutomatic(call, { tenantId, isAutomatic: true });
    await nightly.run(nobody, null);
    for (let day = 0; day < 4; day += 1) await work(made);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await made.api.listRuns(call, { tenantId, limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.items.map((run) => run.businessDate));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    assert.deepEqual(seen, ['2026-11-21', '2026-11-20', '2026-11-19', '2026-11-18']);
    assert.ok([...loans.closedOn.values()].every((days) => days.length === 4));
    assert.equal((await made.api.businessDay(call, { tenantId })).businessDate, TODAY);
  });

  it('should close yesterday first when an institution went by the clock until now', async () => {
    const loans = tinyLoans(idsOf(3), TODAY);
    loans.openBusinessDay = async (_call, input) => {
      loans.businessDate = input.businessDate;
      return { tenantId: input.tenantId, businessDate: input.businessDate };
    };
    const made = make(loans);
    await hear(made, 'tenant.created', { tenantId, name: 'Uji', kind: 'bank' });
    await made.jobs?.[1]?.run(nobody, null);
    await work(made);
    const { items } = await made.api.listRuns(call, { tenantId });
    assert.deepEqual(
      items.map(({ businessDate, status }) => [businessDate, status]),
      [[YESTERDAY, 'reporting']],
    );
    await made.jobs?.[1]?.run(nobody, null);
    assert.equal((await made.api.listRuns(call, { tenantId })).items.length, 1, 'today still runs');
  });

  it('should refuse when the day has not begun (close-of-business.date-not-begun)', async () => {
    const made = make(tinyLoans([], '2026-11-23'));
    await assert.rejects(made.api.startRun(call, { tenantId }), (error) =>
      isRefusal(error, 'close-of-business.date-not-begun'),
    );
    assert.equal((await made.api.listRuns(call, { tenantId })).items.length, 0);
  });

  it('should refuse when another day comes first (close-of-business.not-the-business-date)', async () => {
    const made = make(tinyLoans([], YESTERDAY));
    for (const businessDate of [TODAY, '2026-11-20']) {
      await assert.rejects(made.api.startRun(call, { tenantId, businessDate }), (error) =>
        isRefusal(error, 'close-of-business.not-the-business-date'),
      );
    }
  });

  it('should find nothing when it is of another institution (close-of-business.not-found)', async () => {
    const made = make(tinyLoans(idsOf(1), YESTERDAY));
    const { runId } = await made.api.startRun(call, { tenantId });
    await work(made, runId);
    const strange = { tenantId: newUuid(), runId };
    for (const attempt of [() => made.api.getRun(call, strange), () => made.api.retrySetAside(call, strange)])
      await assert.rejects(attempt(), (error) => isRefusal(error, 'close-of-business.not-found'));
    assert.deepEqual((await made.api.listRuns(call, { tenantId: strange.tenantId })).items, []);
  });

  it('should end a run without loans when an institution has none yet', async () => {
    const made = make(tinyLoans([], YESTERDAY));
    const { runId } = await made.api.startRun(call, { tenantId });
    await work(made, runId);
    const run = await made.api.getRun(call, { tenantId, runId });
    assert.deepEqual([run.status, run.loans.total, run.progress], ['reporting', 0, 100]);
  });
});
