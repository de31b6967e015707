import { describe, expect, it } from 'vitest';
import { readHolidays } from './read-holidays.ts';

describe('readHolidays', () => {
  it('should read a day and its name from each line when they are typed as in the decree', () => {
    expect(readHolidays('2026-01-01 Tahun Baru Masehi\n\n 2026-08-17   Hari Kemerdekaan ', 2026)).toEqual({
      days: [
        { day: '2026-01-01', name: 'Tahun Baru Masehi' },
        { day: '2026-08-17', name: 'Hari Kemerdekaan' },
      ],
      wrongLine: null,
    });
  });

  it('should name the line that cannot be read when a day is of another year, is none, or has no name', () => {
    expect(readHolidays('2026-01-01 Tahun Baru\n2025-12-25 Natal', 2026).wrongLine).toBe(2);
    expect(readHolidays('2026-02-30 Bukan hari', 2026).wrongLine).toBe(1);
    expect(readHolidays('2026-01-01', 2026).wrongLine).toBe(1);
  });
});
