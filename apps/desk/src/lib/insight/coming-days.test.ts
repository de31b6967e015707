import type { CalendarDay } from '@lumbung/kit/api-insight.ts';
import { describe, expect, it } from 'vitest';
import { comingDays } from './coming-days.ts';

const day = (on: string, change: Partial<CalendarDay> = {}): CalendarDay => ({
  on,
  weekday: 1,
  hijri: { year: 1448, month: 6, day: 1 },
  holidays: [],
  isDayOff: false,
  ramadanDay: null,
  lebaranOffset: null,
  isLebaranAnnounced: true,
  idulAdhaOffset: null,
  isThr: false,
  isPayDay: false,
  isDoubleDate: false,
  isSchoolHoliday: false,
  isEverythingClosed: false,
  weather: null,
  ...change,
});

describe('coming days', () => {
  it('should be one stretch when days in a row are special for the same reason', () => {
    const natal = { code: 'natal', name: { id: 'Hari Raya Natal', en: 'Christmas Day' }, kind: 'public' as const };
    const days = [
      day('2026-12-24'),
      day('2026-12-25', { isPayDay: true, holidays: [natal] }),
      day('2026-12-26', { isPayDay: true }),
      day('2026-12-27'),
      day('2026-12-28', { isPayDay: true }),
    ];
    expect(comingDays(days, 'en')).toEqual([
      { code: 'public:natal', name: 'Christmas Day', from: '2026-12-25', to: '2026-12-25' },
      { code: 'pay-day', name: null, from: '2026-12-25', to: '2026-12-26' },
      { code: 'pay-day', name: null, from: '2026-12-28', to: '2026-12-28' },
    ]);
  });

  it('should name the week before and after when Lebaran is near, and nothing when it is far', () => {
    const days = [day('2027-03-01', { lebaranOffset: -8 }), day('2027-03-02', { lebaranOffset: -7 })];
    expect(comingDays(days, 'id').map(({ code, from }) => [code, from])).toEqual([['lebaran', '2027-03-02']]);
  });
});
