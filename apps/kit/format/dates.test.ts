import { describe, expect, it } from 'vitest';
import { countdown, dateAndTime, dayRange, deadline, longDate, shortDate, timeOfDay, zoneOf } from './dates.ts';

const moment = '2026-11-20T16:45:00.000Z';

describe('dates', () => {
  it('should show the day of the zone when the moment falls on another day there', () => {
    expect(shortDate(moment, 'Asia/Jakarta', 'id')).toBe('20 Nov 2026');
    expect(shortDate(moment, 'Asia/Jayapura', 'id')).toBe('21 Nov 2026');
  });

  it('should write weekday and month in words when a long date is asked for', () => {
    expect(longDate(moment, 'Asia/Jakarta', 'id')).toBe('Jumat, 20 November 2026');
    expect(longDate(moment, 'Asia/Jakarta', 'en')).toBe('Friday, 20 November 2026');
  });

  it('should name the zone when a time is shown', () => {
    expect(timeOfDay(moment, 'Asia/Jakarta', 'id')).toBe('23.45\u00a0WIB');
    expect(timeOfDay(moment, 'Asia/Makassar', 'id')).toBe('00.45\u00a0WITA');
    expect(timeOfDay(moment, 'Asia/Jayapura', 'en')).toBe('01:45\u00a0WIT');
  });

  it('should join day and time when a deadline is shown', () => {
    expect(dateAndTime(moment, 'Asia/Jakarta', 'id')).toBe('20 Nov 2026, 23.45\u00a0WIB');
    expect(deadline(moment, 'Asia/Makassar', 'id')).toBe('Sabtu, 21 November 2026, 00.45\u00a0WITA');
  });

  it('should fall back to western time when a zone is unknown', () => {
    expect(zoneOf('Europe/Berlin')).toBe('Asia/Jakarta');
    expect(zoneOf('WITA')).toBe('Asia/Makassar');
    expect(zoneOf(undefined)).toBe('Asia/Jakarta');
  });
});

describe('dayRange', () => {
  it('should say the month once when both days are in it', () => {
    expect(dayRange('2026-11-23', '2026-11-25', 'id')).toBe('23 – 25 Nov');
    expect(dayRange('2026-11-30', '2026-12-02', 'id')).toBe('30 Nov – 2 Des');
    expect(dayRange('2026-11-23', '2026-11-23', 'en')).toBe('23 Nov');
  });
});

describe('countdown', () => {
  it('should run as a clock when less than an hour is left', () => {
    expect(countdown(1_799_000, 'id')).toBe('29:59');
    expect(countdown(61_000, 'id')).toBe('01:01');
  });

  it('should stop at zero when the moment has passed', () => {
    expect(countdown(-5_000, 'id')).toBe('00:00');
  });

  it('should say hours and minutes when hours are left', () => {
    expect(countdown(86_399_000, 'id')).toBe('23\u00a0jam 59\u00a0menit');
    expect(countdown(86_400_000, 'id')).toBe('24\u00a0jam');
    expect(countdown(3_600_000 + 60_000, 'en')).toBe('1\u00a0hour 1\u00a0minute');
  });

  it('should say days and hours when two days or more are left', () => {
    expect(countdown(183_600_000, 'id')).toBe('2\u00a0hari 3\u00a0jam');
    expect(countdown(172_800_000, 'en')).toBe('2\u00a0days');
  });
});
