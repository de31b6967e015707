import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { LoansApi } from '#credit/loans';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import type { EventEnvelope } from '#platform/events';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import type { Module } from '#platform/module';
import { isRefusal } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import type { FileName, FileWish } from './contract.ts';
import { createReports, type ReportsDeps } from './module.ts';
import type { Group } from './portfolio-rules.ts';
import { reportFile } from './report-files.ts';

type Loan = Awaited<ReturnType<LoansApi['listLoans']>>['items'][number];
type Flow = Awaited<ReturnType<LoansApi['cashFlow']>>['items'][number];

const AT = '2026-07-01T00:00:00.000Z';
const PARTS = { principalMinor: 0, interestMinor: 0, feeMinor: 0, penaltyMinor: 0 };
const PRODUCT = '0190a000-0000-7000-8000-00000000000a';

describe('reports', () => {
  const world = testDatabase('reports');
  const clock = fixedClock('2026-12-01T00:10:00Z');
  const call = systemCall('test', newUuid());
  let tenantId: string;
  let groups: Group[];
  let loans: Loan[];
  let flows: Flow[];
  let wishes: object[];
  let brokenAt: number | null;
  let pages: number;

  beforeEach(() => {
    tenantId = newUuid();
    groups = [group({ principalMinor: 900 }), group({ daysFrom: 91, principalMinor: 100, loans: 2 })];
    [loans, flows, wishes, brokenAt, pages] = [[], [], [], null, 0];
  });

  const neighbour: ReportsDeps['loans'] = {
    portfolio: async (_call, { asOf }) => ({ asOf: asOf ?? '2026-12-01', groups: groups as never }),
    cashFlow: async () => ({ items: flows }),
    countBorrowers: async () => ({ borrowers: 7, activeBorrowers: 3 }),
    listLoans: async (_call, { limit, cursor }) => {
      pages += 1;
      if (pages === brokenAt) throw new Error('the network is away');
      const from = Number(cursor ?? 0);
      const end = from + Math.min(limit ?? 100, 2);
      return { items: loans.slice(from, end), nextCursor: end < loans.length ? String(end) : null };
    },
  };
  const others: Pick<ReportsDeps, 'funding' | 'tenants' | 'identity'> = {
    funding: {
      countFunders: async () => ({ funders: 4 }),
      fundersByIds: async (_call, { funderIds }) => ({
        funders: funderIds.map((funderId) => ({ funderId, name: 'Rina Kusuma', residence: 'resident' })),
      }),
    },
    tenants: {
      tenantOfCall: async () => assert.fail('only routes ask'),
      tenantsByIds: async (_call, { tenantIds }) => ({
        tenants: tenantIds.map((id) => ({
          tenantId: id,
          name: 'Dana Uji',
          kind: 'bank',
          isActive: true,
          createdAt: AT,
        })),
      }),
    },
    identity: {
      accountsByIds: async (_call, { userIds }) => ({
        accounts: userIds.map((userId) => {
          const contacts = { email: null, phone: '+6281234567890' };
          return { userId, name: '=Siti', ...contacts, roles: [], language: 'id' as const };
        }),
      }),
    },
  };
  const deps: ReportsDeps = {
    ...others,
    get database() {
      return world.database;
    },
    clock,
    loans: neighbour,
    wakeRegistry: async () => {},
  };
  const make = () =>
    createReports({
      database: world.database,
      clock,
      log: silentLog,
      loans: neighbour,
      enqueue: async (_name, data) => void wishes.push(data),
      ...others,
    });
  type Made = ReturnType<typeof make>;
  const close = async (made: Made, businessDate: string, isMonthEnd = false): Promise<void> => {
    const reaction = (made as unknown as Module).reactions?.find((own) => own.eventType === 'business-day.closed');
    const event = { payload: { tenantId, businessDate, isMonthEnd } } as unknown as EventEnvelope<never>;
    await reaction?.run?.(call, event);
  };
  const file = async (name: FileName, wish: Partial<FileWish> = {}): Promise<string> => {
    const made = await reportFile(deps, call, { tenantId, name, wish: { format: 'csv', ...wish } });
    return Buffer.isBuffer(made.body) ? assert.fail('a CSV is a stream') : text(made.body);
  };
  const refused = (attempt: Promise<unknown>, code: string) =>
    assert.rejects(attempt, (error) => isRefusal(error, code), code);

  it('should keep the figures of a day when it is closed, once, and say so', async () => {
    const made = make();
    await close(made, '2026-11-29');
    await close(made, '2026-11-29');
    groups = [group({ principalMinor: 1_000 })];
    const live = await made.api.quality(call, { tenantId });
    assert.deepEqual([live.isLive, live.tkb90, live.loans, live.borrowers], [true, 100, 1, 3]);
    const kept = await made.api.quality(call, { tenantId, on: '2026-11-29' });
    assert.deepEqual([kept.isLive, kept.asOf, kept.tkb90, kept.outstandingMinor], [false, '2026-11-29', 90, 1_000]);
    const { bands } = await made.api.ageing(call, { tenantId, on: '2026-11-29' });
    assert.deepEqual(
      bands.filter((band) => band.loans > 0).map(({ band, loans: count, percent }) => [band, count, percent]),
      [
        ['0', 1, 90],
        ['91-120', 2, 10],
      ],
    );
    assert.equal((await made.api.ageing(call, { tenantId })).bands[0]?.principalMinor, 1_000);
    const said = await world.database.run<{ day: string }>(sql`
      select payload ->> 'businessDate' as day from reports.outbox
      where event_type = 'report.day-captured' and aggregate_id = ${tenantId}`);
    assert.deepEqual(said, [{ day: '2026-11-29' }, { day: '2026-11-29' }]);
    const published = await made.api.publication(call, { tenantId });
    assert.deepEqual(published, {
      ...{ tenantId, name: 'Dana Uji', asOf: '2026-11-29', paidOutMinor: 2_000, outstandingMinor: 1_000 },
      ...{ borrowers: 7, activeBorrowers: 3, funders: 4, tkb90: 90 },
    });
    await refused(made.api.publication(call, { tenantId: newUuid() }), 'reports.nothing-published');
    await refused(made.api.quality(call, { tenantId, on: '2026-11-28' }), 'reports.day-not-captured');
    await refused(made.api.ageing(call, { tenantId: newUuid(), on: '2026-11-29' }), 'reports.day-not-captured');
  });

  it('should keep ends of months for good and other days as a line when two months are over', async () => {
    const made = make();
    await close(made, '2026-08-30');
    await close(made, '2026-08-31', true);
    await close(made, '2026-11-29');
    await refused(made.api.quality(call, { tenantId, on: '2026-08-30' }), 'reports.day-not-captured');
    assert.equal((await made.api.quality(call, { tenantId, on: '2026-08-31' })).tkb90, 90);
    const history = await made.api.qualityHistory(call, { tenantId, fromOn: '2026-08-01', untilOn: '2026-11-30' });
    assert.deepEqual(
      history.items.map(({ businessDate, isMonthEnd, tkb90 }) => [businessDate, isMonthEnd, tkb90]),
      [
        ['2026-08-30', false, 90],
        ['2026-08-31', true, 90],
        ['2026-11-29', false, 90],
      ],
    );
    await refused(
      made.api.qualityHistory(call, { tenantId, fromOn: '2026-08-02', untilOn: '2026-08-01' }),
      'reports.dates-contradict',
    );
    await refused(
      made.api.cashFlow(call, { tenantId, fromOn: '2025-01-01', untilOn: '2026-08-01' }),
      'reports.dates-contradict',
    );
  });

  it('should follow vintages when months end', async () => {
    const made = make();
    groups = [group({ paidOutMonth: '2026-09-01', paidOutMinor: 1_000, principalMinor: 1_000 })];
    await close(made, '2026-09-30', true);
    groups = [
      group({ paidOutMonth: '2026-09-01', paidOutMinor: 600, principalMinor: 400 }),
      group({ paidOutMonth: '2026-09-01', paidOutMinor: 400, principalMinor: 250, daysFrom: 31 }),
    ];
    await close(made, '2026-10-31', true);
    const { items } = await made.api.vintages(call, { tenantId });
    assert.deepEqual(
      items[0]?.points.map(({ monthsOnBook, percent }) => [monthsOnBook, percent]),
      [
        [0, 0],
        [1, 25],
      ],
    );
    assert.equal((await made.api.vintages(call, { tenantId, leastDays: 91 })).items[0]?.points[1]?.percent, 0);
  });

  it('should draw the registry up from where it stopped, days counted to the end of the month, when a process died', async () => {
    const made = make();
    loans = [
      aLoan({ number: 'A', nextDue: { dueOn: '2026-08-01', openMinor: 5 }, daysPastDue: 122 }),
      aLoan({ number: 'B', status: 'closed', endedOn: '2026-11-10' }),
      aLoan({ number: 'C', status: 'closed', endedOn: '2026-10-10' }),
      aLoan({ number: 'D', status: 'approved', activatedOn: null }),
      aLoan({ number: 'E', status: 'written-off', endedOn: '2026-11-12' }),
      aLoan({ number: '=F', activatedOn: '2026-12-01' }),
      aLoan({ number: '=G' }),
    ];
    await refused(made.api.drawRegistry(call, { tenantId, monthEnd: '2026-11-30' }), 'reports.month-not-closed');
    await refused(file('registry', { month: '2026-11' }), 'reports.month-not-closed');
    await close(made, '2026-11-30', true);
    assert.deepEqual(wishes, [{ tenantId, monthEnd: '2026-11-30' }]);
    brokenAt = 3;
    await assert.rejects(made.api.drawRegistry(call, { tenantId, monthEnd: '2026-11-30' }), /network/);
    brokenAt = null;
    await made.jobs?.[0]?.run(call, null);
    await made.jobs?.[0]?.run(call, { tenantId, monthEnd: '2026-11-30' });
    assert.deepEqual((await made.api.registryMonths(call, { tenantId })).items, [
      { monthEnd: '2026-11-30', isDone: true, loans: 4 },
    ]);
    const rows: string[][] = parse(await file('registry', { month: '2026-11' }), { bom: true });
    assert.equal(rows[0]?.[0], 'segment');
    assert.deepEqual(rows[1]?.slice(0, 2), ['H', '2026-11-30']);
    const debtors = rows.filter((row) => row[0] === 'D01');
    assert.deepEqual([debtors.length, debtors[0]?.slice(-3)], [4, ["'=Siti", "'+6281234567890", '']]);
    assert.deepEqual(
      rows
        .filter((row) => row[0] === 'F01')
        .map((row) => [row[1], row[8], row[9], row[10]])
        .toSorted(),
      [
        ["'=G", '0', '1', 'aktif'],
        ['A', '121', '4', 'aktif'],
        ['B', '0', '1', 'lunas'],
        ['E', '0', '5', 'hapus buku'],
      ],
    );
  });

  it('should add up what was withheld from each funder when payments come, each once', async () => {
    const made = make();
    const [first, second] = [newUuid(), newUuid()].sort();
    const tell = (distributionId: string, distributedOn: string, interestMinor: number, funderId = first) =>
      world.database.inTx(async (tx) => {
        const reaction = (made as unknown as Module).reactions?.find((own) => own.eventType.startsWith('loan-funding'));
        const taxMinor = Math.round(interestMinor * 0.15);
        const part = { funderId, principalMinor: 0, interestMinor, taxMinor, taxArticle: 'pph-23', netMinor: 0 };
        const payload = { distributionId, tenantId, loanId: newUuid(), distributedOn, parts: [part] };
        await reaction?.inTx?.(tx, { payload } as unknown as EventEnvelope<never>, call);
      });
    const again = newUuid();
    await tell(again, '2026-11-01', 800_000);
    await tell(again, '2026-11-01', 800_000);
    await tell(newUuid(), '2026-11-30', 1_200_000);
    await tell(newUuid(), '2026-12-01', 5);
    await tell(newUuid(), '2026-11-15', 100, second);
    const page = await made.api.taxSlips(call, { tenantId, month: '2026-11', limit: 1 });
    assert.deepEqual(page.items, [
      {
        funderId: first,
        funderName: 'Rina Kusuma',
        month: '2026-11',
        taxArticle: 'pph-23',
        payments: 2,
        interestMinor: 2_000_000,
        taxMinor: 300_000,
      },
    ]);
    const rest = await made.api.taxSlips(call, { tenantId, month: '2026-11', cursor: page.nextCursor ?? '' });
    assert.deepEqual(
      rest.items.map(({ funderId, taxMinor }) => [funderId, taxMinor]),
      [[second, 15]],
    );
    const rows: string[][] = parse(await file('tax-slips', { month: '2026-11' }), { bom: true });
    assert.equal(rows.length, 3);
  });

  it('should give each report as CSV and as XLSX with the same figures when asked for a file', async () => {
    const made = make();
    await close(made, '2026-11-30', true);
    flows = [{ onDate: '2026-11-01', kind: 'repayment', count: 1, amountMinor: 70, parts: PARTS }];
    const span = { fromOn: '2026-11-01', untilOn: '2026-11-30' };
    assert.deepEqual((await made.api.cashFlow(call, { tenantId, ...span, step: 'month' })).items, [
      { period: '2026-11', inMinor: 70, outMinor: 0, netMinor: 70, count: 1 },
    ]);
    const flow: string[][] = parse(await file('cash-flow', span), { bom: true });
    assert.deepEqual(flow, [
      ['period', 'inMinor', 'outMinor', 'netMinor', 'count'],
      ['2026-11-01', '70', '0', '70', '1'],
    ]);
    flows = [];
    assert.equal((await file('cash-flow', span)).trim().split(',').length, 5, 'heads also where nothing moved');
    flows = [{ onDate: '2026-11-01', kind: 'repayment', count: 1, amountMinor: 70, parts: PARTS }];
    for (const [name, wish] of [
      ['quality', {}],
      ['quality', span],
      ['ageing', { on: '2026-11-30' }],
      ['vintages', { leastDays: '91' }],
      ['cash-flow', { ...span, step: 'month' }],
    ] as const) {
      assert.ok((await file(name, wish)).split('\n').length > 2, name);
      const xlsx = await reportFile(deps, call, { tenantId, name, wish: { format: 'xlsx', ...wish } });
      assert.ok(Buffer.isBuffer(xlsx.body) && xlsx.body.subarray(0, 2).toString() === 'PK', name);
      assert.match(xlsx.fileName, /\.xlsx$/);
    }
  });

  it('should refuse a file when a field is missing (reports.field-missing)', async () => {
    await refused(file('cash-flow'), 'reports.field-missing');
    await refused(file('registry'), 'reports.field-missing');
    await refused(file('tax-slips'), 'reports.field-missing');
  });
});

