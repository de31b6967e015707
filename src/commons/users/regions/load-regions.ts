import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { Log } from '#platform/log';
import { placeRows, type RegionList } from './region-list.ts';
import {
  countPlaces,
  hasRegionList,
  insertRegionList,
  lockRegionList,
  retirePlacesBut,
  upsertPlaces,
} from './region-queries.ts';

/** Rows of one statement. */
const BATCH = 10_000;

/**
 * Brings the list of places into the database, once per version: all of it or nothing, one process at a time. Takes
 * one to three seconds for Indonesia; a table that holds the version already costs one read.
 */
export async function loadRegions(deps: {
  database: Database;
  clock: Clock;
  log: Log;
  list: RegionList;
}): Promise<{ loaded: number }> {
  const { database, list, log } = deps;
  if (await hasRegionList(database, list.version)) return { loaded: 0 };
  const startedAt = performance.now();
  const rows = placeRows(await list.read());
  log.info({ version: list.version, rows: rows.length }, 'loading the list of regions');
  const loaded = await database.inTx(async (tx) => {
    await lockRegionList(tx);
    if (await hasRegionList(tx, list.version)) return 0;
    const isFirst = (await countPlaces(tx)) === 0;
    for (let from = 0; from < rows.length; from += BATCH) {
      await tx.run(upsertPlaces(rows.slice(from, from + BATCH)));
      log.info({ done: Math.min(from + BATCH, rows.length), of: rows.length }, 'loading the list of regions');
    }
    if (!isFirst)
      tx.write(
        retirePlacesBut(
          rows.map((row) => row.code),
          deps.clock.now(),
        ),
      );
    tx.write(insertRegionList(list.version, rows.length, deps.clock.now()));
    return rows.length;
  });
  if (loaded > 0) log.info({ rows: loaded, ms: Math.round(performance.now() - startedAt) }, 'regions are loaded');
  return { loaded };
}
