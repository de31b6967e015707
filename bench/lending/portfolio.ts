import type pg from 'pg';
import { addDays, type Day } from '../../src/credit/engine/calendar/days.ts';
import type { LoanTerms } from '../../src/credit/engine/replay/loan-facts.ts';
import { plainLoan } from '../../src/credit/engine/testing/loan-cases.ts';
import type { LoansApi } from '../../src/credit/loans/contract.ts';
import { aProductOf, noNames, someInstitutions, someTerms } from '../../src/credit/loans/fixtures.ts';
import { createLoans } from '../../src/credit/loans/module.ts';
import { systemCall } from '../../src/platform/call.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import type { Database } from '../../src/platform/database.ts';
import { derivedId, newUuid } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log.ts';
import { userCall } from '../../src/platform/testing/calls.ts';

/** Noon in Jakarta. */
const noonOf = (day: Day): string => `${day}T05:00:00Z`;

/** A pindar loan by the day, a loan over a year with equal instalments, and one that is repaid at its end. */
const PRODUCTS: { terms: LoanTerms; periods: number; ages: number }[] = [
  { terms: someTerms(), periods: 3, ages: 85 },
  {
    terms: plainLoan(
      { ratePercent: '24' },
      { delinquencyRanges: someTerms().delinquencyRanges, lateCharge: someTerms().lateCharge ?? null },
    ),
    periods: 12,
    ages: 330,
  },
  {
    terms: someTerms({
      schedule: { ...someTerms().schedule, periods: 1, dueDates: { kind: 'every', every: 60, unit: 'days' } },
    }),
    periods: 1,
    ages: 59,
  },
];
/** One in so many borrowers has not paid the last instalment. */
const LATE_ONE_IN = 9;

export type LendingWorld = { loans: LoansApi; tenantId: string; clock: ReturnType<typeof fixedClock> };

/** Loans with an institution and products that agree on anything, without what stands around them. */
export function lendingWorld(database: Database, day: Day): LendingWorld & { makeLoans(count: number): Promise<void> } {
  const clock = fixedClock(noonOf(day));
  const institutions = someInstitutions();
  let terms = someTerms();
  const tenantId = newUuid();
  const userId = newUuid();
  institutions.members.set(userId, { tenantId, role: 'COMPLIANCE_OFFICER' });
  const officer = userCall(userId, ['COMPLIANCE_OFFICER']);
  const house = systemCall('bench', newUuid());
  const { api } = createLoans({
    database,
    clock,
    newId: newUuid,
    log: silentLog,
    tenants: institutions.api,
    loanProducts: aProductOf(() => terms),
    identity: noNames,
  });
  const makeOne = async (nth: number): Promise<void> => {
    const product = PRODUCTS[nth % PRODUCTS.length];
    if (!product) return;
    terms = product.terms;
    const paidOutOn = addDays(day, -1 - ((nth * 7) % product.ages));
    const amountMinor = 1_000_000 + 100_000 * (nth % 90);
    const wish = { tenantId, productId: derivedId('bench', String(nth % PRODUCTS.length)), productVersion: 1 };
    const { loanId } = await api.createLoan(house, {
      ...wish,
      borrowerId: newUuid(),
      amountMinor,
      periods: product.periods,
      agreedOn: paidOutOn,
    });
    await api.activateLoan(house, { tenantId, loanId, transactionId: newUuid(), paidOutOn, amountMinor });
    const { items } = await api.schedule(officer, { loanId });
    const due = items.filter((row) => row.dueOn <= day && row.openMinor > 0);
    const paid = nth % LATE_ONE_IN === 0 ? due.slice(0, -1) : due;
    for (const row of paid) {
      const planned = row.due.principalMinor + row.due.interestMinor + row.due.feeMinor;
      const step = { kind: 'repayment' as const, amountMinor: planned };
      await api.recordTransaction(house, { tenantId, loanId, transactionId: newUuid(), valueDate: row.dueOn, step });
    }
  };
  return {
    loans: api,
    tenantId,
    clock,
    makeLoans: async (count) => {
      for (let nth = 0; nth < count; nth += 1) await makeOne(nth);
      await api.closeLoans(house, { tenantId, businessDate: day, afterLoanId: null, limit: 20_000 });
      await api.openBusinessDay(house, { tenantId, businessDate: addDays(day, 1) });
    },
  };
}

/** Tables that a loan's rows lie in; the id of the loan is new in every copy, everything else is the pattern's. */
const TABLES = ['loans', 'events', 'positions', 'schedules', 'transactions'];
const AT_ONCE = 20_000;

/** Copies the loans there are until there are so many; each copy is a loan of its own with the same history. */
export async function multiplyLoans(
  client: pg.Client,
  wanted: number,
  onProgress: (done: number) => void,
): Promise<void> {
  await client.query('set synchronous_commit = off');
  await client.query(
    'create table public.patterns as select loan_id, row_number() over (order by loan_id) as place from loans.loans',
  );
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from public.patterns');
  const patterns = rows[0]?.count ?? 0;
  const columns = new Map<string, string[]>();
  for (const table of TABLES) columns.set(table, await columnsOf(client, table));
  for (let from = patterns; from < wanted; from += AT_ONCE) {
    const until = Math.min(wanted, from + AT_ONCE);
    await client.query('begin');
    await client.query(
      `create temporary table copies on commit drop as
       select p.loan_id, uuidv7() as new_id, n from generate_series($1::int, $2::int - 1) n
       join public.patterns p on p.place = n % $3 + 1 order by n`,
      [from, until, patterns],
    );
    for (const table of TABLES) {
      const names = columns.get(table) ?? [];
      const values = names.map(copiedValue);
      await client.query(
        `insert into loans.${table} (${names.join(', ')}) select ${values.join(', ')} from loans.${table} s join copies c using (loan_id) order by c.n`,
      );
    }
    await client.query('commit');
    onProgress(until);
  }
  await client.query('drop table public.patterns');
  await client.query('vacuum (analyze) loans.positions');
  for (const table of TABLES) await client.query(`analyze loans.${table}`);
  await client.query('checkpoint');
}

async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [`loans.${table}`],
  );
  return rows.map(({ name }) => name);
}

function copiedValue(name: string): string {
  if (name === 'loan_id') return 'c.new_id';
  if (name === 'number') return `s.number || '-' || c.n`;
  if (name === 'borrower_id') return 'gen_random_uuid()';
  return `s.${name}`;
}
