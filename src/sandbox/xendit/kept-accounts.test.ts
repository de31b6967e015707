import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { basic, type Loose, openStage, type Stage, TEST_SECRETS } from '../fixtures.ts';

const AUTH = { authorization: basic(TEST_SECRETS.xenditSecretKey) };
const HEADERS = { ...AUTH, 'api-version': '2024-11-11' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('virtual accounts that a payer keeps', () => {
  let stage: Stage;
  let account: { id: string; number: string };
  before(async () => {
    stage = await openStage();
    const body = {
      reference_id: 'va-kept-1',
      type: 'REUSABLE_PAYMENT_CODE',
      country: 'ID',
      currency: 'IDR',
      channel_code: 'BRI_VIRTUAL_ACCOUNT',
      channel_properties: { display_name: 'Sari Wulandari', expires_at: '2056-01-01T00:00:00.000Z' },
    };
    const made = (await stage.call('POST', '/xendit/v3/payment_requests', { headers: HEADERS, body })).body;
    account = { id: made.payment_request_id, number: made.actions[0].value };
    assert.deepEqual([made.status, made.request_amount], ['ACCEPTING_PAYMENTS', null]);
  });
  after(() => stage.close());

  const captures = (count: number) => stage.hears(count, ({ body }) => body.event === 'payment.capture');
  const transactions = async (query: string): Promise<Loose> =>
    (await stage.call('GET', `/xendit/transactions?${query}`, { headers: AUTH })).body;

  it('should take any amount and stay open when it is typed on the phone', async () => {
    const page = await fetch(`${stage.sandbox.url}/bank/bayar/${account.id}`);
    assert.match(await page.text(), /name="amount"/);
    const pay = (amount: string) =>
      fetch(`${stage.sandbox.url}/bank/bayar/${account.id}`, {
        method: 'POST',
        headers: FORM,
        body: new URLSearchParams({ amount }).toString(),
        redirect: 'manual',
      });
    assert.equal((await pay('123.456')).status, 303);
    assert.equal((await pay('')).status, 422, 'an amount is needed');
    const [heard] = await captures(1);
    assert.equal(heard?.body.data.captures[0].capture_amount, 123_456);
    const now = await stage.call('GET', `/xendit/v3/payment_requests/${account.id}`, { headers: HEADERS });
    assert.equal(now.body.status, 'ACCEPTING_PAYMENTS');
  });

  it('should say when the bank took the money when the news come later', async () => {
    const paidAt = '2026-01-02T03:04:05.000Z';
    await stage.control('POST', '/pay', { vaNumber: account.number, amountMinor: 7_000, paidAt });
    const heard = await captures(2);
    assert.equal(heard[1]?.body.data.captures[0].capture_timestamp, paidAt);
    const { body } = await stage.control('GET', '/');
    assert.ok(Array.isArray(body.bills));
  });

  it('should list all arrivals of a time page by page when asked without a reference', async () => {
    await stage.control('POST', '/pay', { vaNumber: account.number, amountMinor: 1_000, times: 3 });
    const since = new Date(Date.now() - 60_000).toISOString();
    const filter = `types=PAYMENT&statuses=SUCCESS&created[gte]=${encodeURIComponent(since)}&limit=2`;
    const first = await transactions(filter);
    assert.deepEqual([first.data.length, first.has_more], [2, true]);
    const seen: string[] = first.data.map((one: Loose) => one.id);
    for (let page = first; page.has_more; ) {
      page = await transactions(`${filter}&after_id=${seen.at(-1)}`);
      seen.push(...page.data.map((one: Loose) => one.id));
    }
    assert.deepEqual([seen.length, new Set(seen).size], [5, 5]);
    const until = encodeURIComponent(new Date(Date.now() - 86_400_000).toISOString());
    assert.deepEqual((await transactions(`types=PAYMENT&created[lte]=${until}`)).data, []);
  });
});
