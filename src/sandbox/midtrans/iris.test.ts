import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { basic, type Loose, openStage, type Stage, TEST_SECRETS } from '../fixtures.ts';
import { irisSignature } from './iris.ts';

const CREATOR = { authorization: basic(TEST_SECRETS.irisCreatorKey ?? '') };
const APPROVER = { authorization: basic(TEST_SECRETS.irisApproverKey ?? '') };
const ROOT = '/midtrans/iris/api/v1';

describe('Iris payouts', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const wish = (changes: Loose = {}) => ({
    beneficiary_name: 'Sari',
    beneficiary_account: '1234567890',
    beneficiary_bank: 'bca',
    amount: '250000',
    notes: 'Pencairan 1',
    ...changes,
  });
  const create = (body: Loose, headers: Record<string, string> = CREATOR) =>
    stage.call('POST', `${ROOT}/payouts`, { headers, body: { payouts: [body] } });
  const approve = (reference: string, headers: Record<string, string> = APPROVER) =>
    stage.call('POST', `${ROOT}/payouts/approve`, { headers, body: { reference_nos: [reference], otp: '335163' } });
  const get = (reference: string) => stage.call('GET', `${ROOT}/payouts/${reference}`, { headers: CREATOR });
  const about = (reference: string) => (heard: { body: Loose }) => heard.body.reference_no === reference;

  it('should give the published signature when body and key are the example', () => {
    assert.equal(
      irisSignature(
        '{"reference_no":"01c73nm7wjjgdve1zh","amount":"3000.0","status":"completed","updated_at":"2026-01-02T03:04:05Z"}',
        'IRIS-merchant-lumbung',
      ),
      'b7fb5f2c7c220eee8718f307e78eb41f541fbf55443d7b468c6138b293260fd0c3fa74f11cd09f1c6a487b8e0e514c35714c9bf825ed01bcafeaf3a230c6744a',
    );
  });

  it('should complete and sign the raw body when maker and approver have used their own keys', async () => {
    const created = await create(wish());
    assert.equal(created.status, 201);
    const reference = created.body.payouts[0].reference_no;
    assert.equal((await approve(reference, CREATOR)).status, 401);
    assert.equal((await create(wish(), APPROVER)).status, 401);
    assert.equal((await approve(reference)).status, 202);
    const heard = await stage.hears(2, about(reference));
    assert.deepEqual(
      heard.map(({ body }) => body.status),
      ['approved', 'completed'],
    );
    for (const { raw, headers } of heard)
      assert.equal(headers['iris-signature'], irisSignature(raw, TEST_SECRETS.irisMerchantKey ?? ''));
    assert.equal((await get(reference)).body.status, 'completed');
    assert.equal((await approve(reference)).status, 400);
  });

  it('should fail, hang or come back when amount or account say so', async () => {
    const references = await Promise.all(
      [
        wish({ amount: '50101' }),
        wish({ amount: 50_107 }),
        wish({ amount: 50_106 }),
        wish({ beneficiary_account: '1234569999' }),
      ].map(async (body) => (await create(body)).body.payouts[0].reference_no),
    );
    await Promise.all(references.map((reference) => approve(reference)));
    const [failed = '', stuck = '', reversed = '', closed = ''] = references;
    await stage.hears(2, about(failed));
    await stage.hears(3, about(reversed));
    await stage.hears(2, about(closed));
    const states = await Promise.all(
      [failed, stuck, reversed, closed].map(async (reference) => (await get(reference)).body.status),
    );
    assert.deepEqual(states, ['failed', 'processed', 'failed', 'failed']);
    await stage.control('POST', `/payouts/${stuck}/settle`, {});
    assert.equal((await get(stuck)).body.status, 'completed');
  });

  it('should end a payout when the approver rejects it', async () => {
    const reference = (await create(wish())).body.payouts[0].reference_no;
    const answer = await stage.call('POST', `${ROOT}/payouts/reject`, {
      headers: APPROVER,
      body: { reference_nos: [reference], reject_reason: 'Salah nama' },
    });
    assert.equal(answer.status, 202);
    assert.deepEqual(
      [(await get(reference)).body.status, (await get(reference)).body.error_message],
      ['rejected', 'Salah nama'],
    );
  });

  it('should name the holder or say why not when an account is validated', async () => {
    const ask = (bank: string, account: string) =>
      stage.call('GET', `${ROOT}/account_validation?bank=${bank}&account=${account}`, { headers: CREATOR });
    const first = await ask('bca', '1234567890');
    assert.match(first.body.account_name, /^[A-Z ]+$/);
    assert.deepEqual((await ask('bca', '1234567890')).body, first.body, 'the same number has the same holder');
    assert.equal((await ask('bca', '1234560000')).body.errors.account[0], 'Account does not exist');
    assert.equal((await ask('bca', '1234569999')).status, 400);
    assert.equal((await ask('nowhere', '1234567890')).status, 400);
    assert.equal((await ask('bca', '1234567777')).status, 500);
  });

  it('should refuse when form, bank or reference are wrong', async () => {
    assert.equal((await create(wish({ notes: 'Tanda baca!' }))).status, 400);
    assert.equal((await create(wish({ beneficiary_bank: 'nowhere' }))).status, 400);
    assert.equal((await get('none')).status, 404);
    const banks = await stage.call('GET', `${ROOT}/beneficiary_banks`, { headers: CREATOR });
    assert.ok(banks.body.beneficiary_banks.some((bank: Loose) => bank.code === 'bca'));
  });
});
