import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { BANK_PRIVATE_KEY, type Loose, openStage, type Stage, TEST_SECRETS, until } from '../fixtures.ts';
import { callSignature, isTokenSignature, minified, stringToSign } from './signatures.ts';

const TIMESTAMP = '2026-01-02T10:00:00+07:00';
let counter = 0;
const next = () => {
  counter += 1;
  return String(counter);
};

describe('SNAP signatures', () => {
  it('should give the published result when the parts are the example', () => {
    const body = '{"partnerReferenceNo":"LMB-0001","amount":{"value":"10000.00","currency":"IDR"}}';
    const call = {
      method: 'POST',
      relativeUrl: '/v1.0/qr/qr-mpm-generate',
      accessToken: 'token-abc',
      body,
      timestamp: TIMESTAMP,
    };
    assert.equal(
      stringToSign(call),
      `POST:/v1.0/qr/qr-mpm-generate:token-abc:90c395cc463ee0b266e4c260140965be85541c8f9634d6402f4c4ce2691d8521:${TIMESTAMP}`,
    );
    assert.equal(
      callSignature('secret-lumbung', call),
      'DAtgPZd3+jJVvgv33+ztGrcwZTY3Zx89M9E8wfkH6fAae5YhYaLHCPovpFC+j0oGKIVX1+6Ft/sYbXLLLMP+HA==',
    );
  });

  it('should keep spaces inside strings when a body is minified', () => {
    assert.equal(minified('{ "partnerServiceId": "   12345" }'), '{"partnerServiceId":"   12345"}');
    assert.equal(minified(''), '');
  });

  it('should refuse rubbish instead of failing when a key or signature is not one', () => {
    assert.equal(isTokenSignature({ publicKey: 'no key', clientId: 'a', timestamp: 'b', signature: 'c' }), false);
  });
});

