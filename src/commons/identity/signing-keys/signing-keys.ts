import {
  type CryptoKey,
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';
import { ACCESS_TOKEN } from '#platform/access-token';
import { present } from '#platform/assert';
import type { Role } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import {
  emptyRetiredKeys,
  insertSigningKey,
  listSigningKeys,
  lockSigningKeys,
  retireOtherKeys,
  type SigningKeyRow,
} from './signing-key-queries.ts';
import { isRotationDue, signingKeyAt, timesOfNextKey } from './signing-key-rules.ts';

const ALGORITHM = ACCESS_TOKEN.algorithm;
/** Another process may have rotated; new keys are published ten minutes ahead, so this is soon enough. */
const RELOAD_AFTER_MS = 60_000;

type UsableKey = SigningKeyRow & { privateKey: CryptoKey | null };

/** Signs access tokens and publishes the keys by which they are verified. The private halves lie sealed in the database. */
export type SigningKeys = {
  /** An access token (RFC 9068 in spirit): RS256, 15 minutes. */
  sign(claims: { userId: string; sessionId: string; roles: Role[] }): Promise<string>;
  jwks(): Promise<{ keys: Record<string, unknown>[] }>;
  /** The key that a token names, for the verifier of this very process: a rotation is known at once. */
  verificationKey: JWTVerifyGetKey;
  /** Makes the first or the next key when it is due. Safe to call from every process. */
  rotate(): Promise<void>;
};

export function createSigningKeys(deps: { database: Database; cipher: FieldCipher; clock: Clock }): SigningKeys {
  let loaded: { at: number; keys: UsableKey[] } | null = null;

  async function keysNow(): Promise<UsableKey[]> {
    const now = deps.clock.now();
    if (loaded && Math.abs(now.getTime() - loaded.at) < RELOAD_AFTER_MS && signingKeyAt(loaded.keys, now))
      return loaded.keys;
    const rows = await listSigningKeys(deps.database, now);
    const keys = await Promise.all(
      rows.map(async (row) => ({ ...row, privateKey: await openPrivateKey(deps.cipher, row) })),
    );
    loaded = { at: now.getTime(), keys };
    return keys;
  }

  return {
    sign: async ({ userId, sessionId, roles }) => {
      const now = deps.clock.now();
      const key = present(signingKeyAt(await keysNow(), now), 'There is a signing key once the module has started');
      const issuedAt = Math.floor(now.getTime() / 1_000);
      return new SignJWT({ sid: sessionId, roles })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt', kid: key.kid })
        .setIssuer(ACCESS_TOKEN.issuer)
        .setAudience(ACCESS_TOKEN.audience)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN.lifetimeSeconds)
        .sign(present(key.privateKey, 'An active signing key has its private half'));
    },
    jwks: async () => ({ keys: (await keysNow()).map((key) => key.publicJwk) }),
    verificationKey: async (header, token) =>
      createLocalJWKSet({ keys: (await keysNow()).map((key) => readJwk(key.publicJwk)) })(header, token),
    rotate: async () => {
      await rotateKeys(deps);
      loaded = null;
    },
  };
}

async function rotateKeys(deps: { database: Database; cipher: FieldCipher; clock: Clock }): Promise<void> {
  const now = deps.clock.now();
  await deps.database.inTx(async (tx) => {
    await lockSigningKeys(tx);
    const keys = await listSigningKeys(tx, now);
    if (isRotationDue(keys, now)) {
      const { activeFrom, othersRetireAt } = timesOfNextKey(keys, now);
      const pair = await generateKeyPair(ALGORITHM, { modulusLength: 2_048, extractable: true });
      const publicJwk = await exportJWK(pair.publicKey);
      const kid = await calculateJwkThumbprint(publicJwk);
      const privateSealed = deps.cipher.encrypt(JSON.stringify(await exportJWK(pair.privateKey)), contextOf(kid));
      tx.write(
        insertSigningKey({
          kid,
          publicJwk: { ...publicJwk, kid, alg: ALGORITHM, use: 'sig' },
          privateSealed,
          now,
          activeFrom,
        }),
      );
      tx.write(retireOtherKeys(kid, othersRetireAt));
    }
    tx.write(emptyRetiredKeys(now));
  });
}

async function openPrivateKey(cipher: FieldCipher, row: SigningKeyRow): Promise<CryptoKey | null> {
  if (!row.privateSealed) return null;
  const jwk: JWK = JSON.parse(cipher.decrypt(row.privateSealed, contextOf(row.kid)));
  const key = await importJWK(jwk, ALGORITHM);
  return key instanceof Uint8Array ? null : key;
}

/** What we wrote ourselves: a public key in the form of RFC 7517. */
function readJwk(stored: Record<string, unknown>): JWK {
  return { ...stored, kty: String(stored.kty) };
}

function contextOf(kid: string): string {
  return `identity.signing_keys.private_sealed:${kid}`;
}
