import { storesContract } from '#insight/stores';
import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import { type CalendarDeps, FETCH_JOB } from './calendar-deps.ts';
import { calendarOfStore, newsOfStore, watchStore } from './calendar-of-store.ts';
import { type CalendarApi, calendarContract } from './contract.ts';
import { calendarOf, newsOf, watchPlace } from './read-calendar.ts';
import { calendarRoutes } from './routes.ts';
import { fetchSignals } from './signals/fetch-signals.ts';

export function createCalendar(deps: CalendarDeps) {
  const api: CalendarApi = {
    calendarOf: (call, input) => calendarOf(deps, call, input),
    watchPlace: (_call, input) => watchPlace(deps, input),
    newsOf: (_call, input) => newsOf(deps, input),
    calendarOfStore: (call, input) => calendarOfStore(deps, call, input),
    newsOfStore: (call, input) => newsOfStore(deps, call, input),
  };
  return defineModule({
    contract: calendarContract,
    api,
    routes: calendarRoutes(api),
    reactions: [
      on(storesContract, 'store.created', { run: (call, { payload }) => watchStore(deps, call, payload.storeId) }),
      on(storesContract, 'store.updated', { run: (call, { payload }) => watchStore(deps, call, payload.storeId) }),
    ],
    jobs: [{ name: FETCH_JOB, schedule: { cron: '17 * * * *' }, run: () => fetchSignals(deps) }],
  });
}