describe('SNAP bank', () => {
  let stage: Stage;
  let token = '';
  before(async () => {
    stage = await openStage();
    token = (await askToken()).body.accessToken;
  });
  after(() => stage.close());

  const tokenSignature = (timestamp = TIMESTAMP) =>
    sign('sha256', Buffer.from(`${TEST_SECRETS.bankClientId}|${timestamp}`), BANK_PRIVATE_KEY).toString('base64');
  const askToken = (headers: Record<string, string> = {}, body: unknown = { grantType: 'client_credentials' }) =>
    stage.call('POST', '/bank/v1.0/access-token/b2b', {
      headers: {
        'x-client-key': TEST_SECRETS.bankClientId,
        'x-timestamp': TIMESTAMP,
        'x-signature': tokenSignature(),
        ...headers,
      },
      body,
    });

  type Twist = {
    path?: string;
    secret?: string;
    token?: string;
    externalId?: string;
    headers?: Record<string, string>;
    sent?: string;
  };
  function call(service: string, body: unknown, twist: Twist = {}) {
    const text = JSON.stringify(body);
    const accessToken = twist.token ?? token;
    const signature = callSignature(twist.secret ?? TEST_SECRETS.bankClientSecret, {
      method: 'POST',
      relativeUrl: twist.path ?? `/bank/v1.0${service}`,
      accessToken,
      body: text,
      timestamp: TIMESTAMP,
    });
    const headers = {
      authorization: `Bearer ${accessToken}`,
      'x-timestamp': TIMESTAMP,
      'x-signature': signature,
      'x-partner-id': 'LUMBUNG',
      'x-external-id': twist.externalId ?? next(),
      'channel-id': '95221',
      ...twist.headers,
    };
    return stage.call('POST', `/bank/v1.0${service}`, {
      headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
      body: twist.sent ?? text,
    });
  }
  const inquire = (bank: string, account: string, twist: Twist = {}) =>
    call('/account-inquiry-external', { beneficiaryBankCode: bank, beneficiaryAccountNo: account }, twist);
  const transfer = (changes: Loose = {}, twist: Twist = {}) =>
    call(
      '/transfer-interbank',
      {
        partnerReferenceNo: `PAY-${next()}`,
        amount: { value: '250000.00', currency: 'IDR' },
        beneficiaryAccountName: 'SARI',
        beneficiaryAccountNo: '1234567890',
        beneficiaryBankCode: '008',
        sourceAccountNo: '8880001111',
        transactionDate: '2026-01-02T10:00:00+07:00',
        ...changes,
      },
      twist,
    );
  const statusOf = (partnerReferenceNo: string) =>
    call('/transfer/status', { originalPartnerReferenceNo: partnerReferenceNo, serviceCode: '18' });

  it('should give a token when the request is signed with the registered key', async () => {
    const { status, body } = await askToken();
    assert.deepEqual([status, body.responseCode, body.expiresIn], [200, '2007300', '900']);
    assert.equal((await askToken({}, { grant_type: 'client_credentials' })).status, 200, "Midtrans' spelling");
  });

  it('should refuse a token when signature, client, time or grant are wrong', async () => {
    const codes = await Promise.all([
      askToken({ 'x-signature': tokenSignature('2026-01-02T10:00:01+07:00') }),
      askToken({ 'x-client-key': 'stranger' }),
      askToken({ 'x-timestamp': 'today' }),
      askToken({ 'x-timestamp': '' }),
      askToken({}, { grantType: 'password' }),
      askToken({}, {}),
    ]);
    assert.deepEqual(
      codes.map(({ body }) => body.responseCode),
      ['4017300', '4017300', '4007301', '4007302', '4007301', '4007302'],
    );
  });

  it('should name the same holder each time when the same account number is asked for', async () => {
    const first = await inquire('014', '1234567890');
    assert.deepEqual([first.status, first.body.responseCode], [200, '2001600']);
    assert.match(first.body.beneficiaryAccountName, /^[A-Z]+ [A-Z ]+$/);
    assert.equal((await inquire('BCA', '1234567890')).body.beneficiaryAccountName, first.body.beneficiaryAccountName);
    assert.notEqual((await inquire('008', '1234567890')).body.beneficiaryAccountName, undefined);
    const internal = await call('/account-inquiry-internal', { beneficiaryAccountNo: '1234567890' });
    assert.deepEqual(
      [internal.body.responseCode, internal.body.beneficiaryAccountName],
      ['2001500', first.body.beneficiaryAccountName],
    );
  });

  it('should answer by the ending of the number when it is 0000, 9999, 6666, 7777 or 8888', async () => {
    const codes = await Promise.all(
      ['1230000', '1239999', '1236666', '1237777'].map(
        async (account) => (await inquire('014', account)).body.responseCode,
      ),
    );
    assert.deepEqual(codes, ['4041611', '4031618', '4031609', '5001602']);
    const startedAt = performance.now();
    assert.equal((await inquire('014', '1238888')).status, 200);
    assert.ok(performance.now() - startedAt >= 140);
    assert.equal((await inquire('999', '1234567')).body.responseCode, '4041603');
  });

  it('should refuse a call when signature, token, header or external id are wrong', async () => {
    const cases: [string, Twist][] = [
      ['4011600', { secret: 'wrong' }],
      ['4011600', { path: '/elsewhere' }],
      ['4011600', { sent: '{"beneficiaryBankCode":"014","beneficiaryAccountNo":"9"}' }],
      ['4011601', { token: 'unknown' }],
      ['4001602', { headers: { 'x-partner-id': '' } }],
      ['4001602', { headers: { 'x-signature': '' } }],
      ['4001601', { externalId: 'abc' }],
      ['4001601', { headers: { 'channel-id': '1' } }],
    ];
    for (const [code, twist] of cases)
      assert.equal((await inquire('014', '1234567', twist)).body.responseCode, code, JSON.stringify(twist));
    assert.equal((await inquire('014', '1234567', { externalId: '777' })).status, 200);
    assert.equal((await inquire('014', '1234567', { externalId: '777' })).body.responseCode, '4091600');
    assert.equal(
      (await inquire('014', '1234567', { path: '/v1.0/account-inquiry-external' })).status,
      200,
      'signed without the place where the bank is mounted',
    );
    assert.equal(
      (await inquire('014', '1234567', { sent: '{ "beneficiaryBankCode": "014", "beneficiaryAccountNo": "1234567" }' }))
        .status,
      200,
      'signed minified, sent with spaces',
    );
    assert.equal((await inquire('014', 'abc')).body.responseCode, '4001601');
    assert.equal((await call('/account-inquiry-external', {})).body.responseCode, '4001602');
  });

  it('should keep the books and answer for a transfer afterwards when it is made', async () => {
    const balance = async () =>
      Number((await call('/balance-inquiry', { accountNo: '8880001111' })).body.accountInfos[0].availableBalance.value);
    const before = await balance();
    const { status, body } = await transfer({ partnerReferenceNo: 'PAY-A' });
    assert.deepEqual([status, body.responseCode, body.amount.value], [200, '2001800', '250000.00']);
    assert.equal(await balance(), before - 250_000);
    const asked = await statusOf('PAY-A');
    assert.deepEqual(
      [asked.body.responseCode, asked.body.latestTransactionStatus, asked.body.originalReferenceNo],
      ['2003600', '00', body.referenceNo],
    );
    assert.equal((await transfer({ partnerReferenceNo: 'PAY-A' })).body.responseCode, '4091801');
    assert.equal((await statusOf('PAY-none')).body.responseCode, '4043601');
    const inside = await call('/transfer-intrabank', {
      partnerReferenceNo: 'PAY-B',
      amount: { value: '1000.00', currency: 'IDR' },
      beneficiaryAccountNo: '1234567890',
      sourceAccountNo: '8880001111',
      transactionDate: TIMESTAMP,
    });
    assert.equal(inside.body.responseCode, '2001700');
  });

  it('should refuse a transfer when account, amount, funds or bank do not allow it', async () => {
    const cases: [string, Loose][] = [
      ['4041811', { beneficiaryAccountNo: '1230000' }],
      ['4031818', { beneficiaryAccountNo: '1239999' }],
      ['4041803', { beneficiaryBankCode: '000' }],
      ['4031814', { amount: { value: '99999999999.00', currency: 'IDR' } }],
      ['4001801', { amount: { value: '1000', currency: 'IDR' } }],
      ['4001801', { amount: { value: '0.00', currency: 'IDR' } }],
      ['4001802', { sourceAccountNo: undefined }],
      ['5001800', { amount: { value: '50111.00', currency: 'IDR' } }],
    ];
    for (const [code, changes] of cases)
      assert.equal((await transfer(changes)).body.responseCode, code, JSON.stringify(changes));
  });

  it('should hang, fail later or come back when the amount says so, and return the money', async () => {
    const stuck = await transfer({
      partnerReferenceNo: 'PAY-S',
      amount: { value: '50107.00', currency: 'IDR' },
      sourceAccountNo: '8880002222',
    });
    assert.deepEqual([stuck.status, stuck.body.responseCode], [202, '2021800']);
    assert.equal((await statusOf('PAY-S')).body.latestTransactionStatus, '03');
    await stage.control('POST', '/transfers/PAY-S/end', { status: '00' });
    assert.equal((await statusOf('PAY-S')).body.latestTransactionStatus, '00');
    await transfer({
      partnerReferenceNo: 'PAY-F',
      amount: { value: '50101.00', currency: 'IDR' },
      sourceAccountNo: '8880002222',
    });
    await transfer({
      partnerReferenceNo: 'PAY-R',
      amount: { value: '50106.00', currency: 'IDR' },
      sourceAccountNo: '8880002222',
    });
    await until(
      async () => (await statusOf('PAY-F')).body.latestTransactionStatus === '06',
      () => 'the failed transfer',
    );
    await until(
      async () => (await statusOf('PAY-R')).body.latestTransactionStatus === '04',
      () => 'the returned transfer',
    );
    const { body } = await call('/balance-inquiry', { accountNo: '8880002222' });
    assert.equal(body.accountInfos[0].availableBalance.value, `${10_000_000_000 - 50_107}.00`);
    await assert.rejects(transfer({ partnerReferenceNo: 'PAY-L', amount: { value: '50112.00', currency: 'IDR' } }));
    assert.equal((await statusOf('PAY-L')).body.latestTransactionStatus, '00');
  });

  it('should list entries whose sums and balances agree when a statement is asked for', async () => {
    const accountNo = '8880003333';
    await stage.control('POST', '/bank/entries', {
      accountNo,
      kind: 'CREDIT',
      amountMinor: 700_000,
      remark: 'SETORAN XENDIT',
    });
    await transfer({ sourceAccountNo: accountNo });
    const { body } = await call('/bank-statement', {
      accountNo,
      fromDateTime: '2020-01-01T00:00:00+07:00',
      toDateTime: '2099-01-01T00:00:00+07:00',
    });
    assert.equal(body.responseCode, '2001400');
    assert.deepEqual(
      body.detailData.map((entry: Loose) => [entry.type, entry.amount.value]),
      [
        ['CREDIT', '700000.00'],
        ['DEBIT', '250000.00'],
      ],
    );
    assert.deepEqual(
      [body.totalCreditEntries.amount.value, body.totalDebitEntries.numberOfEntries],
      ['700000.00', '1'],
    );
    assert.equal(body.balance[0].startingBalance.value, '10000000000.00');
    assert.equal(body.balance[0].endingBalance.value, '10000450000.00');
    assert.equal(
      (await call('/bank-statement', { accountNo, fromDateTime: 'x', toDateTime: 'y' })).body.responseCode,
      '4001401',
    );
  });

  it('should refuse every token until a key is registered when none was given', async () => {
    const { bankPublicKey, ...secrets } = TEST_SECRETS;
    const bare = await openStage({ secrets });
    const ask = () =>
      bare.call('POST', '/bank/v1.0/access-token/b2b', {
        headers: {
          'x-client-key': TEST_SECRETS.bankClientId,
          'x-timestamp': TIMESTAMP,
          'x-signature': tokenSignature(),
        },
        body: { grantType: 'client_credentials' },
      });
    try {
      assert.equal((await ask()).body.responseCode, '4017300');
      await bare.control('PUT', '/bank/public-key', { pem: bankPublicKey });
      assert.equal((await ask()).body.responseCode, '2007300');
    } finally {
      await bare.close();
    }
  });
});
