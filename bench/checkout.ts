/**
 * Whole checkouts of two sellers over HTTP: add two lines, quote, place the order, payment webhook. CPU of the server and of
 * PostgreSQL per checkout, counted until every order is paid, every event has arrived and every letter is sent. Buyers and
 * sellers here read their notices in the app and have switched mails off, unless `--letters` says otherwise.
 *
 *   node bench/checkout.ts [--seconds 10] [--connections 16] [--letters] [--statements] [--profile FOLDER]
 */
import { setTimeout as pause } from 'node:timers/promises';
import { verifyHouse } from '../src/verify.ts';
import { type Buyer, listOffers, type Offer, payAtSandbox, prepareBuyer, purchase, twoOffers } from './house/buyers.ts';
import { measureEmptyRequest, measureFloor } from './house/floor.ts';
import { openHouse } from './house/house.ts';
import { openConnection, repeat, Times } from './house/load.ts';
import { openGround } from './house/market.ts';
import { describeMachine, load1 } from './house/processes.ts';
import { readOptions, report, round } from './house/report.ts';
import { settle } from './house/settle.ts';
import { countCommits, listStatements, trackStatements } from './house/statements.ts';

const MARKET = { products: 1_000, buyers: 48, stock: 10_000_000 };
/** The first hundreds of checkouts run in cold code. */
const WARM_UP_CHECKOUTS = 600;
const WARM_UP_STRETCH_SECONDS = 3;
const TRACKED_SECONDS = 3;
/** `lumbung verify` looks at nothing younger than five seconds. */
const GRACE_MS = 5_500;
/** Checkouts of one buyer alone, and how long nothing must happen after each request. */
const ALONE = 20;
const QUIET_MS = 150;

const options = readOptions();
const house = await openHouse(MARKET, { profile: options.profile });
try {
  await main();
} finally {
  await house.stop();
}

type Lane = { shop: ReturnType<typeof openConnection>; bank: ReturnType<typeof openConnection>; buyers: Buyer[] };
type Run = { checkouts: number; seconds: number; placing: Times; whole: Times };

async function main(): Promise<void> {
  const offers = await listOffers(house);
  if (!options.hasLetters) await switchLettersOff();
  const lanes = await openLanes();
  await trackStatements(house, false);
  let paid = 0;
  const run = async (seconds: number): Promise<Run> => {
    const start = performance.now();
    const figures = await buyFor(lanes, offers, seconds, paid);
    paid += figures.checkouts;
    await settle(house, paid * 2);
    return { ...figures, seconds: (performance.now() - start) / 1_000 };
  };
  while (paid < WARM_UP_CHECKOUTS) await run(WARM_UP_STRETCH_SECONDS);

  const before = await standing();
  const figures = await run(options.seconds);
  const after = await standing();
  const load = load1();
  const per = (key: keyof typeof before): number => (after[key] - before[key]) / figures.checkouts;

  console.log(`\nRound trips and statements of the server, one buyer, by request`);
  console.table(await countByRequest(lanes, offers, paid));
  paid += ALONE;
  if (options.hasStatements) {
    await trackStatements(house, true);
    const { checkouts } = await run(TRACKED_SECONDS);
    await printStatements(checkouts);
    await trackStatements(house, false);
  }
  const shape = { roundTrips: per('roundTrips'), statements: per('statements'), writes: per('commits') };
  const floor = await measureFloor(house, shape, { seconds: 4 });
  const emptyMs = await measureEmptyRequest(house, { connections: options.connections, seconds: 3 });
  await Promise.all(lanes.flatMap((lane) => [lane.shop.close(), lane.bank.close()]));
  await verify();

  const floorServerMs = floor.clientCpuMs + 5 * emptyMs;
  console.log(
    `\n${describeMachine()}; load average ${load}; ${figures.checkouts} checkouts, ${options.connections} connections`,
  );
  report(
    {
      'checkout.serverCpuMs': per('serverMs'),
      'checkout.databaseCpuMs': per('databaseMs'),
      'checkout.sandboxCpuMs': per('sandboxMs'),
      'checkout.loadCpuMs': per('loadMs'),
      'checkout.perSecond': figures.checkouts / figures.seconds,
      'checkout.p50Ms': figures.placing.at(0.5),
      'checkout.p99Ms': figures.placing.at(0.99),
      'checkout.wholeP50Ms': figures.whole.at(0.5),
      'checkout.roundTrips': per('roundTrips'),
      'checkout.statements': per('statements'),
      'checkout.commits': per('commits'),
      'checkout.walKb': per('walBytes') / 1_024,
      'checkout.floorServerCpuMs': floorServerMs,
      'checkout.floorDatabaseCpuMs': floor.databaseCpuMs,
      'checkout.serverToFloor': per('serverMs') / floorServerMs,
      'checkout.databaseToFloor': per('databaseMs') / floor.databaseCpuMs,
      'checkout.emptyRequestCpuMs': emptyMs,
      'checkout.loadAverage': load,
    },
    options,
  );
}

async function switchLettersOff(): Promise<void> {
  const group = { email: false, whatsapp: false, live: true };
  const switches = { transaction: group, account: group, shop: group, promo: group };
  const statement = `
    insert into notifications.preferences (user_id, switches) select user_id, $1 from notifications.contacts
    on conflict (user_id) do update set switches = excluded.switches`;
  await house.database.adminOf(house.databaseUrl, (client) => client.query(statement, [JSON.stringify(switches)]));
}

