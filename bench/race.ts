/** Sixty buyers want the last ten units of one offer at the same moment: exactly ten get one. */
import { prepareBuyer, purchase } from './house/buyers.ts';
import { openHouse } from './house/house.ts';
import { openConnection } from './house/load.ts';
import { load1 } from './house/processes.ts';
import { readOptions, report } from './house/report.ts';

const BUYERS = 60;
const UNITS = 10;

const options = readOptions();
const house = await openHouse({ products: 1, buyers: BUYERS, stock: UNITS });
try {
  const offers = await house.database.adminOf(
    house.databaseUrl,
    async (client) =>
      (
        await client.query<{ offerId: string; sellerId: string }>(
          'select id as "offerId", seller_id as "sellerId" from products.offers',
        )
      ).rows,
  );
  const offer = offers[0];
  if (!offer) throw new Error('The market is empty');
  const connections = Array.from({ length: BUYERS }, () => openConnection(house.url));
  const ready: (() => Promise<unknown>)[] = [];
  for (const [place, { ask }] of connections.entries()) {
    const { add, quote, place: order } = purchase(ask, await prepareBuyer(ask, place));
    await add(offer);
    const shipping = await quote();
    ready.push(() => order(shipping));
  }
  const start = performance.now();
  const outcomes = await Promise.allSettled(ready.map((order) => order()));
  const ms = performance.now() - start;
  await Promise.all(connections.map((connection) => connection.close()));
  const sold = outcomes.filter((outcome) => outcome.status === 'fulfilled').length;
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []));
  const stock = await house.database.adminOf(house.databaseUrl, async (client) => {
    const { rows } = await client.query<{ held: number; moved: number }>(`
      select sum(reserved)::int as held, (select sum(reserved_change)::int from inventory.movements) as moved from inventory.stocks`);
    return rows[0] ?? { held: -1, moved: -1 };
  });
  const isRight = sold === UNITS && stock.held === UNITS && stock.moved === UNITS;
  if (!isRight) process.exitCode = 1;
  console.log(
    `${isRight ? 'right' : 'WRONG'}: sold ${sold} of ${UNITS}, stock holds ${stock.held}, movements say ${stock.moved}`,
  );
  const others = refusals.filter((refusal) => !refusal.includes('not-available') && !refusal.includes('not-enough'));
  if (others.length > 0) console.log(`refused for other reasons: ${others.slice(0, 3).join('\n')}`);
  report(
    {
      'race.sold': sold,
      'race.refused': refusals.length,
      'race.refusedOtherwise': others.length,
      'race.ms': ms,
      'race.loadAverage': load1(),
    },
    options,
  );
} finally {
  await house.stop();
}
