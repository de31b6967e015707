import { type Runner, type Sql, sql } from '#platform/database';
import type { AccountType, HoldStatus, LedgerProblem } from './contract.ts';
import type { EntryDraft } from './entry-rules.ts';

/** SQLSTATEs raised by the functions of migration 0001. */
export const NOT_BALANCED = 'LG001';
export const ENTRY_CONFLICT = 'LG002';
export const HOLD_CONFLICT = 'LG003';
export const OVERDRAWN = 'accounts_not_overdrawn';

/** Posts an entry; one row `{ isNew }`, false when the same entry was posted before. */
export function postEntry(entry: EntryDraft, occurredAt: Date): Sql {
  const { lines } = entry;
  return sql`
    select ledger.post_entry(${entry.entryId}::uuid, ${entry.kind}, ${entry.currency}, ${entry.description}, ${entry.reference}, ${entry.fingerprint},
      ${entry.reversesEntryId}::uuid, ${occurredAt}::timestamptz,
      ${lines.map((line) => line.code)}::text[], ${lines.map((line) => line.type)}::text[], ${lines.map((line) => line.isHot)}::boolean[],
      ${lines.map((line) => line.mayOverdraw)}::boolean[], ${lines.map((line) => line.amountMinor)}::bigint[]) as "isNew"`;
}

export type HoldRow = { holdId: string; accountCode: string; amountMinor: number; status: HoldStatus };

export async function placeHold(
  runner: Runner,
  hold: {
    holdId: string;
    accountCode: string;
    currency: string;
    amountMinor: number;
    reference: string;
    expiresAt: Date;
  },
): Promise<HoldStatus | 'known' | 'not-enough'> {
  const [row] = await runner.run<{ outcome: HoldStatus | 'known' | 'not-enough' }>(sql`
    select ledger.place_hold(${hold.holdId}::uuid, ${hold.accountCode}, ${hold.currency}, ${hold.amountMinor}::bigint, ${hold.reference}, ${hold.expiresAt}::timestamptz) as outcome`);
  return row?.outcome ?? 'not-enough';
}

/** Locks the hold, so that settling and releasing it queue up instead of racing. */
export async function lockHold(runner: Runner, holdId: string): Promise<HoldRow | undefined> {
  const [row] = await runner.run<HoldRow>(sql`
    select h.id as "holdId", a.code as "accountCode", h.amount_minor as "amountMinor", h.status
    from ledger.holds h join ledger.accounts a on a.id = h.account_id
    where h.id = ${holdId} for update of h`);
  return row;
}

export function releaseHold(holdId: string, now: Date): Sql {
  return sql`
    with closed as (
      update ledger.holds set status = 'released', closed_at = ${now}::timestamptz where id = ${holdId} and status = 'placed' returning account_id, amount_minor)
    update ledger.accounts a set held_minor = a.held_minor - closed.amount_minor from closed where a.id = closed.account_id`;
}

/** Frees the money of holds that have run out; how many. Bounded, and safe beside other processes. */
export async function expireHolds(runner: Runner, now: Date, limit: number): Promise<number> {
  const [row] = await runner.run<{ expired: number }>(sql`
    with due as (
      select id from ledger.holds where status = 'placed' and expires_at <= ${now}::timestamptz order by expires_at limit ${limit} for update skip locked
    ), closed as (
      update ledger.holds h set status = 'expired', closed_at = ${now}::timestamptz from due where h.id = due.id returning h.account_id, h.amount_minor
    ), freed as (
      update ledger.accounts a set held_minor = a.held_minor - c.amount_minor
      from (select account_id, sum(amount_minor)::bigint as amount_minor from closed group by account_id) c where a.id = c.account_id
    )
    select count(*) as expired from closed`);
  return row?.expired ?? 0;
}

/**
 * Adds what entries did to hot accounts to their rows; how many deltas. Readers see a balance before or after the fold,
 * which are equal.
 */
export async function foldHotDeltas(runner: Runner, limit: number): Promise<number> {
  const [row] = await runner.run<{ folded: number }>(sql`
    with gone as (
      delete from ledger.hot_deltas where id in (select id from ledger.hot_deltas order by id limit ${limit} for update skip locked)
      returning account_id, amount_minor
    ), added as (
      update ledger.accounts a set balance_minor = a.balance_minor + g.amount_minor
      from (select account_id, sum(amount_minor)::bigint as amount_minor from gone group by account_id) g where a.id = g.account_id
    )
    select count(*) as folded from gone`);
  return row?.folded ?? 0;
}

