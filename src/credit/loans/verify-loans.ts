import { isDeepStrictEqual } from 'node:util';
import { loanAccounts } from '#engine/books/loan-accounts';
import { laterOf } from '#engine/calendar/days';
import { standing } from '#engine/life/gather-loan';
import type { Database } from '#platform/database';
import { sheetsOf } from './load-loan.ts';
import { isSameOutcome, positionOf, transactionRows } from './loan-positions.ts';
import type { EventRow, LoanRow, PositionRow } from './loan-record.ts';
import { packRow, recognisedOf } from './loan-views.ts';
import { readStream } from './read-stream.ts';
import { selectEvents, selectLoans, selectPositions, type TransactionRow } from './stream-queries.ts';
import {
  type AccrualSum,
  listAccrualSums,
  listIdsAfter,
  type SumRow,
  selectEntrySums,
  selectSchedules,
  selectStandingTransactions,
} from './verify-queries.ts';

const AT_A_TIME = 500;
const MOST_PROBLEMS = 100;

/**
 * Proves that the stream of every loan replays to what is kept beside it (position, instalments, transactions, income
 * recognised), that its entries bring its accounts exactly to where they must stand, and that the income of the days adds up.
 */
export async function verifyLoans(database: Database) {
  const problems: string[] = [];
  const byTheDay: ByTheDay = new Map();
  let loansChecked = 0;
  let entriesChecked = 0;
  for (let after: string | null = null; ; ) {
    const ids: string[] = (await listIdsAfter(database, after, AT_A_TIME)).map((row) => row.loan_id);
    if (ids.length === 0) break;
    const found = await checkLoans(database, ids, byTheDay);
    loansChecked += ids.length;
    entriesChecked += found.entries;
    problems.push(...found.problems);
    after = ids.at(-1) ?? null;
  }
  problems.push(...incomeGaps(byTheDay, await listAccrualSums(database)));
  return { isSound: problems.length === 0, loansChecked, entriesChecked, problems: problems.slice(0, MOST_PROBLEMS) };
}

/** What closes of days must have booked, by institution and account: what loans must have there, less their own entries. */
type ByTheDay = Map<string, Map<string, number>>;

/** The income that was booked for many loans at once is, account by account, what their own entries leave open. */
function incomeGaps(wanted: ByTheDay, booked: readonly AccrualSum[]): string[] {
  const sums = new Map(booked.map((row) => [row.tenant_id, row]));
  return [...new Set([...wanted.keys(), ...sums.keys()])].flatMap((tenantId) => {
    const sum = sums.get(tenantId);
    return (['interest', 'fee', 'penalty'] as const).flatMap((part) => {
      const bookedMinor = sum?.[part] ?? 0;
      const of = (account: string) => wanted.get(tenantId)?.get(account) ?? 0;
      const gaps = [
        { account: `${part}-receivable`, differenceMinor: of(`${part}-receivable`) - bookedMinor },
        { account: `${part}-income`, differenceMinor: of(`${part}-income`) + bookedMinor },
      ];
      return gaps
        .filter(({ differenceMinor }) => differenceMinor !== 0)
        .map(({ account, differenceMinor }) => `institution ${tenantId}: ${account} differs by ${differenceMinor}`);
    });
  });
}

type Kept = { rows: unknown; transactions: readonly TransactionRow[]; sums: readonly SumRow[] };

