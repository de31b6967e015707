import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../src/platform/testing/template.ts';
import { inquireAccount } from '../../src/sandbox/world/bank-accounts.ts';
import { PASSWORD, PEOPLE } from '../journeys/market.ts';
import { guest, type Person, signIn } from '../journeys/person.ts';
import { untilQuiet } from '../journeys/quiet-house.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { type Boundary, type DatabaseGate, installGate } from './database-gate.ts';

/** What the second process writes to while a loan is paid out. */
const WATCHED = ['disbursements', 'payments', 'funding'];
/** Idle housekeeping: nothing depends on when it happens. */
const IDLE = /outbox_checkpoints|\.inbox$|idempotency_keys$/;
const BANK = { bankCode: '014', accountNumber: '1234567890' };
const AMOUNT = 2_000_000;
const DRAWN = 150_000;
const REACHED_WITHIN_MS = 5_000;
const OVER_WITHIN_MS = 40_000;
/** Each costs a start of a process. Those in the middle: written down, held, sent, arrived. */
const MOST_DEATHS = 3;

type Funds = { fundsMinor: number; account: { accountNumber: string } };
type Payouts = { payouts: { body: { reference_id: string }; status: string }[] };

describe('kill -9 in the middle of a payout of a loan', { timeout: 180_000 }, () => {
  let house: RunningHouse;
  let gate: DatabaseGate;
  let officer: Person;
  let borrowerId: string;
  let boundaries: Boundary[];
  const loanIds: string[] = [];
  let withdrawn = 0;
  let holderName: string;

  before(async () => {
    house = await runHouse({ split: true, splitOff: WATCHED, env: { RATE_LIMITS_AT_LEAST: '1000000' } });
    gate = await installGate(house.databaseUrl, WATCHED);
    officer = await signIn(house.url, PEOPLE.officer);
    const holder = inquireAccount(BANK.bankCode, BANK.accountNumber);
    const name = holder.state === 'open' ? holder.holderName : '';
    holderName = name;
    const email = 'peminjam@journey.test';
    await guest(house.url).post('/auth/register', { name, email, password: PASSWORD }, {});
    borrowerId = (await (await signIn(house.url, email)).get<{ id: string }>('/users/me')).id;
    const { account } = await officer.get<Funds>('/credit/funds');
    const amountMinor = AMOUNT * 10;
    await control('POST', '/pay', { vaNumber: account.accountNumber, amountMinor });
    await waitFor('the funds are there', async () => (await fundsMinor()) === amountMinor, OVER_WITHIN_MS);
  });
  after(async () => {
    await gate?.close();
    await house?.stop();
  });

  async function control<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${house.sandboxUrl}/__sandbox${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return (await response.json()) as T;
  }
  const fundsMinor = async () => (await officer.get<Funds>('/credit/funds')).fundsMinor;
  async function aLoan(): Promise<string> {
    const { items } = await officer.get<{ items: { productId: string }[] }>('/credit/loan-products');
    const wish = { productId: items[0]?.productId, productVersion: 1, borrowerId, amountMinor: AMOUNT, periods: 3 };
    const { loanId } = await officer.post<{ loanId: string }>('/credit/loans', wish);
    loanIds.push(loanId);
    return loanId;
  }
  const payOut = (loanId: string) =>
    officer.ask<{ status?: string; code?: string }>('POST', `/credit/loans/${loanId}/payout`, BANK, {
      'idempotency-key': crypto.randomUUID(),
    });
  /** Asked again as a good client does, until the loan runs. */
  const isActive = (loanId: string) =>
    waitFor(
      'the loan runs',
      async () => {
        const { status, body } = await payOut(loanId);
        assert.ok(status === 200 || [409, 502, 503, 504].includes(status), `${status} ${JSON.stringify(body)}`);
        return body.status === 'active';
      },
      OVER_WITHIN_MS,
    );

  it('should show its boundaries when a payout goes through undisturbed', async () => {
    const loanId = await aLoan();
    await untilQuiet(house.databaseUrl);
    await gate.record();
    await payOut(loanId);
    await isActive(loanId);
    boundaries = (await gate.take()).filter(({ writes }) => !writes.every((write) => IDLE.test(write)));
    assert.ok(boundaries.length >= MOST_DEATHS, JSON.stringify(boundaries));
  });

  it('should pay each loan out once when it dies before a commit and comes back', async (context) => {
    for (const boundary of boundaries.slice(0, MOST_DEATHS)) {
      const loanId = await aLoan();
      await untilQuiet(house.databaseUrl);
      await gate.shutAt('a', boundary);
      const first = payOut(loanId).catch(() => null);
      assert.ok(await gate.isReached(1, REACHED_WITHIN_MS), `not met: ${boundary.writes.join(', ')}`);
      await house.second.kill();
      await gate.dropWaiting();
      await house.second.start();
      await gate.letTimePass();
      await first;
      await isActive(loanId);
      context.diagnostic(boundary.writes.join(', '));
    }
  });

  it('should pay a funder out once when it dies in the middle of a withdrawal', async () => {
    const wish = { name: holderName, kind: 'person', isSupervised: false, residence: 'resident' };
    const { funderId } = await officer.post<{ funderId: string }>('/credit/funders', wish);
    const funder = `/credit/funders/${funderId}`;
    const escrowMinor = async () => (await officer.get<{ escrowMinor: number }>(funder)).escrowMinor;
    const { accountNumber } = await officer.get<Funds['account']>(`${funder}/account`);
    await control('POST', '/pay', { vaNumber: accountNumber, amountMinor: AMOUNT });
    await waitFor('the escrow is filled', async () => (await escrowMinor()) === AMOUNT, OVER_WITHIN_MS);
    assert.equal((await officer.ask('PUT', `${funder}/payout-account`, BANK)).status, 200);
    const ask = (key: string) =>
      officer.ask('POST', `${funder}/withdrawals`, { amountMinor: DRAWN }, { 'idempotency-key': key });
    /** Asked again under the same key where nothing had been written down. */
    const isOver = (key: string) =>
      waitFor(
        'all withdrawals have arrived',
        async () => {
          const { items } = await officer.get<{ items: { status: string }[] }>(`${funder}/withdrawals`);
          if (items.length < withdrawn) await ask(key);
          return items.length === withdrawn && items.every(({ status }) => status === 'completed');
        },
        OVER_WITHIN_MS,
      );
    await untilQuiet(house.databaseUrl);
    await gate.record();
    const first = crypto.randomUUID();
    withdrawn++;
    await ask(first);
    await isOver(first);
    const seen = (await gate.take()).filter(({ writes }) => !writes.every((write) => IDLE.test(write)));
    for (const boundary of seen.slice(0, 2)) {
      const key = crypto.randomUUID();
      withdrawn++;
      await untilQuiet(house.databaseUrl);
      await gate.shutAt('a', boundary);
      const asked = ask(key).catch(() => null);
      assert.ok(await gate.isReached(1, REACHED_WITHIN_MS), `not met: ${boundary.writes.join(', ')}`);
      await house.second.kill();
      await gate.dropWaiting();
      await house.second.start();
      await gate.letTimePass();
      await asked;
      await isOver(key);
    }
    assert.deepEqual(await untilQuiet(house.databaseUrl), []);
    assert.equal(await escrowMinor(), AMOUNT - withdrawn * DRAWN);
  });

  it('should have sent each loan once when all is over', async () => {
    assert.deepEqual(await untilQuiet(house.databaseUrl), []);
    const { payouts } = await control<Payouts>('GET', '/?limit=500');
    const sent = payouts.filter(({ status }) => status === 'SUCCEEDED').map(({ body }) => body.reference_id);
    assert.equal(new Set(sent).size, sent.length);
    assert.equal(sent.length, loanIds.length + withdrawn);
    const rows = await gate.query<{ net: string; loans: string }>(
      `select sum(net_minor)::text as net, count(*)::text as loans from disbursements.disbursements where status = 'active'`,
    );
    assert.equal(Number(rows[0]?.loans), loanIds.length);
    assert.equal(await fundsMinor(), AMOUNT * 10 - Number(rows[0]?.net));
    const admin = await signIn(house.url, PEOPLE.admin);
    assert.ok((await admin.get<{ isBalanced: boolean }>('/ledger/trial-balance')).isBalanced);
  });
});
