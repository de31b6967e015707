import { defineModule } from '#platform/module';
import type { CalendarDeps } from './calendar-deps.ts';
import { type CalendarApi, calendarContract } from './contract.ts';
import { calendarOf, newsOf, watchPlace } from './read-calendar.ts';
import { fetchSignals } from './signals/fetch-signals.ts';

export function createCalendar(deps: CalendarDeps) {
  const api: CalendarApi = {
    calendarOf: (call, input) => calendarOf(deps, call, input),
    watchPlace: (_call, input) => watchPlace(deps, input),
    newsOf: (_call, input) => newsOf(deps, input),
  };
  return defineModule({
    contract: calendarContract,
    api,
    jobs: [{ name: 'calendar.fetch-signals', schedule: { cron: '17 * * * *' }, run: () => fetchSignals(deps) }],
  });
}
