import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createSigningKeys, type SigningKeys } from '../../src/commons/identity/signing-keys/signing-keys.ts';
import { environment, masterKeysOf, readConfig } from '../../src/config.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { createFieldCipher } from '../../src/platform/encryption.ts';
import { prepareGround } from '../../src/server.ts';
import { MASTER_KEY } from '../journeys/market.ts';

/** Access tokens of so many new people. They never sign in, so nobody waits for sixty slow hashes. */
export async function tokensOfNewBuyers(
  house: { databaseUrl: string; dataDir: string },
  count: number,
): Promise<string[]> {
  const userIds = Array.from({ length: count }, () => randomUUID());
  await insertPeople(house.databaseUrl, userIds);
  return withSigningKeys(house, systemClock, (keys) =>
    Promise.all(userIds.map((userId) => keys.sign({ userId, sessionId: userId, roles: ['CUSTOMER'] }))),
  );
}

/** The keys with which a house signs its access tokens, by any clock. */
export async function withSigningKeys<T>(
  house: { databaseUrl: string; dataDir: string },
  clock: Clock,
  work: (keys: SigningKeys) => Promise<T>,
): Promise<T> {
  const config = await readConfig(
    environment({
      DATABASE_URL: house.databaseUrl,
      LUMBUNG_DATA: house.dataDir,
      LUMBUNG_MASTER_KEY: MASTER_KEY,
      SANDBOX: 'off',
      LOG_LEVEL: 'error',
    }),
  );
  const ground = await prepareGround(config);
  try {
    const keys = createSigningKeys({
      database: ground.house.databaseOf('identity'),
      cipher: createFieldCipher(masterKeysOf(config)),
      clock,
    });
    return await work(keys);
  } finally {
    await ground.close();
  }
}

async function insertPeople(url: string, userIds: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into identity.accounts (id, name, email, email_verified_at, language, created_at, updated_at)
     select id, 'Pembeli ' || place, 'pembeli' || place || '@race.test', now(), 'id', now(), now()
     from unnest($1::uuid[]) with ordinality as t (id, place)`,
    [userIds],
  );
  await client.query(
    `insert into identity.account_roles (account_id, role, granted_at) select id, 'CUSTOMER', now() from unnest($1::uuid[]) as t (id)`,
    [userIds],
  );
  // One session each, under the id of its owner.
  await client.query(
    `insert into identity.sessions (id, account_id, device_name, method, has_second_factor, created_at, last_seen_at, expires_at)
     select id, id, 'uji', 'password', false, now(), now(), now() + interval '1 day' from unnest($1::uuid[]) as t (id)`,
    [userIds],
  );
  await client.end();
}
