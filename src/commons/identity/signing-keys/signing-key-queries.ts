import type { Runner, Tx } from '#platform/database';
import { type Sql, sql } from '#platform/database';

export type SigningKeyRow = {
  kid: string;
  publicJwk: Record<string, unknown>;
  privateSealed: string | null;
  createdAt: Date;
  activeFrom: Date;
  retiresAt: Date | null;
};

/** Newest first. Retired keys are gone from the answer. */
export async function listSigningKeys(runner: Runner, now: Date): Promise<SigningKeyRow[]> {
  return runner.run<SigningKeyRow>(sql`
    select kid, public_jwk as "publicJwk", private_sealed as "privateSealed", created_at as "createdAt", active_from as "activeFrom", retires_at as "retiresAt"
    from identity.signing_keys where retires_at is null or retires_at > ${now}
    order by active_from desc, kid limit 20`);
}

/** One process makes a key, the others wait and then find it. */
export async function lockSigningKeys(tx: Tx): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended('identity.signing-keys', 0))`);
}

export function insertSigningKey(key: {
  kid: string;
  publicJwk: object;
  privateSealed: string;
  now: Date;
  activeFrom: Date;
}): Sql {
  return sql`
    insert into identity.signing_keys (kid, public_jwk, private_sealed, created_at, active_from)
    values (${key.kid}, ${sql.json(key.publicJwk)}, ${key.privateSealed}, ${key.now}, ${key.activeFrom})`;
}

/** Every older key gets its last moment. */
export function retireOtherKeys(kid: string, retiresAt: Date): Sql {
  return sql`update identity.signing_keys set retires_at = ${retiresAt} where kid <> ${kid} and retires_at is null`;
}

/** What has retired can sign nothing any more, not even from a stolen backup. */
export function emptyRetiredKeys(now: Date): Sql {
  return sql`update identity.signing_keys set private_sealed = null where retires_at <= ${now} and private_sealed is not null`;
}
