import assert from 'node:assert/strict';
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, it } from 'node:test';
import { callSignature, snapTimestamp, tokenSignature } from './snap-signature.ts';

describe('SNAP signatures', () => {
  it('should give the known signature when a call is signed', () => {
    const body = '{"partnerReferenceNo":"LMB-0001","amount":{"value":"10000.00","currency":"IDR"}}';
    const signature = callSignature('secret-lumbung', {
      method: 'POST',
      relativeUrl: '/v1.0/qr/qr-mpm-generate',
      accessToken: 'token-abc',
      body,
      timestamp: '2026-01-02T10:00:00+07:00',
    });
    assert.equal(signature, 'DAtgPZd3+jJVvgv33+ztGrcwZTY3Zx89M9E8wfkH6fAae5YhYaLHCPovpFC+j0oGKIVX1+6Ft/sYbXLLLMP+HA==');
  });

  it('should verify with the public key when a token is asked for', () => {
    const pair = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const signature = tokenSignature(pair.privateKey, 'client-1', '2026-01-02T10:00:00+07:00');
    assert.equal(
      createVerify('RSA-SHA256')
        .update('client-1|2026-01-02T10:00:00+07:00')
        .verify(pair.publicKey, signature, 'base64'),
      true,
    );
  });

  it('should be Jakarta time without milliseconds when a moment is written', () => {
    assert.equal(snapTimestamp(new Date('2026-01-02T20:30:05.678Z')), '2026-01-03T03:30:05+07:00');
  });
});
