import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import { registerRefusals } from '#platform/refusal';
import { testDatabase } from '#platform/testing/database';
import { testServer, testToken } from '#platform/testing/http-server';
import { ledgerContract } from './contract.ts';
import { capture, credit, debit, escrowOf, posting } from './fixtures.ts';
import { createLedger } from './module.ts';

type Money = { amount: number; currency: string };
type Page<Item> = { items: Item[]; nextCursor: string | null };
type Account = { code: string; type: string; balance: Money; held: Money; available: Money };
type Line = { id: number; change: Money; balanceAfter: Money | null; reference: string };

describe('the books over HTTP', () => {
  const store = testDatabase('ledger');
  const call = systemCall('test', newUuid());
  let server: Awaited<ReturnType<typeof testServer>>;
  let post: (entries: ReturnType<typeof posting>[]) => Promise<unknown>;
  let hold: (accountCode: string, amountMinor: number) => Promise<unknown>;
  before(async () => {
    const clock = fixedClock('2026-11-21T03:00:00Z');
    const { api, routes } = createLedger({ database: store.database, clock, log: silentLog });
    post = (entries) => api.post(call, { entries });
    hold = (accountCode, amountMinor) =>
      api.placeHold(call, { holdId: newUuid(), accountCode, amountMinor, expiresAt: '2030-01-01T00:00:00.000Z' });
    registerRefusals(ledgerContract);
    server = await testServer(routes ?? []);
  });
  after(() => server.close());

  const ask = async <T>(path: string, roles: ('ADMIN' | 'CUSTOMER')[] = ['ADMIN']) => {
    const headers = { authorization: `Bearer ${testToken(newUuid(), roles)}` };
    const answer = await server.fastify.inject({ url: `/api/v1/ledger${path}`, headers });
    return { status: answer.statusCode, body: answer.json() as T & { code?: string } };
  };
  async function all<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const place: string = cursor ? `&cursor=${cursor}` : '';
      const { body } = await ask<Page<Item>>(`${path}${place}`);
      items.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    return items;
  }

  it('should list accounts page by page in the order of their codes when a beginning is asked for', async () => {
    const orders = Array.from({ length: 7 }, () => newUuid()).sort();
    await post(orders.map((order, index) => capture({ [order]: 1_000 * (index + 1) })));
    await hold(escrowOf(orders[0] ?? ''), 400);
    const escrows = await all<Account>('/accounts?prefix=escrow:order:&limit=3');
    assert.deepEqual(
      escrows.map(({ code, balance }) => [code, balance.amount]),
      orders.map((order, index) => [escrowOf(order), 1_000 * (index + 1)]),
    );
    const { balance, held, available, type } = escrows[0] ?? assert.fail('none');
    assert.deepEqual([type, balance.amount, held.amount, available.amount], ['liability', 1_000, 400, 600]);
    assert.deepEqual(
      (await all<Account>('/accounts?prefix=provider')).map(({ code, balance: { amount } }) => [code, amount]),
      [['provider:xendit', 28_000]],
    );
    assert.equal((await all<Account>('/accounts?limit=5')).length, 8);
  });

  it('should show every movement of an account once, newest first, when paged', async () => {
    const order = newUuid();
    await post([capture({ [order]: 9_000 })]);
    for (let index = 1; index <= 5; index++)
      await post([posting([debit(escrowOf(order), index * 100), credit('platform:commission', index * 100)])]);
    const lines = await all<Line>(`/accounts/${escrowOf(order)}/statement?limit=2`);
    assert.deepEqual(
      lines.map(({ change, balanceAfter }) => [change.amount, balanceAfter?.amount]),
      [
        [-500, 7_500],
        [-400, 8_000],
        [-300, 8_400],
        [-200, 8_700],
        [-100, 8_900],
        [9_000, 9_000],
      ],
    );
    const hot = await all<Line>('/accounts/platform:commission/statement');
    assert.equal(hot[0]?.balanceAfter, null);
  });

  it('should balance when all balances are added up', async () => {
    const { body } = await ask<{ isBalanced: boolean; totals: { debit: Money; credit: Money }[]; groups: unknown[] }>(
      '/trial-balance',
    );
    assert.equal(body.isBalanced, true);
    assert.deepEqual(body.totals[0]?.debit, body.totals[0]?.credit);
    assert.ok(body.groups.length >= 3);
  });

  it('should refuse when the account is of no kind, the cursor not ours, or the caller not staff', async () => {
    const unknown = await ask('/accounts/kas:kecil/statement');
    assert.deepEqual([unknown.status, unknown.body.code], [422, 'ledger.account-unknown']);
    for (const path of ['/accounts?cursor=xx', '/accounts?prefix=%25', '/accounts?limit=101', '/accounts/A/statement'])
      assert.equal((await ask(path)).status, 400, path);
    for (const path of ['/trial-balance', '/accounts', '/accounts/provider:xendit/statement'])
      assert.equal((await ask(path, ['CUSTOMER'])).status, 403, path);
    assert.equal((await server.fastify.inject({ url: '/api/v1/ledger/accounts' })).statusCode, 401);
  });
});