async function checkLoans(
  database: Database,
  ids: readonly string[],
  byTheDay: ByTheDay,
): Promise<{ entries: number; problems: string[] }> {
  const [loans, positions, events, schedules, transactions, sums] = await database.batch<
    [
      LoanRow[],
      PositionRow[],
      EventRow[],
      { loan_id: string; rows: unknown }[],
      (TransactionRow & { loan_id: string })[],
      SumRow[],
    ]
  >([
    selectLoans(ids),
    selectPositions(ids),
    selectEvents(ids),
    selectSchedules(ids),
    selectStandingTransactions(ids),
    selectEntrySums(ids),
  ]);
  const sheets = await sheetsOf(database, loans);
  const by = <T extends { loan_id: string }>(rows: readonly T[]) => Map.groupBy(rows, (row) => row.loan_id);
  const [positionOfLoan, streams, rowsOf, linesOf, sumsOf] = [
    by(positions),
    by(events),
    by(schedules),
    by(transactions),
    by(sums),
  ];
  const problems = loans.flatMap((loan) => {
    const sheet = sheets.get(loan.sheet_id);
    const [position] = positionOfLoan.get(loan.loan_id) ?? [];
    const stream = streams.get(loan.loan_id);
    if (!sheet || !position || !stream) return [`${loan.number}: has no sheet, position or stream`];
    const kept = {
      rows: rowsOf.get(loan.loan_id)?.[0]?.rows,
      transactions: linesOf.get(loan.loan_id) ?? [],
      sums: sumsOf.get(loan.loan_id) ?? [],
    };
    try {
      return checkLoan(position, readStream(stream, sheet), kept, byTheDay).map(
        (problem) => `${loan.number}: ${problem}`,
      );
    } catch (error) {
      return [`${loan.number}: does not replay: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
  return { entries: sums.reduce((total, row) => total + row.entries, 0), problems };
}

function checkLoan(
  position: PositionRow,
  replayed: ReturnType<typeof readStream>,
  kept: Kept,
  byTheDay: ByTheDay,
): string[] {
  const { closed_until: closedUntil, entered_on: enteredOn } = position;
  const last = standing(replayed.state, closedUntil === null ? enteredOn : laterOf(enteredOn, closedUntil));
  const problems: string[] = [];
  const wanted = positionOf(position, last, position);
  for (const [key, value] of Object.entries(wanted)) {
    const is = position[key as keyof PositionRow];
    if (!isVolatile(key, position) && is !== value) problems.push(`${key} is ${is}, replayed ${value}`);
  }
  if (!isDeepStrictEqual(kept.rows, JSON.parse(JSON.stringify(replayed.view.rows.map(packRow)))) && !isMoving(position))
    problems.push('the instalments kept are not the replayed ones');
  const lines = new Map(kept.transactions.map((line) => [line.transaction_id, line]));
  for (const row of transactionRows(last)) {
    const line = lines.get(row.transaction_id);
    if (!line || !isSameOutcome(line, row)) problems.push(`transaction ${row.transaction_id} is not the replayed one`);
  }
  return [...problems, ...checkAccounts(last, position, kept.sums, byTheDay)];
}

/** Figures of a day are those of the last look or event; between two looks only the straight line moves. */
function isVolatile(key: string, position: PositionRow): boolean {
  if (position.status !== 'active') return false;
  return FIGURES_OF_A_LOOK.has(key) || PLAN.has(key);
}

const FIGURES_OF_A_LOOK: ReadonlySet<string> = new Set([
  'overdue_minor',
  'late_from_on',
  'bucket',
  'penalty_minor',
  'fee_minor',
  'interest_minor',
]);
/** The same line can be written from another day on. */
const PLAN: ReadonlySet<string> = new Set([
  'look_on',
  'run_from',
  'run_until',
  'run_interest_minor',
  'base_interest_minor',
]);

/** Late charges and late interest grow by the day; the instalments kept are those of the last event. */
function isMoving({ closed_until: closedUntil, entered_on: enteredOn }: PositionRow): boolean {
  return closedUntil !== null && closedUntil > enteredOn;
}

/** What the entries of a loan say, and the income recognised for it, must be its accounts as they follow from its replay. */
function checkAccounts(
  loan: ReturnType<typeof standing>,
  position: PositionRow,
  sums: readonly SumRow[],
  byTheDay: ByTheDay,
): string[] {
  const recognised = recognisedOf(position);
  const accounts = loanAccounts(loan.state, loan.view, recognised);
  // Income that a close of days has booked for many loans at once stands in no entry of the loan itself.
  const own = new Map(sums.map((row) => [row.account, row.amount_minor]));
  const problems: string[] = [];
  const zero = [...accounts.values()].reduce((total, amountMinor) => total + amountMinor, 0);
  if (zero !== 0) problems.push(`its accounts add up to ${zero}`);
  for (const account of new Set([...accounts.keys(), ...own.keys()])) {
    const [is, wanted] = [own.get(account) ?? 0, accounts.get(account as 'clearing') ?? 0];
    if (BY_THE_DAY.has(account)) {
      const ofTenant = byTheDay.get(position.tenant_id) ?? new Map<string, number>();
      ofTenant.set(account, (ofTenant.get(account) ?? 0) + wanted - is);
      byTheDay.set(position.tenant_id, ofTenant);
    } else if (is !== wanted) problems.push(`account ${account} is ${is}, must be ${wanted}`);
  }
  return problems;
}

/** Accounts that closes of days post to as well: they are proven per institution. */
const BY_THE_DAY: ReadonlySet<string> = new Set([
  'interest-receivable',
  'fee-receivable',
  'penalty-receivable',
  'interest-income',
  'fee-income',
  'penalty-income',
]);
