import type { OutputOf } from '#platform/contract';
import type { Database } from '#platform/database';
import type { ordersContract } from './contract.ts';
import {
  countByStatus,
  listBrokenHistories,
  listHalfPaidInvoices,
  listHangingCheckouts,
  listOverdue,
  listWrongSubtotals,
} from './verify-queries.ts';

const MOST_PROBLEMS = 100;

/** Proves that every sum holds, from line to invoice, that payments took effect whole, and that nothing hangs. */
export async function verifyOrders(database: Database): Promise<OutputOf<typeof ordersContract, 'verifyOrders'>> {
  const counts = await countByStatus(database);
  const problems = [
    ...(await listWrongSubtotals(database)).map(
      (row) => `${row.number}: lines are ${row.lines}, subtotal is ${row.subtotal}`,
    ),
    ...(await listHalfPaidInvoices(database)).map((row) => `${row.number}: some orders are paid, some still wait`),
    ...(await listBrokenHistories(database)).map((row) => `${row.number}: the history does not end at its status`),
    ...(await listOverdue(database)).map((row) => `${row.number}: should have completed by now`),
    ...(await listHangingCheckouts(database)).map(
      (row) => `checkout ${row.id} is ${row.status}: ${row.last_error ?? 'no error'}`,
    ),
  ];
  const open = counts.filter(({ status }) => status === 'awaiting_payment' || status === 'paid');
  return {
    isSound: problems.length === 0,
    ordersChecked: counts.reduce((sum, { count }) => sum + count, 0),
    byStatus: Object.fromEntries(counts.map(({ status, count }) => [status, count])),
    openQuantity: open.reduce((sum, { pieces }) => sum + pieces, 0),
    problems: problems.slice(0, MOST_PROBLEMS),
  };
}
