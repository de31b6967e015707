import type { Call } from '#platform/call';
import type { Order } from './contract.ts';
import { openOrder } from './open-order.ts';
import { listOrdersBy, selectDue } from './order-queries.ts';
import type { OrdersDeps } from './orders-deps.ts';
import { readPolicy } from './settings.ts';
import { type Asked, takePersonsStep, writeSteps } from './take-step.ts';

const BITE = 50;
const MOST_BITES = 200;

/** The seller says that the parcel has arrived, where no courier tells. The buyer's time to object begins. */
export async function deliverOrder(deps: OrdersDeps, call: Call, input: { orderId: string } & Asked): Promise<Order> {
  const opened = await openOrder(deps, call, input.orderId);
  const completesAt = await completionAfter(deps, call, deps.clock.now());
  return takePersonsStep(deps, call, opened, {
    act: 'deliver',
    code: 'delivered-by-seller',
    completesAt,
    version: input.version,
  });
}

/** The buyer says that all is well: the escrow is shared out. */
export async function completeOrder(deps: OrdersDeps, call: Call, input: { orderId: string } & Asked): Promise<Order> {
  const opened = await openOrder(deps, call, input.orderId);
  return takePersonsStep(deps, call, opened, { act: 'complete', code: 'completed-by-buyer', version: input.version });
}

/** Orders that nobody objected to in time. In bites, so that no lock is long; two processes share the work. */
export async function completeDueOrders(deps: OrdersDeps, call: Call): Promise<{ completed: number }> {
  let completed = 0;
  for (let bite = 0; bite < MOST_BITES; bite++) {
    const now = deps.clock.now();
    const done = await deps.database.inTx(async (tx) => {
      const due = await listOrdersBy(tx, selectDue(now, BITE));
      return writeSteps(tx, call, due, {
        act: 'complete',
        by: 'house',
        at: now.toISOString(),
        code: 'completed-by-itself',
      });
    });
    completed += done.length;
    if (done.length < BITE) break;
  }
  return { completed };
}

/** When an order that arrived at `at` completes by itself; ISO 8601. */
export async function completionAfter(deps: OrdersDeps, call: Call, at: Date): Promise<string> {
  const { completionHours } = await readPolicy(deps, call);
  return new Date(at.getTime() + completionHours * 60 * 60 * 1000).toISOString();
}
