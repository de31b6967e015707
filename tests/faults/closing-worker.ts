/**
 * Works on the close of a business day in a process of its own, which may be killed at any moment: `closing-worker.ts URL
 * RUN NOW`. Slices are small and each is told on a line, so that whoever watches can choose the moment.
 */
import { pathToFileURL } from 'node:url';
import { createCloseOfBusiness } from '../../src/credit/close-of-business/module.ts';
import { aProductOf, noNames, someInstitutions, someTerms } from '../../src/credit/loans/fixtures.ts';
import { createLoans } from '../../src/credit/loans/module.ts';
import { systemCall } from '../../src/platform/call.ts';
import { fixedClock } from '../../src/platform/clock.ts';
import { bindDatabase, openPool } from '../../src/platform/database.ts';
import { newUuid } from '../../src/platform/ids.ts';
import { silentLog } from '../../src/platform/log.ts';

const STRETCH = 500;
const SLICE = 60;

/** The module with its neighbour, on a database; `onSlice` hears of each slice when loans have closed it. */
export function closingWorld(url: string, now: string, onSlice: () => void = () => {}) {
  const pool = openPool(url, { max: 6 });
  const clock = fixedClock(now);
  const loans = createLoans({
    database: bindDatabase(pool, 'loans'),
    clock,
    newId: newUuid,
    log: silentLog,
    tenants: someInstitutions().api,
    loanProducts: aProductOf(() => someTerms()),
    identity: noNames,
  }).api;
  const closing = createCloseOfBusiness({
    database: bindDatabase(pool, 'close_of_business'),
    clock,
    newId: newUuid,
    log: silentLog,
    enqueue: async () => {},
    tenants: { tenantOfCall: () => Promise.reject(new Error('only routes ask')) },
    loans: {
      ...loans,
      loanStretches: (call, input) => loans.loanStretches(call, { ...input, size: STRETCH }),
      closeLoans: async (call, input) => {
        const closed = await loans.closeLoans(call, { ...input, limit: SLICE });
        onSlice();
        return closed;
      },
    },
  });
  const work = async (runId: string): Promise<void> =>
    closing.jobs?.find(({ name }) => name.endsWith('.work'))?.run(systemCall('worker', newUuid()), { runId });
  return { api: closing.api, work, close: () => pool.close() };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [url = '', runId = '', now = ''] = process.argv.slice(2);
  const world = closingWorld(url, now, () => process.stdout.write('slice\n'));
  await world.work(runId);
  await world.close();
}
