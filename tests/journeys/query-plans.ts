import pg from 'pg';
import type { Sql } from '../../src/platform/sql.ts';

export type Plan = {
  'Node Type': string;
  'Relation Name'?: string;
  Schema?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Sort Key'?: string[];
  Plans?: Plan[];
};

/** What grows with the shop and would be read whole: one line each. */
export type Finding = string;

const WRITES = /^\s*(?:begin|commit|rollback|set|lock|select pg_advisory|select set_config)/i;

/** Notes every statement that this process sends through `sendBatch`, with one set of parameters that were really sent. */
export function recordStatements(): { statements: Map<string, Sql>; stop(): void } {
  const statements = new Map<string, Sql>();
  const { query } = pg.Client.prototype;
  const note = (sent: unknown): void => {
    const batch = typeof sent === 'object' && sent !== null && 'statements' in sent ? sent.statements : [];
    if (!Array.isArray(batch)) return;
    for (const statement of batch as Sql[])
      if (!WRITES.test(statement.text) && !statements.has(statement.text)) statements.set(statement.text, statement);
  };
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    note(args[0]);
    return Reflect.apply(query, this, args);
  } as typeof query;
  return {
    statements,
    stop: () => {
      pg.Client.prototype.query = query;
    },
  };
}

/**
 * What a statement reads whole although the planner was told to avoid it: without sequential scans, and without sorts
 * where an index can give the order. A few rows may be sorted (an invoice's orders), so where an index can find them the
 * plan with sorts counts. Nothing is executed.
 */
export async function wholeReadsOf(client: pg.Client, statement: Sql, small: ReadonlySet<string>): Promise<Finding[]> {
  const inOrder = await explain(client, statement, 'set local enable_seqscan = off; set local enable_sort = off');
  const whole = [...wholeReads(inOrder, small), ...unboundedSorts(inOrder, small)];
  if (whole.length === 0) return [];
  const sorted = await explain(client, statement, 'set local enable_seqscan = off');
  return [...wholeReads(sorted, small), ...unboundedSorts(sorted, small)];
}

async function explain(client: pg.Client, { text, values }: Sql, settings: string): Promise<Plan> {
  await client.query('begin');
  // Joins of a few rows look cheapest over whole indexes while tables are small; row by row says whether an index is there.
  await client.query(`${settings}; set local enable_hashjoin = off; set local enable_mergejoin = off`);
  try {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      text: `explain (format json, verbose) ${text}`,
      values: [...values],
    });
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
    if (!plan) throw new Error(`There is no plan of ${text}`);
    return plan;
  } finally {
    await client.query('rollback');
  }
}

/** Sequential scans, and indexes walked from end to end where no `limit` cuts the walk short. */
function wholeReads(plan: Plan, small: ReadonlySet<string>, isCutShort = false): Finding[] {
  const type = plan['Node Type'];
  const below = (isCutShort || type === 'Limit') && !GATHERS.has(type);
  const children = (plan.Plans ?? []).flatMap((child) => wholeReads(child, small, below));
  const relation = `${plan.Schema}.${plan['Relation Name']}`;
  if (!plan['Relation Name'] || small.has(relation)) return children;
  if (type.endsWith('Seq Scan')) return [...children, `sequential scan of ${relation}`];
  const isWalk = (type === 'Index Scan' || type === 'Index Only Scan') && !plan['Index Cond'];
  if (isWalk && !isCutShort) return [...children, `${plan['Index Name']} of ${relation} from end to end`];
  return children;
}

/** Steps that want all their rows before they give the first one: a limit above them cuts nothing short. */
const GATHERS = new Set(['Sort', 'Aggregate', 'Hash', 'Materialize', 'WindowAgg', 'Unique', 'ModifyTable']);

/** Sorts of as many rows as there are behind one key that many rows share: a buyer's orders, a shop's goods. */
function unboundedSorts(plan: Plan, small: ReadonlySet<string>): Finding[] {
  const children = (plan.Plans ?? []).flatMap((child) => unboundedSorts(child, small));
  if (plan['Node Type'] !== 'Sort') return children;
  const growing = scansBelow(plan).filter(
    (scan) => !small.has(`${scan.Schema}.${scan['Relation Name']}`) && !isOfFewRows(scan),
  );
  return [
    ...children,
    ...growing.map((scan) => `sort of ${scan.Schema}.${scan['Relation Name']} by ${plan['Sort Key']}`),
  ];
}

/** Down to the next step that has an end of its own. */
function scansBelow(plan: Plan): Plan[] {
  return (plan.Plans ?? []).flatMap((child) => {
    if (child['Node Type'] === 'Limit' || child['Node Type'] === 'Aggregate') return [];
    return child['Relation Name'] ? [child] : scansBelow(child);
  });
}

/** Keys behind which lie a handful of rows by the nature of the thing: everything by its id, parts of one thing. */
const FEW =
  /(?<!postings)_pkey$|_once$|_key$|accounts_code_currency|orders_by_invoice|offers_by_product|prices_by_offer|account_roles|allocations|bills|captures_payment|refunds_payment|postings_entry|totp|external_identities|addresses|sessions_live|refresh_tokens_session/;

function isOfFewRows(scan: Plan): boolean {
  const index = scan['Index Name'] ?? scan.Plans?.find((child) => child['Index Name'])?.['Index Name'] ?? '';
  return FEW.test(index);
}