function group(change: Partial<Group> = {}): Group {
  return {
    productId: PRODUCT,
    productName: 'Modal Kerja',
    fundedBy: 'own-book',
    paidOutMonth: '2026-09-01',
    status: 'active',
    daysFrom: 0,
    loans: 1,
    paidOutMinor: 1_000,
    principalMinor: 1_000,
    interestMinor: 0,
    feeMinor: 0,
    penaltyMinor: 0,
    overdueMinor: 0,
    ...change,
  };
}

function aLoan(change: Partial<Loan>): Loan {
  return {
    loanId: newUuid(),
    tenantId: newUuid(),
    borrowerId: newUuid(),
    number: 'X',
    productId: PRODUCT,
    productVersion: 1,
    productName: 'Modal Kerja',
    fundedBy: 'own-book',
    purpose: 'business',
    status: 'active',
    version: 1,
    amountMinor: 1_000,
    netPayoutMinor: 1_000,
    paidOutMinor: 1_000,
    periods: 1,
    agreedOn: '2026-07-01',
    activatedOn: '2026-07-01',
    endsOn: '2027-01-01',
    endedOn: null,
    open: PARTS,
    openMinor: 0,
    overpaidMinor: 0,
    overdueMinor: 0,
    daysPastDue: 0,
    bucket: null,
    kol: '1',
    nextDue: null,
    isChargedOff: false,
    isFraud: false,
    chargesFrozenUntil: null,
    closedUntil: null,
    createdAt: '2026-07-01T00:00:00.000Z',
    ...change,
  };
}
