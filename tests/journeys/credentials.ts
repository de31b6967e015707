import { generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import { ACCESS_TOKEN } from '../../src/platform/access-token.ts';
import { withSigningKeys } from '../faults/many-buyers.ts';
import { PASSWORD, PEOPLE } from './market.ts';
import { guest, type Person, personWith, signIn } from './person.ts';
import type { RunningHouse } from './running-house.ts';

const HOUR_MS = 3_600_000;
const SOMEBODY = '0190ffff-ffff-7fff-bfff-ffffffffffff';
const STAFF = { userId: SOMEBODY, sessionId: SOMEBODY, roles: ['ADMIN' as const] };

/** Credentials that were good once, or look as if they were: nobody gets in with them anywhere. */
export async function spentCredentials(house: RunningHouse): Promise<Record<string, Person>> {
  const bearer = (token: string) => personWith(house.url, () => ({ authorization: `Bearer ${token}` }));
  const revokedKey = await keyTakenBack(house.url);
  const expired = await tokenSignedAt(house, -HOUR_MS);
  return {
    'an expired token': bearer(expired),
    'a token signed by another key': bearer(await foreignToken()),
    'a token whose claims were changed': bearer(withOtherClaims(expired)),
    'a token without its signature': bearer(expired.slice(0, expired.lastIndexOf('.') + 1)),
    'a token of a session that was ended': bearer(await endedSession(house.url)),
    'an API key that was taken back': personWith(house.url, () => ({ 'x-api-key': revokedKey })),
  };
}

/** Signed by the house itself, when its clock stood elsewhere: with a key that has been there for a day. */
async function tokenSignedAt(house: RunningHouse, offsetMs: number): Promise<string> {
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  await client.query(`update identity.signing_keys set active_from = active_from - interval '1 day'`);
  await client.end();
  const clock = { now: () => new Date(Date.now() + offsetMs) };
  return withSigningKeys(house, clock, (keys) => keys.sign(STAFF));
}

async function foreignToken(): Promise<string> {
  const { privateKey } = await generateKeyPair(ACCESS_TOKEN.algorithm);
  return new SignJWT({ sid: SOMEBODY, roles: ['ADMIN'] })
    .setProtectedHeader({ alg: ACCESS_TOKEN.algorithm, kid: 'ours' })
    .setSubject(SOMEBODY)
    .setIssuer(ACCESS_TOKEN.issuer)
    .setAudience(ACCESS_TOKEN.audience)
    .setIssuedAt()
    .setExpirationTime('15m')
    .sign(privateKey);
}

/** The signature stays, the expiry moves on. */
function withOtherClaims(token: string): string {
  const [head, claims = '', signature] = token.split('.');
  const opened = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { exp: number };
  const changed = Buffer.from(JSON.stringify({ ...opened, exp: opened.exp + 100_000 })).toString('base64url');
  return [head, changed, signature].join('.');
}

async function endedSession(url: string): Promise<string> {
  const login = { identifier: PEOPLE.stranger, password: PASSWORD };
  const { accessToken } = await guest(url).post<{ accessToken: string }>('/auth/login', login);
  await personWith(url, () => ({ authorization: `Bearer ${accessToken}` })).post('/auth/logout', {}, {});
  return accessToken;
}

async function keyTakenBack(url: string): Promise<string> {
  const seller = await signIn(url, PEOPLE.sellers[0]);
  const { id, key } = await seller.post<{ id: string; key: string }>(
    '/auth/api-keys',
    { name: 'Diambil', scopes: ['products:read', 'orders:read'] },
    {},
  );
  await seller.ask('DELETE', `/auth/api-keys/${id}`);
  return key;
}
