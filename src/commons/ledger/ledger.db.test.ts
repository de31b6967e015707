import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { type Database, sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { Inbox } from '#platform/inbox';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { capture, credit, debit, escrowOf, payableOf, posting } from './fixtures.ts';
import { createLedger } from './module.ts';
import { foldHotDeltas, proveLedger } from './verify-ledger.ts';

const call = systemCall('test', newUuid());
const LATER = '2030-01-01T00:00:00.000Z';

function ledgerOn(database: Database) {
  const clock = fixedClock('2026-11-21T03:00:00Z');
  const deps = { database, clock, log: silentLog };
  const { api, reactions } = createLedger(deps);
  const balanceOf = async (accountCode: string) => (await api.balance(call, { accountCode })).balanceMinor;
  return { ...deps, api, reactions: reactions ?? [], balanceOf };
}

const refuses = (code: string) => (error: unknown) => isRefusal(error, code);

async function sumOfPostings(database: Database): Promise<number> {
  const [row] = await database.run<{ total: number }>(
    sql`select coalesce(sum(amount_minor), 0)::bigint as total from ledger.postings`,
  );
  return row?.total ?? Number.NaN;
}

describe('posting', () => {
  const store = testDatabase('ledger');

  it('should move every balance by its line when an entry is posted', async () => {
    const { api, balanceOf, database } = ledgerOn(store.database);
    const [orderA, orderB, seller] = [newUuid(), newUuid(), newUuid()];
    const before = await balanceOf('provider:xendit');
    const paid = capture({ [orderA]: 150_000, [orderB]: 50_000 });
    assert.deepEqual(await api.post(call, { entries: [paid] }), { postedEntryIds: [paid.entryId], knownEntryIds: [] });
    await api.post(call, {
      entries: [
        posting([
          debit(escrowOf(orderA), 150_000),
          credit(payableOf(seller), 130_000),
          credit('platform:commission', 5_000),
          credit('courier:payable', 15_000),
        ]),
      ],
    });

    assert.equal((await balanceOf('provider:xendit')) - before, 200_000);
    assert.equal(await balanceOf(escrowOf(orderA)), 0);
    assert.equal(await balanceOf(escrowOf(orderB)), 50_000);
    assert.equal(await balanceOf(payableOf(seller)), 130_000);
    assert.equal(await sumOfPostings(database), 0);
  });

  it('should post once when the same entry comes twice', async () => {
    const { api, balanceOf } = ledgerOn(store.database);
    const order = newUuid();
    const paid = capture({ [order]: 10_000 });
    await Promise.all([1, 2, 3, 4].map(() => api.post(call, { entries: [paid] })));
    assert.deepEqual(await api.post(call, { entries: [paid] }), { postedEntryIds: [], knownEntryIds: [paid.entryId] });
    assert.equal(await balanceOf(escrowOf(order)), 10_000);
  });

  it('should refuse with ledger.entry-conflict when the id stands for another entry', async () => {
    const { api } = ledgerOn(store.database);
    const order = newUuid();
    const paid = capture({ [order]: 10_000 });
    await api.post(call, { entries: [paid] });
    await assert.rejects(
      api.post(call, { entries: [capture({ [order]: 10_001 }, { entryId: paid.entryId })] }),
      refuses('ledger.entry-conflict'),
    );
  });

  it('should refuse with ledger.not-balanced or ledger.account-unknown and write nothing when one of the entries is wrong', async () => {
    const { api, balanceOf } = ledgerOn(store.database);
    const order = newUuid();
    const lopsided = posting([debit('provider:xendit', 2), credit('platform:suspense', 1)]);
    await assert.rejects(
      api.post(call, { entries: [capture({ [order]: 1 }), lopsided] }),
      refuses('ledger.not-balanced'),
    );
    await assert.rejects(
      api.post(call, { entries: [posting([debit('cash:box', 1), credit('platform:suspense', 1)])] }),
      refuses('ledger.account-unknown'),
    );
    assert.equal(await balanceOf(escrowOf(order)), 0);
  });

  it('should refuse with ledger.balance-too-low when an account would fall below zero', async () => {
    const { api, balanceOf } = ledgerOn(store.database);
    const [order, seller] = [newUuid(), newUuid()];
    await api.post(call, { entries: [capture({ [order]: 1_000 })] });
    await assert.rejects(
      api.post(call, { entries: [posting([debit(escrowOf(order), 1_001), credit(payableOf(seller), 1_001)])] }),
      refuses('ledger.balance-too-low'),
    );
    await assert.rejects(
      api.post(call, { entries: [posting([debit(payableOf(newUuid()), 5), credit('provider:xendit', 5)])] }),
      refuses('ledger.balance-too-low'),
    );
    assert.equal(await balanceOf(escrowOf(order)), 1_000);
    assert.equal(await balanceOf(payableOf(seller)), 0);
  });

  it('should let only as many spenders through as there is money when they race', async () => {
    const { api, balanceOf } = ledgerOn(store.database);
    const [order, seller] = [newUuid(), newUuid()];
    await api.post(call, { entries: [capture({ [order]: 1_000 })] });
    const tries = await Promise.allSettled(
      Array.from({ length: 24 }, () =>
        api.post(call, { entries: [posting([debit(escrowOf(order), 100), credit(payableOf(seller), 100)])] }),
      ),
    );
    assert.equal(tries.filter((one) => one.status === 'fulfilled').length, 10);
    assert.ok(tries.every((one) => one.status === 'fulfilled' || isRefusal(one.reason, 'ledger.balance-too-low')));
    assert.equal(await balanceOf(escrowOf(order)), 0);
    assert.equal(await balanceOf(payableOf(seller)), 1_000);
  });

  it('should keep the balance of a hot account right when many post to it at once, before, during and after a fold', async () => {
    const ledger = ledgerOn(store.database);
    const before = await ledger.balanceOf('provider:midtrans');
    const many = Array.from({ length: 60 }, () =>
      posting([debit('provider:midtrans', 7), credit(escrowOf(newUuid()), 7)]),
    );
    await Promise.all([
      ...many.map((entry) => ledger.api.post(call, { entries: [entry] })),
      foldHotDeltas(ledger),
      foldHotDeltas(ledger),
    ]);
    assert.equal((await ledger.balanceOf('provider:midtrans')) - before, 420);
    await foldHotDeltas(ledger);
    assert.equal((await ledger.balanceOf('provider:midtrans')) - before, 420);
    const [left] = await ledger.database.run<{ count: number }>(sql`select count(*) as count from ledger.hot_deltas`);
    assert.equal(left?.count, 0);
  });

  it('should not make entries wait for each other when they share only hot accounts', async () => {
    const { api, database } = ledgerOn(store.database);
    await database.inTx(async (tx) => {
      await tx.run(
        sql`select ledger.post_entry(${newUuid()}::uuid, 'open', 'IDR', '', '', 'x', null, now(), array['platform:commission', 'provider:xendit'], array['income', 'asset'], array[true, true], array[true, true], array[-5, 5]::bigint[])`,
      );
      // The transaction above is still open; this one must get through beside it.
      await api.post(call, { entries: [posting([debit('provider:xendit', 5), credit('platform:commission', 5)])] });
    });
  });

  it('should refuse to change or delete what was posted when somebody tries in SQL', async () => {
    const { api, database } = ledgerOn(store.database);
    await api.post(call, { entries: [capture({ [newUuid()]: 10 })] });
    for (const statement of [
      sql`update ledger.postings set amount_minor = 1`,
      sql`delete from ledger.postings`,
      sql`truncate ledger.postings`,
      sql`update ledger.entries set kind = 'x'`,
      sql`delete from ledger.entries`,
      sql`delete from ledger.accounts`,
    ]) {
      await assert.rejects(database.run(statement), { code: 'LG004' });
    }
  });

  it('should refuse postings that do not add up to zero when somebody writes them in SQL', async () => {
    const { api, database } = ledgerOn(store.database);
    const paid = capture({ [newUuid()]: 10 });
    await api.post(call, { entries: [paid] });
    await assert.rejects(
      database.run(
        sql`insert into ledger.postings (account_id, entry_id, amount_minor) select id, ${paid.entryId}, 10 from ledger.accounts where code = 'provider:xendit'`,
      ),
      { code: 'LG001' },
    );
  });
});

describe('instructions from outboxes', () => {
  const store = testDatabase('ledger');
  const event = (payload: unknown) => ({
    eventId: newUuid(),
    eventType: 'posting.requested',
    eventVersion: 1,
    aggregateType: 'posting',
    aggregateId: 'test:1',
    eventTimestamp: '2026-11-21T03:00:00.000Z',
    metadata: { correlationId: newUuid(), causationId: null, userId: null, tenantId: null, source: 'payments' },
    payload,
  });

  it('should post each once when events arrive in batches and again', async () => {
    const { database, reactions, balanceOf, api } = ledgerOn(store.database);
    const inbox = new Inbox({ database, reactions, log: silentLog });
    const order = newUuid();
    const events = Array.from({ length: 50 }, () => event(capture({ [order]: 100 })));
    await inbox.receive(events);
    await inbox.receive(events);
    await inbox.receive(events.map((old) => ({ ...old, eventId: newUuid() })));
    assert.equal(await balanceOf(escrowOf(order)), 5_000);
    const postings = events.map(({ payload }) => payload as ReturnType<typeof capture>);
    assert.deepEqual(await api.checkPostings(call, { postings }), { missingEntryIds: [], differingEntryIds: [] });
  });

  it('should park the impossible one and post the others when a batch holds both', async () => {
    const { database, reactions, balanceOf, api } = ledgerOn(store.database);
    const inbox = new Inbox({ database, reactions, log: silentLog });
    const [order, seller] = [newUuid(), newUuid()];
    const early = event(
      posting([debit(escrowOf(order), 100), credit(payableOf(seller), 100)], { reference: 'order:1' }),
    );
    const paid = event(capture({ [order]: 100 }));
    await inbox.receive([{ ...early, aggregateId: 'order:1' }, paid]);
    assert.equal(await balanceOf(escrowOf(order)), 100);
    assert.deepEqual(
      (await api.checkPostings(call, { postings: [early.payload as ReturnType<typeof posting>] })).missingEntryIds
        .length,
      1,
    );
    await database.run(sql`update ledger.inbox_waiting set next_attempt_at = now()`);
    await inbox.retryDue();
    assert.equal(await balanceOf(payableOf(seller)), 100);
  });

  it('should tell ledger.posted when a seller is owed more, and only then', async () => {
    const { database, reactions } = ledgerOn(store.database);
    const inbox = new Inbox({ database, reactions, log: silentLog });
    const [order, seller] = [newUuid(), newUuid()];
    const paid = capture({ [order]: 100 });
    const released = posting([debit(escrowOf(order), 100), credit(payableOf(seller), 100)]);
    await inbox.receive([event(paid), event(released)]);
    const rows = await database.run<{ id: string }>(
      sql`select payload->>'entryId' as id from ledger.outbox where event_type = 'ledger.posted' and payload->>'entryId' in (${paid.entryId}, ${released.entryId})`,
    );
    assert.deepEqual(rows, [{ id: released.entryId }]);
  });
});

describe('reading the books', () => {
  const store = testDatabase('ledger');

  it('should give the postings of an account newest first and page by page when a statement is asked for', async () => {
    const { api } = ledgerOn(store.database);
    const seller = newUuid();
    for (const amount of [100, 200, 300, 400, 500]) {
      const order = newUuid();
      await api.post(call, {
        entries: [
          capture({ [order]: amount }),
          posting([debit(escrowOf(order), amount), credit(payableOf(seller), amount)], { kind: 'order.completed' }),
        ],
      });
    }
    const accountCode = payableOf(seller);
    const first = await api.statement(call, { accountCode, limit: 2 });
    assert.deepEqual(
      first.items.map((line) => [line.changeMinor, line.balanceAfterMinor]),
      [
        [500, 1_500],
        [400, 1_000],
      ],
    );
    const second = await api.statement(call, { accountCode, limit: 2, cursor: first.nextCursor ?? '' });
    assert.deepEqual(
      second.items.map((line) => line.changeMinor),
      [300, 200],
    );
    const third = await api.statement(call, { accountCode, limit: 2, cursor: second.nextCursor ?? '' });
    assert.deepEqual([third.items.map((line) => line.changeMinor), third.nextCursor], [[100], null]);
    await assert.rejects(api.statement(call, { accountCode, cursor: 'rubbish' }), refuses('request.invalid'));
    await assert.rejects(api.statement(call, { accountCode: 'some:thing' }), refuses('ledger.account-unknown'));
  });

  it('should balance by groups when the trial balance is asked for', async () => {
    const { api } = ledgerOn(store.database);
    const [a, b] = [newUuid(), newUuid()];
    await api.post(call, { entries: [capture({ [a]: 10 }), capture({ [b]: 20 })] });
    const trial = await api.trialBalance(call, {});
    assert.equal(trial.isBalanced, true);
    assert.equal(trial.totals[0]?.debitMinor, trial.totals[0]?.creditMinor);
    assert.ok(trial.groups.some((group) => group.group === 'escrow:order:*' && group.accounts >= 2));
  });

  it('should answer in the order asked, with zero for accounts never used, when balances are asked for', async () => {
    const { api } = ledgerOn(store.database);
    const codes = [payableOf(newUuid()), 'platform:commission', payableOf(newUuid())];
    const { balances } = await api.balancesByCodes(call, { accountCodes: codes });
    assert.deepEqual(
      balances.map((row) => row.accountCode),
      codes,
    );
    assert.equal(balances[0]?.balanceMinor, 0);
    await assert.rejects(api.balance(call, { accountCode: 'some:thing' }), refuses('ledger.account-unknown'));
    await assert.rejects(
      api.balancesByCodes(call, { accountCodes: ['some:thing'] }),
      refuses('ledger.account-unknown'),
    );
  });

  it('should show an entry with its lines when it is there, else refuse with ledger.entry-not-found', async () => {
    const { api } = ledgerOn(store.database);
    const paid = capture({ [newUuid()]: 10 });
    await api.post(call, { entries: [paid] });
    const entry = await api.getEntry(call, { entryId: paid.entryId });
    assert.deepEqual(
      new Set(entry.lines.map((line) => `${line.side} ${line.amountMinor}`)),
      new Set(['debit 10', 'credit 10']),
    );
    await assert.rejects(api.getEntry(call, { entryId: newUuid() }), refuses('ledger.entry-not-found'));
  });
});

describe('reversal', () => {
  const store = testDatabase('ledger');

  it('should bring every balance back when an entry is reversed, once, and never a reversal', async () => {
    const { api, balanceOf } = ledgerOn(store.database);
    const order = newUuid();
    const paid = capture({ [order]: 10 });
    const before = await balanceOf('provider:xendit');
    await api.post(call, { entries: [paid] });
    const { entryId } = await api.reverseEntry(call, { entryId: paid.entryId, reason: 'salah catat' });
    assert.equal(await balanceOf('provider:xendit'), before);
    assert.equal(await balanceOf(escrowOf(order)), 0);
    assert.equal((await api.getEntry(call, { entryId: paid.entryId })).reversedByEntryId, entryId);
    await assert.rejects(
      api.reverseEntry(call, { entryId: paid.entryId, reason: 'lagi' }),
      refuses('ledger.already-reversed'),
    );
    await assert.rejects(api.reverseEntry(call, { entryId, reason: 'lagi' }), refuses('ledger.not-reversible'));
    await assert.rejects(
      api.reverseEntry(call, { entryId: newUuid(), reason: 'x' }),
      refuses('ledger.entry-not-found'),
    );
  });

  it('should refuse with ledger.balance-too-low when the money has moved on', async () => {
    const { api } = ledgerOn(store.database);
    const order = newUuid();
    const paid = capture({ [order]: 10 });
    await api.post(call, { entries: [paid, posting([debit(escrowOf(order), 10), credit(payableOf(newUuid()), 10)])] });
    await assert.rejects(
      api.reverseEntry(call, { entryId: paid.entryId, reason: 'x' }),
      refuses('ledger.balance-too-low'),
    );
  });
});

describe('the proof', () => {
  const store = testDatabase('ledger');

  it('should be sound when nobody meddled, and find the account when somebody did', async () => {
    const ledger = ledgerOn(store.database);
    const order = newUuid();
    await ledger.api.post(call, { entries: [capture({ [order]: 10 })] });
    await ledger.api.placeHold(call, {
      holdId: newUuid(),
      accountCode: escrowOf(order),
      amountMinor: 4,
      expiresAt: LATER,
    });
    assert.deepEqual((await ledger.api.verifyLedger(call, { scope: 'full' })).problems, []);
    assert.deepEqual((await ledger.api.verifyLedger(call, { scope: 'recent' })).problems, []);

    await ledger.database.run(
      sql`update ledger.accounts set balance_minor = balance_minor + 1 where code = ${escrowOf(order)}`,
    );
    const full = await ledger.api.verifyLedger(call, { scope: 'full' });
    assert.deepEqual(full.problems.map((problem) => problem.code).sort(), ['balance-differs', 'sum-not-zero']);
    await proveLedger(ledger, call, 'recent');
    const [proof] = await ledger.database.run<{ sound: boolean }>(
      sql`select is_sound as sound from ledger.proofs order by id desc limit 1`,
    );
    assert.equal(proof?.sound, false);
    const alarms = await ledger.database.run(sql`select 1 from ledger.outbox where event_type = 'ledger.proof-failed'`);
    assert.equal(alarms.length, 1);
    await ledger.database.run(
      sql`update ledger.accounts set balance_minor = balance_minor - 1, held_minor = held_minor - 1 where code = ${escrowOf(order)}`,
    );
    assert.deepEqual(
      (await ledger.api.verifyLedger(call, { scope: 'full' })).problems.map((problem) => problem.code),
      ['holds-differ'],
    );
  });

  it('should find an entry without postings when one stands there', async () => {
    const ledger = ledgerOn(store.database);
    const id = newUuid();
    await ledger.database.run(
      sql`insert into ledger.entries (id, kind, currency, description, reference, fingerprint, occurred_at) values (${id}, 'x', 'IDR', '', '', '', now())`,
    );
    const { problems } = await ledger.api.verifyLedger(call, { scope: 'full' });
    assert.ok(problems.some((problem) => problem.code === 'entry-without-postings' && problem.subject === id));
  });

  it('should name what is missing and what was posted otherwise when outboxes are compared', async () => {
    const { api } = ledgerOn(store.database);
    const [posted, missing] = [capture({ [newUuid()]: 10 }), capture({ [newUuid()]: 10 })];
    await api.post(call, { entries: [posted] });
    const other = { ...capture({ [newUuid()]: 11 }), entryId: posted.entryId };
    assert.deepEqual(await api.checkPostings(call, { postings: [posted, missing] }), {
      missingEntryIds: [missing.entryId],
      differingEntryIds: [],
    });
    assert.deepEqual(await api.checkPostings(call, { postings: [other] }), {
      missingEntryIds: [],
      differingEntryIds: [posted.entryId],
    });
  });
});