export type BalanceRow = { accountCode: string; type: AccountType; balanceMinor: number; heldMinor: number };

export async function listBalances(runner: Runner, codes: readonly string[], currency: string): Promise<BalanceRow[]> {
  return runner.run<BalanceRow>(sql`
    select a.code as "accountCode", a.type, a.held_minor as "heldMinor",
      a.balance_minor + case when a.is_hot then coalesce((select sum(d.amount_minor) from ledger.hot_deltas d where d.account_id = a.id), 0)::bigint else 0 end as "balanceMinor"
    from ledger.accounts a where a.code = any(${codes}::text[]) and a.currency = ${currency}`);
}

/** In the order of the index accounts_in_order; no code holds a character above `~`, so the prefix ends there. */
export async function listAccounts(
  runner: Runner,
  wish: { prefix: string; after: { code: string; currency: string }; limit: number },
): Promise<(BalanceRow & { currency: string })[]> {
  return runner.run(sql`
    select a.code as "accountCode", a.currency, a.type, a.held_minor as "heldMinor",
      a.balance_minor + case when a.is_hot then coalesce((select sum(d.amount_minor) from ledger.hot_deltas d where d.account_id = a.id), 0)::bigint else 0 end as "balanceMinor"
    from ledger.accounts a
    where a.code collate "C" >= ${wish.prefix} and a.code collate "C" < ${wish.prefix} || '~'
      and (a.code collate "C", a.currency collate "C") > (${wish.after.code}::text, ${wish.after.currency}::text)
    order by a.code collate "C", a.currency collate "C" limit ${wish.limit}`);
}

export type StatementRow = {
  postingId: number;
  entryId: string;
  kind: string;
  description: string;
  reference: string;
  changeMinor: number;
  balanceAfterMinor: number | null;
  postedAt: Date;
};

/** Newest first, down the primary key of postings: the limit stands where the account is one, or all its postings would be sorted. */
export async function listStatement(
  runner: Runner,
  wish: { accountCode: string; currency: string; before: number | null; limit: number },
): Promise<StatementRow[]> {
  return runner.run<StatementRow>(sql`
    select p.id as "postingId", p.entry_id as "entryId", e.kind, e.description, e.reference,
      p.amount_minor * a.normal_side as "changeMinor", p.balance_after_minor as "balanceAfterMinor", e.posted_at as "postedAt"
    from ledger.accounts a
    cross join lateral (
      select id, entry_id, amount_minor, balance_after_minor from ledger.postings
      where account_id = a.id and id < coalesce(${wish.before}::bigint, 9223372036854775807)
      order by id desc limit ${wish.limit}) p
    join ledger.entries e on e.id = p.entry_id
    where a.code = ${wish.accountCode} and a.currency = ${wish.currency}
    order by p.id desc`);
}

export type TrialRow = {
  code: string;
  currency: string;
  type: AccountType;
  accounts: number;
  balanceMinor: number;
  heldMinor: number;
};

/** Sums by the code without its id, which is the group. */
export async function sumAccounts(runner: Runner): Promise<TrialRow[]> {
  return runner.run<TrialRow>(sql`
    select regexp_replace(a.code, ':?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', ':*') as code, a.currency, a.type, count(*) as accounts,
      (sum(a.balance_minor) + coalesce(sum(d.amount_minor), 0))::bigint as "balanceMinor", sum(a.held_minor)::bigint as "heldMinor"
    from ledger.accounts a
    left join (select account_id, sum(amount_minor) as amount_minor from ledger.hot_deltas group by account_id) d on d.account_id = a.id
    group by 1, 2, 3 order by 1, 2`);
}

export type EntryRow = {
  entryId: string;
  kind: string;
  currency: string;
  description: string;
  reference: string;
  fingerprint: string;
  reversesEntryId: string | null;
  reversedByEntryId: string | null;
  postedAt: Date;
  lines: { code: string; amountMinor: number }[];
};

export async function findEntry(runner: Runner, entryId: string): Promise<EntryRow | undefined> {
  const [row] = await runner.run<EntryRow>(sql`
    select e.id as "entryId", e.kind, e.currency, e.description, e.reference, e.fingerprint, e.reverses_entry_id as "reversesEntryId", e.posted_at as "postedAt",
      (select r.id from ledger.entries r where r.reverses_entry_id = e.id) as "reversedByEntryId",
      (select json_agg(json_build_object('code', a.code, 'amountMinor', p.amount_minor) order by p.id)
        from ledger.postings p join ledger.accounts a on a.id = p.account_id where p.entry_id = e.id) as lines
    from ledger.entries e where e.id = ${entryId}`);
  return row;
}

