import { type Runner, sql } from '#platform/database';
import type { PostingRequested } from '#platform/posting';

export async function findPaymentProblems(
  runner: Runner,
): Promise<{ code: string; subject: string; detail: string }[]> {
  return runner.run(sql`
    select * from (
      select 'capture-missing' as code, p.id::text as subject, 'completed without a booked arrival of its amount' as detail
        from payments.payments p left join payments.captures c on c.payment_id = p.id and c.booked_minor > 0
        where p.status = 'completed' and c.booked_minor is distinct from p.amount_minor
      union all
      select 'capture-unexpected', p.id::text, format('booked while %s', p.status)
        from payments.captures c join payments.payments p on p.id = c.payment_id where c.booked_minor > 0 and p.status <> 'completed'
      union all
      select 'allocation-differs', p.id::text, format('amount %s, parts %s', p.amount_minor, a.total)
        from payments.payments p join (select payment_id, sum(amount_minor) as total from payments.allocations group by payment_id) a on a.payment_id = p.id
        where a.total <> p.amount_minor
      union all
      select 'refund-differs', p.id::text, format('refunded %s, refunds %s', p.refunded_minor, coalesce(r.total, 0))
        from payments.payments p left join (select payment_id, sum(amount_minor) as total from payments.refunds where status = 'succeeded' group by payment_id) r on r.payment_id = p.id
        where p.refunded_minor <> coalesce(r.total, 0)
      union all
      select 'suspense-without-case', c.id::text, format('%s %s', c.kind, c.suspense_minor)
        from payments.captures c where c.suspense_minor > 0 and not exists (select from payments.exceptions e where e.capture_id = c.id)
    ) problem limit 100`);
}

/** Something that must stand in the ledger. Amounts of postings are as in the instruction that was sent. */
export type Booking = { entryId: string; kind: string; lines: PostingRequested['lines'] };

/** Arrivals of money with the lines of their entries, in the order of their ids. */
export async function listBookings(
  runner: Runner,
  wish: { after: string | null; before: Date; limit: number },
): Promise<Booking[]> {
  return runner.run<Booking>(sql`
    select c.id as "entryId", c.kind, (
      select json_agg(line) from (
        select 'provider:' || c.provider as "accountCode", 'debit' as side, c.amount_minor as "amountMinor"
        union all
        select 'escrow:order:' || a.order_id, 'credit', a.amount_minor from payments.allocations a where c.booked_minor > 0 and a.payment_id = c.payment_id
        union all
        select 'platform:suspense', 'credit', c.suspense_minor where c.suspense_minor > 0) line) as lines
    from payments.captures c
    where c.created_at < ${wish.before} and c.id > coalesce(${wish.after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by c.id limit ${wish.limit}`);
}

/** The same for arrivals on accounts that payers keep. */
export async function listCreditBookings(
  runner: Runner,
  wish: { after: string | null; before: Date; limit: number },
): Promise<Booking[]> {
  return runner.run<Booking>(sql`
    select c.id as "entryId", 'payment-account.credited' as kind, json_build_array(
      json_build_object('accountCode', 'provider:' || c.provider, 'side', 'debit', 'amountMinor', c.amount_minor),
      json_build_object('accountCode', a.credit_account_code, 'side', 'credit', 'amountMinor', c.amount_minor)) as lines
    from payments.credits c join payments.accounts a on a.id = c.account_id
    where c.received_at < ${wish.before} and c.id > coalesce(${wish.after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by c.id limit ${wish.limit}`);
}

export function postingOf(booking: Booking): PostingRequested {
  return {
    entryId: booking.entryId,
    kind: booking.kind,
    currency: 'IDR',
    description: '',
    reference: 'payment',
    lines: booking.lines,
  };
}

export async function countPayments(runner: Runner): Promise<{ payments: number; captures: number }> {
  const [row] = await runner.run<{ payments: number; captures: number }>(sql`
    select (select count(*) from payments.payments) as payments, (select count(*) from payments.captures) as captures`);
  return row ?? { payments: 0, captures: 0 };
}
