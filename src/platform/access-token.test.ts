import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { exportJWK, type JWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { createTokenVerifier } from './access-token.ts';
import { fixedClock } from './clock.ts';
import { isRefusal } from './refusal.ts';

const USER = '0190aaaa-bbbb-7ccc-8ddd-000000000001';
const SESSION = '0190aaaa-bbbb-7ccc-8ddd-000000000002';
const NOW = '2026-11-21T08:00:00Z';

type Change = {
  claims?: JWTPayload;
  issuer?: string;
  audience?: string;
  alg?: string;
  kid?: string;
  lifetimeSeconds?: number;
  key?: KeyObject | Uint8Array;
};

async function keyPair(kid = 'k1') {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  return { privateKey, jwk };
}

function sign(privateKey: KeyObject, change: Change = {}): Promise<string> {
  const now = Math.floor(Date.parse(NOW) / 1_000);
  return new SignJWT({ sub: USER, sid: SESSION, roles: ['CUSTOMER', 'SELLER'], ...change.claims })
    .setProtectedHeader({ alg: change.alg ?? 'RS256', kid: change.kid ?? 'k1' })
    .setIssuer(change.issuer ?? 'lumbung')
    .setAudience(change.audience ?? 'lumbung-api')
    .setIssuedAt(now)
    .setExpirationTime(now + (change.lifetimeSeconds ?? 900))
    .sign(change.key ?? privateKey);
}

async function verifier(options: { isRevoked?: (sessionId: string) => boolean | Promise<boolean> } = {}) {
  const pair = await keyPair();
  const clock = fixedClock(NOW);
  const verify = createTokenVerifier({
    keys: { keys: [pair.jwk] },
    clock,
    isRevoked: options.isRevoked ?? (() => false),
  });
  return { ...pair, clock, verify };
}

describe('verifying access tokens', () => {
  it('should know the person when the token is good', async () => {
    const { verify, privateKey } = await verifier();
    assert.deepEqual(await verify(await sign(privateKey)), {
      kind: 'user',
      userId: USER,
      sessionId: SESSION,
      roles: ['CUSTOMER', 'SELLER'],
    });
  });

  it('should answer at once when it has seen the token within a minute', async () => {
    const { verify, privateKey, clock } = await verifier();
    const token = await sign(privateKey);
    await verify(token);
    assert.equal(verify(token) instanceof Promise, false);
    clock.advance(61_000);
    assert.equal(verify(token) instanceof Promise, true);
  });

  it('should stop believing a token it has seen when that expires', async () => {
    const { verify, privateKey, clock } = await verifier();
    const token = await sign(privateKey, { lifetimeSeconds: 20 });
    assert.ok(await verify(token));
    clock.advance(26_000);
    assert.equal(await verify(token), null);
  });

  it('should stop believing a token it has seen when its session is revoked', async () => {
    let isRevoked = false;
    const { verify, privateKey } = await verifier({ isRevoked: () => isRevoked });
    const token = await sign(privateKey);
    assert.ok(await verify(token));
    isRevoked = true;
    assert.equal(await verify(token), null);
  });

  it('should wait for the answer when revocations are kept elsewhere', async () => {
    const { verify, privateKey } = await verifier({ isRevoked: async (sessionId) => sessionId === SESSION });
    const token = await sign(privateKey);
    assert.equal(await verify(token), null);
    assert.equal(await verify(token), null);
  });

  const bad: [string, Change][] = [
    ['another house signed it', { issuer: 'other' }],
    ['it is meant for somebody else', { audience: 'other-api' }],
    ['it is from the distant past', { lifetimeSeconds: -60 }],
    ['its key is unknown', { kid: 'k2' }],
    ['it names no session', { claims: { sid: undefined } }],
    ['its subject is not an id', { claims: { sub: "' or 1=1" } }],
    ['its roles are no list', { claims: { roles: 'ADMIN' } }],
    ['a role does not exist', { claims: { roles: ['GOD'] } }],
    [
      'it is signed with the public key as a shared secret',
      { alg: 'HS256', key: new TextEncoder().encode('public key, as everybody knows it') },
    ],
  ];
  for (const [when, change] of bad) {
    it(`should believe nothing when ${when}`, async () => {
      const { verify, privateKey } = await verifier();
      assert.equal(await verify(await sign(privateKey, change)), null);
    });
  }

  it('should believe nothing when the signature is another key’s or missing', async () => {
    const { verify } = await verifier();
    const stranger = await keyPair();
    assert.equal(await verify(await sign(stranger.privateKey)), null);
    const unsigned = new UnsecuredJWT({ sub: USER, sid: SESSION, roles: [] })
      .setIssuer('lumbung')
      .setAudience('lumbung-api')
      .setIssuedAt()
      .setExpirationTime('1h')
      .encode();
    assert.equal(await verify(unsigned), null);
  });

  it('should believe nothing when the token is garbage', async () => {
    const { verify, privateKey } = await verifier();
    const token = await sign(privateKey);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const garbage = [
      '',
      '.',
      '..',
      'a.b.c',
      header,
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `${header}.${payload}.${signature}x`,
      `${'a'.repeat(10_000)}.b.c`,
      `bnVsbA.bnVsbA.${signature}`,
      `${header}.bnVsbA.${signature}`,
      `${payload}.${header}.${signature}`,
    ];
    for (const text of garbage) assert.equal(await verify(text), null, text.slice(0, 60));
  });

  it('should say busy instead of sign in when the keys cannot be fetched', async () => {
    const { privateKey } = await keyPair();
    const verify = createTokenVerifier({
      keys: new URL('http://127.0.0.1:9/jwks.json'),
      clock: fixedClock(NOW),
      isRevoked: () => false,
    });
    await assert.rejects(
      async () => verify(await sign(privateKey)),
      (error) => isRefusal(error, 'server.busy'),
    );
  });

  it('should fetch the keys when they lie at an address', async () => {
    const { privateKey, jwk } = await keyPair();
    const server = createServer((_request, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const verify = createTokenVerifier({
        keys: new URL(`http://127.0.0.1:${port}/jwks.json`),
        clock: fixedClock(NOW),
        isRevoked: () => false,
      });
      assert.equal((await verify(await sign(privateKey)))?.userId, USER);
      assert.equal(await verify(await sign(privateKey, { kid: 'unknown' })), null);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});