/** Fingerprints of the posted ones among the given entries. */
export async function listFingerprints(
  runner: Runner,
  entryIds: readonly string[],
): Promise<{ entryId: string; fingerprint: string }[]> {
  return runner.run(sql`select id as "entryId", fingerprint from ledger.entries where id = any(${entryIds}::uuid[])`);
}

/** What is wrong with the entries posted since a moment; at most 100 findings. */
export async function findEntryProblems(runner: Runner, since: Date): Promise<LedgerProblem[]> {
  return runner.run<LedgerProblem>(sql`
    select case when s.lines is null then 'entry-without-postings' when s.strangers > 0 then 'posting-without-account' when s.foreign_lines > 0 then 'currency-differs' else 'entry-not-balanced' end as code,
      e.id::text as subject, format('%s, sum %s', e.kind, coalesce(s.total, 0)) as detail
    from ledger.entries e
    left join lateral (
      select count(*) as lines, sum(p.amount_minor) as total, count(*) filter (where a.id is null) as strangers, count(*) filter (where a.currency <> e.currency) as foreign_lines
      from ledger.postings p left join ledger.accounts a on a.id = p.account_id where p.entry_id = e.id having count(*) > 0) s on true
    where e.posted_at >= ${since}::timestamptz and (s.lines is null or s.total <> 0 or s.strangers > 0 or s.foreign_lines > 0)
    limit 100`);
}

/** Accounts whose balance is not the sum of their postings, or whose held money is not the sum of their open holds; at most 100. */
export async function findBalanceProblems(runner: Runner): Promise<LedgerProblem[]> {
  return runner.run<LedgerProblem>(sql`
    with posted as (select account_id, sum(amount_minor) as total from ledger.postings group by account_id),
      delta as (select account_id, sum(amount_minor) as total from ledger.hot_deltas group by account_id),
      open_hold as (select account_id, sum(amount_minor) as total from ledger.holds where status = 'placed' group by account_id),
      compared as (
        select a.code, a.balance_minor + coalesce(d.total, 0) as kept, coalesce(p.total, 0) * a.normal_side as summed, a.held_minor, coalesce(h.total, 0) as held
        from ledger.accounts a
        left join posted p on p.account_id = a.id left join delta d on d.account_id = a.id left join open_hold h on h.account_id = a.id)
    select case when kept <> summed then 'balance-differs' else 'holds-differ' end as code, code as subject,
      format('kept %s, postings %s, held %s, open holds %s', kept, summed, held_minor, held) as detail
    from compared where kept <> summed or held_minor <> held limit 100`);
}

export type LedgerSums = { currency: string; debitMinor: number; creditMinor: number };

/** All postings, and all balances as debits and credits, per currency. Both must come to nothing. */
export async function sumPostings(runner: Runner): Promise<LedgerSums[]> {
  return runner.run<LedgerSums>(sql`
    select a.currency, coalesce(sum(p.amount_minor) filter (where p.amount_minor > 0), 0)::bigint as "debitMinor",
      coalesce(-sum(p.amount_minor) filter (where p.amount_minor < 0), 0)::bigint as "creditMinor"
    from ledger.postings p join ledger.accounts a on a.id = p.account_id group by a.currency order by a.currency`);
}

export async function countRows(runner: Runner, since: Date): Promise<{ entries: number; accounts: number }> {
  const [row] = await runner.run<{ entries: number; accounts: number }>(sql`
    select (select count(*) from ledger.entries where posted_at >= ${since}::timestamptz) as entries, (select count(*) from ledger.accounts) as accounts`);
  return row ?? { entries: 0, accounts: 0 };
}

export function insertProof(proof: {
  scope: string;
  provedAt: Date;
  isSound: boolean;
  entries: number;
  accounts: number;
  problems: LedgerProblem[];
}): Sql {
  return sql`
    insert into ledger.proofs (scope, proved_at, is_sound, entries, accounts, problems)
    values (${proof.scope}, ${proof.provedAt}::timestamptz, ${proof.isSound}, ${proof.entries}, ${proof.accounts}, ${sql.json(proof.problems)})`;
}

/** Keeps the proofs of a year of nights and a week of five minutes. */
export function pruneProofs(now: Date): Sql {
  return sql`
    delete from ledger.proofs where is_sound and proved_at < ${now}::timestamptz - case scope when 'full' then interval '400 days' else interval '7 days' end`;
}
