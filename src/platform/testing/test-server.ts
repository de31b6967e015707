import { resolve } from 'node:path';
import { startPostgres, stopPostgres } from '../postgres-server.ts';

const DATA_DIR = resolve(import.meta.dirname, '../../../.data/test-postgres');
const FIRST_PORT = 15532;

let started: Promise<string> | undefined;

/**
 * Address of a PostgreSQL for tests, connected as superuser to its `postgres` database. One server per checkout: the
 * first process that needs it starts it empty, the others adopt it, `npm test` stops it at its end. Its data survive
 * nothing (no fsync). `LUMBUNG_TEST_DATABASE_URL` names another server instead.
 */
export function testPostgresUrl(): Promise<string> {
  started ??= findOrStart();
  return started;
}

/**
 * Stops the shared test server; answers whether it did. `unlessUsed` leaves it alone while another process is
 * connected, such as a test run in another terminal.
 */
export async function stopTestPostgres(options: { unlessUsed?: boolean } = {}): Promise<boolean> {
  started = undefined;
  return await stopPostgres({ dataDir: DATA_DIR, ...options });
}

async function findOrStart(): Promise<string> {
  const given = process.env.LUMBUNG_TEST_DATABASE_URL;
  if (given) return given;
  const server = await startPostgres({
    dataDir: DATA_DIR,
    port: FIRST_PORT,
    durability: 'none',
    database: 'postgres',
    leaveRunning: true,
    emptyWhenStopped: true,
    log: () => {},
  });
  return server.url;
}