async function openLanes(): Promise<Lane[]> {
  const perLane = Math.floor(MARKET.buyers / options.connections);
  const lanes: Lane[] = [];
  for (let i = 0; i < options.connections; i++) {
    const shop = openConnection(house.url);
    const buyers: Buyer[] = [];
    for (let place = 0; place < perLane; place++) buyers.push(await prepareBuyer(shop.ask, i * perLane + place));
    lanes.push({ shop, bank: openConnection(house.sandboxUrl), buyers });
  }
  return lanes;
}

async function buyFor(lanes: Lane[], offers: Offer[], seconds: number, turn: number): Promise<Omit<Run, 'seconds'>> {
  const [placing, whole] = [new Times(), new Times()];
  let turns = turn;
  await repeat({ connections: lanes.length, seconds }, async (worker, times) => {
    const lane = lanes[worker] as Lane;
    const [one, two] = twoOffers(offers, turns++);
    const { add, quote, place } = purchase(lane.shop.ask, lane.buyers[times % lane.buyers.length] as Buyer);
    const start = performance.now();
    await add(one);
    await add(two);
    const shipping = await quote();
    const placingFrom = performance.now();
    const placed = await place(shipping);
    placing.add(performance.now() - placingFrom);
    whole.add(performance.now() - start);
    await payAtSandbox(lane.bank.ask, placed);
  });
  return { checkouts: placing.count, placing, whole };
}

type Standing = {
  serverMs: number;
  databaseMs: number;
  roundTrips: number;
  statements: number;
  commits: number;
  walBytes: number;
  sandboxMs: number;
  loadMs: number;
};

async function standing(): Promise<Standing> {
  const { cpuMs, roundTrips, statements } = await house.usage();
  const { commits, walBytes } = await countCommits(house);
  const { user, system } = process.cpuUsage();
  return {
    serverMs: cpuMs,
    databaseMs: house.database.cpuMs(),
    roundTrips,
    statements,
    commits,
    walBytes,
    sandboxMs: house.sandboxCpuMs(),
    loadMs: (user + system) / 1_000,
  };
}

/** What each request takes by itself; what follows behind it (events, letters) stands in its line as well. */
async function countByRequest(lanes: Lane[], offers: Offer[], turn: number): Promise<Record<string, object>> {
  const [lane] = lanes as [Lane];
  const timesOf: Record<string, number> = { 'add a line': 2 * ALONE, 'nothing (polls)': 1 };
  const totals = new Map<
    string,
    { roundTrips: number; statements: number; behindTrips: number; behindStatements: number }
  >();
  const counted = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = await house.usage();
    const result = await work();
    const answered = await house.usage();
    await pause(QUIET_MS);
    const quiet = await house.usage();
    const total = totals.get(name) ?? { roundTrips: 0, statements: 0, behindTrips: 0, behindStatements: 0 };
    totals.set(name, {
      roundTrips: total.roundTrips + answered.roundTrips - before.roundTrips,
      statements: total.statements + answered.statements - before.statements,
      behindTrips: total.behindTrips + quiet.roundTrips - answered.roundTrips,
      behindStatements: total.behindStatements + quiet.statements - answered.statements,
    });
    return result;
  };
  for (let i = 0; i < ALONE; i++) {
    const [one, two] = twoOffers(offers, turn + i);
    const { add, quote, place } = purchase(lane.shop.ask, lane.buyers[0] as Buyer);
    await counted('add a line', () => add(one));
    await counted('add a line', () => add(two));
    const shipping = await counted('quote', quote);
    const placed = await counted('place', () => place(shipping));
    await counted('webhook', () => payAtSandbox(lane.bank.ask, placed));
  }
  await settle(house, (turn + ALONE) * 2);
  await counted('nothing (polls)', () => Promise.resolve());
  return Object.fromEntries(
    [...totals].map(([name, total]) => {
      return [
        name,
        Object.fromEntries(
          Object.entries(total).map(([key, value]) => [key, round(value / (timesOf[name] ?? ALONE), 1)]),
        ),
      ];
    }),
  );
}

async function printStatements(checkouts: number): Promise<void> {
  const statements = await listStatements(house);
  console.log('\nStatements that cost most, per checkout: ms, calls, plans, ms of planning');
  const sum = statements.reduce((total, one) => total + one.ms, 0);
  console.log(`all together ${(sum / checkouts).toFixed(3)} ms of time in ${checkouts} checkouts`);
  for (const { query, calls, plans, planMs, ms } of statements.slice(0, 60)) {
    const columns = [ms / checkouts, calls / checkouts, plans / checkouts, planMs / checkouts].map((n) =>
      n.toFixed(3).padStart(8),
    );
    console.log(`${columns.join(' ')}  ${query.slice(0, 170)}`);
  }
}

/** All invariants of `lumbung verify`, in this process, after the server has gone. */
async function verify(): Promise<void> {
  await pause(GRACE_MS);
  await house.stopServer();
  const ground = await openGround(house.databaseUrl, house.dataDir);
  const findings = await verifyHouse(ground.house, ground.app);
  await ground.close();
  for (const { what, isSound, detail, problems } of findings)
    console.log(`${isSound ? 'sound' : 'BROKEN'}  ${what}: ${detail} ${problems.slice(0, 3).join('; ')}`);
  if (findings.some((finding) => !finding.isSound)) process.exitCode = 1;
}
