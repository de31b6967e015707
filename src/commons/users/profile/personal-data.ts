import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import { deletePerson, listAddressesOf } from '../addresses/address-queries.ts';
import type { PersonalDataExport } from '../shapes.ts';
import { personOf, type UsersDeps } from '../users-deps.ts';
import { findTimeZone } from './profile-queries.ts';

/**
 * Everything that the house keeps about a person (UU 27/2022: the right to access and to take along). A module that
 * cannot answer fails the whole: an export with a hole would look complete.
 */
export async function exportMe(deps: UsersDeps, call: Call): Promise<PersonalDataExport> {
  const userId = personOf(call);
  const [timeZone, addresses, others] = await Promise.all([
    findTimeZone(deps.database, userId),
    listAddressesOf(deps.database, userId),
    Promise.all(
      deps.exporters.map(
        async (exporter) => [exporter.module, await exporter.exportPersonalData(call, userId)] as const,
      ),
    ),
  ]);
  await deps.database.run(
    auditInsert('users', call, { stream: `user:${userId}`, action: 'users.data-exported', onBehalfOf: userId }),
  );
  return {
    exportedAt: deps.clock.now().toISOString(),
    userId,
    data: { users: { timeZone, addresses }, ...Object.fromEntries(others) },
  };
}

/**
 * Erases the person. Identity empties the account and says `user.erased`, which every module hears to anonymise what it
 * keeps; what the law makes us keep (orders, ledger) keeps the id only. Own rows go at once.
 */
export async function eraseMe(
  deps: UsersDeps,
  call: Call,
  input: { password?: string },
): Promise<Record<string, never>> {
  const userId = personOf(call);
  const open = await Promise.all(
    deps.erasureChecks.map(async ({ module, openObligations }) =>
      (await openObligations(call, userId)).map((obligation) => ({ module, ...obligation })),
    ),
  );
  const obligations = open.flat().filter((obligation) => obligation.count > 0);
  if (obligations.length > 0) throw refuse('users.obligations-open', { obligations });
  await deps.identity.eraseAccount(call, { userId, ...input });
  await deps.database.batch([
    ...deletePerson(userId),
    auditInsert('users', call, { stream: `user:${userId}`, action: 'users.erased', onBehalfOf: userId }),
  ]);
  return {};
}
