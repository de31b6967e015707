import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildQris, staticToDynamic } from '#platform/qris';
import { channelCodes, exampleMerchant } from '../fixtures.ts';
import type { ProviderInstructions, ProviderPayment } from '../providers/payment-provider.ts';
import { bankByChannelText, channelBank, channelName, isChannelCode, offerChannels } from './channel-rules.ts';
import { faultOfInstructions } from './instruction-rules.ts';
import { qrPng, qrSvg } from './qr-image.ts';

const wish = { reference: 'bill-1', channel: 'QRIS' as const, amountMinor: 25_000 };
const made = (instructions: ProviderInstructions | null, change: Partial<ProviderPayment> = {}): ProviderPayment => ({
  reference: 'bill-1',
  providerPaymentId: 'pr-1',
  status: 'pending',
  captures: [],
  failureCode: null,
  instructions,
  ...change,
});
const qr = (qrString: string) => made({ kind: 'qr', qrString });

describe('a QR code from a provider', () => {
  it('should be shown when it is dynamic and for the very amount', () => {
    assert.equal(faultOfInstructions(wish, qr(buildQris({ merchant: exampleMerchant, amountMinor: 25_000 }))), null);
  });

  it('should never be shown when its amount, form or checksum is wrong', () => {
    const right = buildQris({ merchant: exampleMerchant, amountMinor: 25_000 });
    const bad = [
      buildQris({ merchant: exampleMerchant, amountMinor: 25_001 }),
      buildQris({ merchant: exampleMerchant }),
      buildQris({ merchant: exampleMerchant, amountMinor: 25_000, tip: { kind: 'fixed', amountMinor: 100 } }),
      staticToDynamic(buildQris({ merchant: exampleMerchant }), { amountMinor: 2_500 }),
      `${right.slice(0, -1)}${right.endsWith('0') ? '1' : '0'}`,
      right.replace('540525000', '540535000'),
      'https://example.test/pay',
      '',
    ];
    for (const qrString of bad) assert.notEqual(faultOfInstructions(wish, qr(qrString)), null, qrString);
  });

  it('should never be shown when it belongs to another bill, or there is none', () => {
    const qrString = buildQris({ merchant: exampleMerchant, amountMinor: 25_000 });
    assert.match(faultOfInstructions(wish, made({ kind: 'qr', qrString }, { reference: 'bill-2' })) ?? '', /reference/);
    assert.match(faultOfInstructions(wish, made({ kind: 'qr', qrString }, { status: 'expired' })) ?? '', /expired/);
    assert.match(faultOfInstructions(wish, made(null)) ?? '', /nothing/);
  });
});

describe('a virtual account from a provider', () => {
  const account = (bank: string, accountNumber: string) =>
    made({ kind: 'virtual_account', bank, accountNumber, accountName: 'TokoBapak', billerCode: null });

  it('should be shown when it is at the bank that was chosen', () => {
    assert.equal(faultOfInstructions({ ...wish, channel: 'VA_BCA' }, account('BCA', '9990140000000001')), null);
  });

  it('should not be shown when bank or number are not right', () => {
    assert.notEqual(faultOfInstructions({ ...wish, channel: 'VA_BCA' }, account('BNI', '9990140000000001')), null);
    assert.notEqual(faultOfInstructions({ ...wish, channel: 'VA_BCA' }, account('BCA', '12ab')), null);
    assert.notEqual(
      faultOfInstructions(
        { ...wish, channel: 'VA_BCA' },
        qr(buildQris({ merchant: exampleMerchant, amountMinor: 25_000 })),
      ),
      null,
    );
    assert.notEqual(faultOfInstructions(wish, account('BCA', '9990140000000001')), null);
  });
});

describe('channels', () => {
  it('should say why not when an amount is beyond a limit or nobody answers', () => {
    const setting = (code: (typeof channelCodes)[number], isEnabled = true) => ({
      code,
      isEnabled,
      providers: ['xendit'],
      minimumMinor: 10_000,
      maximumMinor: 10_000_000,
      expiresInMinutes: 30,
    });
    const offered = (amountMinor: number, isUp = true) =>
      offerChannels([setting('QRIS'), setting('VA_BCA', false)], amountMinor, () => isUp).map(
        ({ code, isAvailable, reason }) => [code, isAvailable, reason],
      );
    assert.deepEqual(offered(10_000), [['QRIS', true, null]]);
    assert.deepEqual(offered(10_000_001), [['QRIS', false, 'over-limit']]);
    assert.deepEqual(offered(9_999), [['QRIS', false, 'under-limit']]);
    assert.deepEqual(offered(10_000, false), [['QRIS', false, 'temporarily-unavailable']]);
  });

  it('should be told by their codes when names and banks are asked for', () => {
    for (const code of channelCodes) assert.ok(isChannelCode(code) && channelName(code).length > 3);
    assert.equal(channelBank('VA_MANDIRI'), 'MANDIRI');
    assert.equal(bankByChannelText('BSI_VIRTUAL_ACCOUNT'), 'BSI');
    assert.equal(bankByChannelText('bca'), 'BCA');
    assert.equal(bankByChannelText('QRIS'), null);
    assert.equal(isChannelCode('OVO'), false);
  });
});

describe('the picture of a code', () => {
  const qrString = buildQris({ merchant: exampleMerchant, amountMinor: 1_500_000 });

  it('should be one path without style or script when it is drawn as SVG', () => {
    const svg = qrSvg(qrString);
    assert.match(svg, /^<svg [^>]+><path [^>]+\/><path stroke="#000" d="M[0-9 hmM.-]+"\/><\/svg>$/);
    assert.doesNotMatch(svg, /style|script|on\w+=/);
    assert.equal(qrSvg(qrString), svg);
  });

  it('should be a PNG when it is saved', async () => {
    assert.equal((await qrPng(qrString)).subarray(1, 4).toString(), 'PNG');
  });
});
