/**
 * Loaded into the server under measurement (`--import`), and only there: counts what goes over the wire to PostgreSQL and
 * answers questions about this process over the channel to the bench. The product knows nothing of it.
 */
import pg from 'pg';
import type { Usage } from './usage.ts';

type Query = (this: unknown, first: unknown, ...rest: unknown[]) => unknown;

let roundTrips = 0;
let statements = 0;

const prototype = pg.Client.prototype as unknown as { query: Query };
const original = prototype.query;
prototype.query = function query(first, ...rest) {
  // One Sync, one answer to wait for: a round trip, whatever the number of statements in it.
  roundTrips++;
  const batch = typeof first === 'object' && first !== null && 'statements' in first ? first.statements : null;
  statements += Array.isArray(batch) ? batch.length : 1;
  return original.call(this, first, ...rest);
};

process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  const usage: Usage = {
    cpuMs: (user + system) / 1_000,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
    roundTrips,
    statements,
  };
  process.send?.(usage);
});
