import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { isConflict } from '#platform/database';
import { refuse } from '#platform/refusal';
import { DEFAULT_LIMITS } from './contact-borrowers.ts';
import {
  findHolidayYear,
  findPersonalData,
  findPlan,
  insertHolidays,
  listBorrowerFacts,
  upsertPlan,
  upsertPreferences,
} from './contact-queries.ts';
import type { Plan, Preferences } from './contract.ts';
import type { CollectionsDeps } from './module.ts';

const MODULE = 'collections';

export async function getPreferences(
  deps: CollectionsDeps,
  _call: Call,
  { borrowerId }: { borrowerId: string },
): Promise<Preferences> {
  const [row] = await listBorrowerFacts(deps.database, { borrowerIds: [borrowerId], since: deps.clock.now() });
  const person = present(row, 'a row comes back for everybody who is asked for');
  return {
    zone: person.own_zone,
    isAnyTimeAgreed: person.is_any_time_agreed,
    isVisitAgreed: person.is_visit_agreed,
    withdrawn: person.withdrawn,
  };
}

/** By the borrower alone: consent is theirs to give and to take back, and it is written down when. */
export async function setPreferences(
  deps: CollectionsDeps,
  call: Call,
  { borrowerId, preferences }: { borrowerId: string; preferences: Preferences },
): Promise<Preferences> {
  const before = await getPreferences(deps, call, { borrowerId });
  await deps.database.batch([
    upsertPreferences({ borrowerId, ...preferences, changedAt: deps.clock.now() }),
    auditInsert(MODULE, call, {
      stream: `user:${borrowerId}`,
      action: 'collections.consent-changed',
      before,
      after: preferences,
    }),
  ]);
  return preferences;
}

export async function personalData(deps: CollectionsDeps, call: Call, { userId }: { userId: string }) {
  const preferences = await getPreferences(deps, call, { borrowerId: userId });
  const kept = present(await findPersonalData(deps.database, userId), 'one row comes back for anybody');
  return { preferences, ...kept };
}

export async function getPlan(deps: CollectionsDeps, _call: Call, { tenantId }: { tenantId: string }): Promise<Plan> {
  const row = (await findPlan(deps.database, tenantId)) ?? DEFAULT_LIMITS;
  return { offsets: row.offsets, perDay: row.per_day, perWeek: row.per_week };
}

export async function setPlan(
  deps: CollectionsDeps,
  call: Call,
  { tenantId, plan }: { tenantId: string; plan: Plan },
): Promise<Plan> {
  const before = await getPlan(deps, call, { tenantId });
  const after = { ...plan, offsets: plan.offsets.toSorted((a, b) => a - b) };
  await deps.database.batch([
    upsertPlan({ tenantId, ...after }),
    auditInsert(MODULE, call, { stream: `tenant:${tenantId}`, action: 'collections.plan-changed', before, after }),
  ]);
  return after;
}

export async function getHolidays(deps: CollectionsDeps, _call: Call, { year }: { year: number }) {
  const row = await findHolidayYear(deps.database, year);
  if (!row) throw refuse('collections.year-unknown');
  return { year, ...row };
}

export async function setHolidays(
  deps: CollectionsDeps,
  call: Call,
  { year, holidays }: { year: number; holidays: { source: string; days: { day: string; name: string }[] } },
) {
  const { source, days } = holidays;
  const isOfYear =
    days.every(({ day }) => day.startsWith(`${year}-`)) && new Set(days.map((d) => d.day)).size === days.length;
  if (!isOfYear) throw refuse('collections.day-of-another-year', { year });
  const before = await findHolidayYear(deps.database, year);
  const version = (before?.version ?? 0) + 1;
  const after = { year, version, source };
  try {
    await deps.database.batch([
      ...insertHolidays(after, days),
      auditInsert(MODULE, call, {
        stream: 'holidays',
        action: 'collections.holidays-loaded',
        after: { ...after, days },
      }),
    ]);
  } catch (error) {
    // Somebody else loaded the same version at the same moment.
    if (isConflict(error)) throw refuse('request.stale');
    throw error;
  }
  return getHolidays(deps, call, { year });
}
