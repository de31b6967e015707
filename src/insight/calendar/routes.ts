import { Type } from 'typebox';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { type CalendarApi, calendarContract, StoreCalendar, StoreNews } from './contract.ts';

const { operations } = calendarContract;

/** `/insight/calendar?storeId=…`: what is coming where a store is. */
export function calendarRoutes(api: CalendarApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/calendar',
      summary: 'Today and the days after it: holidays, Ramadan, pay days, weather, as forecasts reckon with them',
      scope: 'insight:read',
      query: operations.calendarOfStore.input,
      answers: { 200: StoreCalendar },
      refusals: operations.calendarOfStore.refusals,
      handle: ({ call, query }) => api.calendarOfStore(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/calendar/news',
      summary: 'Headlines about what the store cooks with: title, address, day and mood',
      scope: 'insight:read',
      query: Type.Object({ storeId: Uuid }, Strict),
      answers: { 200: StoreNews },
      refusals: operations.newsOfStore.refusals,
      handle: ({ call, query }) => api.newsOfStore(call, query),
    }),
  ];
}
