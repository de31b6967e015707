import type { IdentityApi } from '#commons/identity';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import { refuse } from '#platform/refusal';

/** A module that keeps something about people. Handed in, because users may not ask those who ask users. */
export type PersonalDataExporter = {
  module: string;
  exportPersonalData(call: Call, userId: string): Promise<Record<string, unknown>>;
};

/** What keeps a person from leaving, e.g. `orders.open`. */
export type Obligation = { code: string; count: number };
export type ErasureCheck = { module: string; openObligations(call: Call, userId: string): Promise<Obligation[]> };

/** What users' verbs work with; each takes what it names. */
export type UsersDeps = {
  database: Database;
  identity: Pick<IdentityApi, 'getAccount' | 'updateAccount' | 'eraseAccount'>;
  clock: Clock;
  newId: NewId;
  exporters: readonly PersonalDataExporter[];
  erasureChecks: readonly ErasureCheck[];
};

/** The person behind a call; API keys and guests are refused. */
export function personOf(call: Call): string {
  if (call.actor.kind !== 'user') throw refuse('request.sign-in-required');
  return call.actor.userId;
}
