import { assert } from '#platform/assert';
import type { Reaction } from '#platform/events';
import type { CloseOfBusinessDeps } from './module.ts';
import { finishReporting } from './run-queries.ts';

/**
 * Reports have the day's figures: the run is over. Taken by the event's name and the two fields that matter, because reports
 * come after this module and are not asked.
 */
export function onDayCaptured(deps: Pick<CloseOfBusinessDeps, 'clock'>): Reaction {
  return {
    eventType: 'report.day-captured',
    version: 1,
    inTx: (tx, event) => {
      const { tenantId, businessDate } = event.payload as { tenantId?: unknown; businessDate?: unknown };
      assert(typeof tenantId === 'string' && typeof businessDate === 'string', 'a captured day names its day');
      tx.write(finishReporting({ tenantId, businessDate, now: deps.clock.now() }));
    },
  };
}
