import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '#platform/clock';
import { BANK_PRIVATE_KEY, openStage, type Stage, TEST_SECRETS } from '../../../sandbox/fixtures.ts';
import { BankUnavailable } from './bank-inquiry.ts';
import { createSnapBank, type SnapBankOptions } from './snap-bank.ts';

describe('a bank asked over SNAP BI', () => {
  let stage: Stage;
  const banks: ReturnType<typeof createSnapBank>[] = [];
  before(async () => {
    stage = await openStage();
  });
  after(async () => {
    await Promise.all(banks.map((bank) => bank.close()));
    await stage.close();
  });

  function bank(change: Partial<SnapBankOptions> = {}) {
    const { bankClientId: clientId, bankClientSecret: clientSecret } = TEST_SECRETS;
    const made = createSnapBank({
      baseUrl: `${stage.sandbox.url}/bank`,
      clientId,
      clientSecret,
      privateKeyPem: BANK_PRIVATE_KEY,
      partnerId: 'LUMBUNG',
      homeBankCode: '014',
      timeoutMs: 1_500,
      clock: systemClock,
      ...change,
    });
    banks.push(made);
    return made;
  }
  const isUnavailable = (error: unknown) => error instanceof BankUnavailable;

  it('should name the holder when the account is open, at the same bank and at another one', async () => {
    const asked = bank();
    const home = await asked.inquire({ bankCode: '014', accountNumber: '1234567890' });
    const other = await asked.inquire({ bankCode: '008', accountNumber: '1234567890' });
    assert.ok(home.found && /^[A-Z ]+$/.test(home.accountName));
    assert.ok(other.found && other.accountName.length > 3);
  });

  it('should say so when the account does not exist or takes no money', async () => {
    const asked = bank();
    assert.deepEqual(await asked.inquire({ bankCode: '008', accountNumber: '1234560000' }), {
      found: false,
      reason: 'not-found',
    });
    assert.deepEqual(await asked.inquire({ bankCode: '008', accountNumber: '1234569999' }), {
      found: false,
      reason: 'refused',
    });
    assert.deepEqual(await asked.inquire({ bankCode: '014', accountNumber: '1234566666' }), {
      found: false,
      reason: 'refused',
    });
  });

  it('should be unavailable when the bank cannot answer, or our key is wrong or missing', async () => {
    await assert.rejects(bank().inquire({ bankCode: '008', accountNumber: '1234567777' }), isUnavailable);
    await assert.rejects(
      bank({ clientSecret: 'wrong' }).inquire({ bankCode: '008', accountNumber: '1234567890' }),
      isUnavailable,
    );
    await assert.rejects(
      bank({ privateKeyPem: null }).inquire({ bankCode: '008', accountNumber: '1234567890' }),
      isUnavailable,
    );
    await assert.rejects(
      bank({ baseUrl: 'http://127.0.0.1:1' }).inquire({ bankCode: '008', accountNumber: '1234567890' }),
      isUnavailable,
    );
  });

  it('should ask for one token when many questions come at once, and for a new one when the bank forgot it', async () => {
    const asked = bank();
    await stage.control('POST', '/faults', {
      provider: 'bank',
      kind: 'error',
      status: 500,
      match: 'access-token',
      times: 1,
    });
    await assert.rejects(asked.inquire({ bankCode: '008', accountNumber: '1234567890' }), isUnavailable);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => asked.inquire({ bankCode: '008', accountNumber: '1234567890' })),
    );
    assert.ok(answers.every((answer) => answer.found));
    await stage.control('POST', '/faults', {
      provider: 'bank',
      kind: 'error',
      status: 401,
      code: '4011601',
      match: 'account-inquiry',
    });
    assert.equal((await asked.inquire({ bankCode: '008', accountNumber: '1234567890' })).found, true);
  });
});
