import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { isRefusal, refuse } from '#platform/refusal';
import type { IdentityDeps } from '../identity-deps.ts';
import { deleteTries, giveBackTries, lockTries, updateTries } from './throttle-queries.ts';
import { ADDRESS_POLICY, NAME_POLICY, networkOf, type ThrottlePolicy, takeTry } from './throttle-rules.ts';

type Deps = Pick<IdentityDeps, 'database' | 'cipher' | 'clock' | 'turns' | 'freeTriesPerNetwork'>;
type Counted = { nameKey: string; addressKey: string | null };

/** What proves nothing when it is wrong. Everything else (a fault, a busy server, a missing code) is no guess. */
const GUESSES = new Set([
  'identity.invalid-credentials',
  'identity.code-wrong',
  'identity.second-factor-wrong',
  'identity.password-wrong',
]);

/**
 * Does `work` as a counted try for a name (e-mail, phone, account id; known or not) and for the caller's network. The
 * try is counted before it is made, so that a hundred at once cannot slip through before the first has failed; it is
 * taken back when it was right. Tries for one name take turns, so that one person's tabs do not count against each
 * other. Refuses `identity.too-many-tries` while name or network is locked.
 */
export async function countedTry<T>(deps: Deps, call: Call, name: string, work: () => Promise<T>): Promise<T> {
  const counted = keysOf(deps, call, name);
  return deps.turns(counted.nameKey, async () => {
    await countTry(deps, call, counted);
    try {
      const result = await work();
      await forgive(deps, counted, deleteTries(counted.nameKey));
      return result;
    } catch (error) {
      if (!isRefusal(error) || !GUESSES.has(error.code)) await forgive(deps, counted, giveBackTries(counted.nameKey));
      throw error;
    }
  });
}

function keysOf(deps: Deps, call: Call, name: string): Counted {
  const keyOf = (kind: string, value: string) => `${kind}:${deps.cipher.fingerprint(value, 'identity.throttle')}`;
  return {
    nameKey: keyOf('name', name.normalize('NFKC').toLowerCase()),
    addressKey: call.clientAddress ? keyOf('address', networkOf(call.clientAddress)) : null,
  };
}

async function countTry(deps: Deps, call: Call, { nameKey, addressKey }: Counted): Promise<void> {
  const policies = new Map<string, ThrottlePolicy>([[nameKey, NAME_POLICY]]);
  if (addressKey) policies.set(addressKey, { ...ADDRESS_POLICY, freeTries: deps.freeTriesPerNetwork });
  const waitSeconds = await deps.database.inTx(async (tx) => {
    const now = deps.clock.now();
    const tries = await lockTries(tx, [...policies.keys()], now);
    const untouched = { failures: 0, lastTryAt: null, lockedUntil: null };
    const decisions = [...policies].map(([key, policy]) => ({
      key,
      ...takeTry(policy, tries.get(key) ?? untouched, now),
    }));
    const waits = decisions.flatMap((decision) => (decision.isAllowed ? [] : [decision.retryAfterSeconds]));
    if (waits.length > 0) return Math.max(...waits);
    for (const decision of decisions) {
      if (!decision.isAllowed) continue;
      tx.write(updateTries(decision.key, decision.after));
      if (decision.hasLocked) tx.write(auditInsert('identity', call, lockEntry(decision.key, decision.after.failures)));
    }
    return 0;
  });
  if (waitSeconds > 0) {
    throw refuse('identity.too-many-tries', { retryAfterSeconds: waitSeconds }, { retryAfterSeconds: waitSeconds });
  }
}

/** Written when the free tries are used up, even if this one turns out right: who tries so often is worth knowing. */
function lockEntry(key: string, failures: number) {
  return { stream: `sign-in:${key}`, action: 'identity.locked', after: { failures } };
}

async function forgive(deps: Deps, counted: Counted, name: ReturnType<typeof deleteTries>): Promise<void> {
  await deps.database.batch([name, ...(counted.addressKey ? [giveBackTries(counted.addressKey)] : [])]);
}
