import type { Static } from 'typebox';
import { type Runner, type Sql, sql } from '#platform/database';
import type { WithdrawalStatus } from './shapes.ts';

type Status = Static<typeof WithdrawalStatus>;

export type PayoutAccountRow = { bankCode: string; accountSealed: string; accountMasked: string; accountName: string };

export function setPayoutAccount(tenantId: string, funderId: string, account: PayoutAccountRow): Sql {
  return sql`
    update funding.funders set payout_bank_code = ${account.bankCode}, payout_account_sealed = ${account.accountSealed},
      payout_account_masked = ${account.accountMasked}, payout_account_name = ${account.accountName}
    where id = ${funderId} and tenant_id = ${tenantId}`;
}

export async function findPayoutAccount(
  runner: Runner,
  tenantId: string,
  funderId: string,
): Promise<PayoutAccountRow | undefined> {
  const [row] = await runner.run<PayoutAccountRow>(sql`
    select payout_bank_code as "bankCode", payout_account_sealed as "accountSealed", payout_account_masked as "accountMasked", payout_account_name as "accountName"
    from funding.funders where id = ${funderId} and tenant_id = ${tenantId} and payout_bank_code is not null`);
  return row;
}

export type WithdrawalRow = PayoutAccountRow & {
  id: string;
  tenantId: string;
  funderId: string;
  amountMinor: number;
  status: Status;
  failureCode: string | null;
  createdAt: Date;
  updatedAt: Date;
};

const COLUMNS = sql`
  id, tenant_id as "tenantId", funder_id as "funderId", amount_minor as "amountMinor", bank_code as "bankCode", account_sealed as "accountSealed",
  account_masked as "accountMasked", account_name as "accountName", status, failure_code as "failureCode", created_at as "createdAt", updated_at as "updatedAt"`;

export function insertWithdrawal(
  row: Omit<WithdrawalRow, 'status' | 'failureCode' | 'updatedAt'> & { requestedBy: string | null },
): Sql {
  return sql`
    insert into funding.withdrawals (id, tenant_id, funder_id, amount_minor, bank_code, account_sealed, account_masked, account_name, status, requested_by, created_at, updated_at)
    values (${row.id}, ${row.tenantId}, ${row.funderId}, ${row.amountMinor}, ${row.bankCode}, ${row.accountSealed}, ${row.accountMasked}, ${row.accountName},
      'sending', ${row.requestedBy}, ${row.createdAt}, ${row.createdAt})`;
}

export async function findWithdrawal(runner: Runner, id: string): Promise<WithdrawalRow | undefined> {
  const [row] = await runner.run<WithdrawalRow>(sql`select ${COLUMNS} from funding.withdrawals where id = ${id}`);
  return row;
}

/** A row when it was moved. */
export function changeWithdrawal(
  id: string,
  change: { from: readonly Status[]; status: Status; failureCode: string | null; now: Date },
): Sql {
  return sql`
    update funding.withdrawals set status = ${change.status}, failure_code = ${change.failureCode}, updated_at = ${change.now}
    where id = ${id} and status = any(${change.from}::text[]) returning ${COLUMNS}`;
}

/** The latest first; of all funders where none is named. */
export async function listWithdrawals(
  runner: Runner,
  wish: {
    tenantId: string;
    funderId: string | null;
    before: { createdAt: Date; id: string } | null;
    limit: number;
  },
): Promise<(WithdrawalRow & { funderName: string })[]> {
  const { before } = wish;
  return runner.run(sql`
    select w.*, f.name as "funderName" from (
      select ${COLUMNS} from funding.withdrawals
      where tenant_id = ${wish.tenantId} and (${wish.funderId}::uuid is null or funder_id = ${wish.funderId}::uuid)
        and (${before?.id ?? null}::uuid is null or (created_at, id) < (${before?.createdAt ?? null}::timestamptz, ${before?.id ?? null}::uuid))
      order by created_at desc, id desc limit ${wish.limit}) w join funding.funders f on f.id = w."funderId"
    order by w."createdAt" desc, w.id desc`);
}

export type LotOfFunder = {
  loanId: string;
  amountMinor: number;
  returnedMinor: number;
  interestMinor: number;
  taxMinor: number;
  loanAmountMinor: number;
  status: 'open' | 'reserving' | 'funded' | 'paid_out' | 'released';
  paidOutOn: string | null;
};

/** The latest loans first: their ids grow with time. */
export async function listLotsOfFunder(
  runner: Runner,
  wish: { tenantId: string; funderId: string; beforeId: string | null; limit: number },
): Promise<LotOfFunder[]> {
  return runner.run<LotOfFunder>(sql`
    select l.loan_id as "loanId", l.amount_minor as "amountMinor", l.returned_minor as "returnedMinor", l.interest_minor as "interestMinor", l.tax_minor as "taxMinor",
      n.amount_minor as "loanAmountMinor", n.status, n.paid_out_on as "paidOutOn"
    from funding.lots l join funding.loans n using (loan_id)
    where l.funder_id = ${wish.funderId} and l.tenant_id = ${wish.tenantId} and (${wish.beforeId}::uuid is null or l.loan_id < ${wish.beforeId}::uuid)
    order by l.loan_id desc limit ${wish.limit}`);
}

export async function listFundersByIds(
  runner: Runner,
  ids: readonly string[],
): Promise<{ funderId: string; name: string; residence: string }[]> {
  if (ids.length === 0) return [];
  return runner.run(sql`
    select id as "funderId", name, residence from funding.funders where id = any(${sql.uuids(ids)}) limit 100`);
}

export async function countFunders(runner: Runner, tenantId: string): Promise<number> {
  const [row] = await runner.run<{ funders: number }>(
    sql`select count(distinct funder_id) as funders from funding.lots where tenant_id = ${tenantId}`,
  );
  return row?.funders ?? 0;
}
