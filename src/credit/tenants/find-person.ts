import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { isRefusal, refuse } from '#platform/refusal';
import { mustBeAdministrator } from './keep-tenants.ts';
import type { KnownMemberships } from './known-memberships.ts';
import { tenantOfCall } from './tenant-of-call.ts';
import type { TenantsDeps } from './tenants-deps.ts';

type Deps = TenantsDeps & { known: KnownMemberships };

/**
 * Who has proven to own a whole e-mail or phone: to add a colleague, or to book a loan for a borrower. For people who work
 * in an institution and for administrators. Each question is written down, also one without an answer; what was typed is
 * not, since it may be a stranger's.
 */
export async function findPerson(
  deps: Deps,
  call: Call,
  { contact }: { contact: string },
): Promise<{ userId: string; name: string }> {
  const stream = await streamOf(deps, call);
  const { person } = await deps.identity.findByContact(call, { contact });
  const after = { foundUserId: person?.userId ?? null };
  await deps.database.run(auditInsert('tenants', call, { stream, action: 'tenants.person-looked-up', after }));
  if (!person) throw refuse('tenants.person-not-found');
  return person;
}

/** Members look for their institution, administrators for the house; for everybody else there is nothing to ask. */
async function streamOf(deps: Deps, call: Call): Promise<string> {
  try {
    mustBeAdministrator(call);
    return 'tenants';
  } catch (error) {
    if (!isRefusal(error, 'tenants.not-allowed')) throw error;
  }
  return `tenant:${(await tenantOfCall(deps, call, {})).tenantId}`;
}
