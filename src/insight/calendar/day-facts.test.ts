import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_CORRECTIONS } from './corrections.ts';
import { dayFacts } from './day-facts.ts';
import { dayNumber, dayOf } from './days.ts';
import { hijriCalendar } from './hijri.ts';
import { ANNOUNCED_MONTHS, DECREED_YEARS } from './indonesian-days.ts';

const on = (day: string, province: string | null = null, corrections = NO_CORRECTIONS) => {
  const [facts] = dayFacts({ from: day, to: day }, province, corrections);
  assert.ok(facts);
  return facts;
};

describe('facts of a day', () => {
  it('should follow the announced Lebaran and not Umm al-Qura when the two differ', () => {
    assert.deepEqual(on('2026-03-21').hijri, { year: 1447, month: 10, day: 1 });
    assert.deepEqual(on('2026-03-20').hijri, { year: 1447, month: 9, day: 30 });
    assert.equal(on('2026-03-14').lebaranOffset, -7);
    assert.ok(on('2026-03-14').isThr && on('2026-03-14').isLebaranAnnounced);
  });

  it('should compute the month and say that it is not announced when nobody has announced it', () => {
    const facts = on('2028-02-26');
    assert.equal(facts.hijri.year, 1449);
    assert.equal(facts.isLebaranAnnounced, false);
    assert.ok(facts.lebaranOffset !== null);
  });

  it('should count every day of a Hijri month once when months are announced and computed side by side', () => {
    const calendar = hijriCalendar([{ year: 1447, month: 10, on: '2026-03-21' }]);
    let before = calendar.dateOf(dayNumber('2020-01-01'));
    for (let number = dayNumber('2020-01-02'); number < dayNumber('2032-01-01'); number++) {
      const date = calendar.dateOf(number);
      const isNext = date.day === before.day + 1 && date.month === before.month;
      const isFirst = date.day === 1 && before.day >= 28 && before.day <= 31 && date.month === (before.month % 12) + 1;
      assert.ok(isNext || isFirst, `${dayOf(number)}: ${JSON.stringify(date)} after ${JSON.stringify(before)}`);
      before = date;
    }
  });

  it('should know public holidays and joint leave when a decree stands', () => {
    assert.deepEqual(
      on('2025-04-02').holidays.map(({ code, kind }) => [code, kind]),
      [['cuti-bersama', 'joint_leave']],
    );
    assert.equal(on('2026-03-19').holidays[0]?.code, 'nyepi');
    assert.equal(on('2026-03-17').isDayOff, false);
  });

  it('should name the decree and agree with the sightings when a year is decreed', () => {
    const calendar = hijriCalendar(ANNOUNCED_MONTHS);
    for (const [year, { decrees, moving, leave }] of Object.entries(DECREED_YEARS)) {
      assert.match(decrees[0] ?? '', /^\d+\/\d{4}, \d+\/\d{4}, \d+\/\d{4}/);
      const days = (code: string): string[] => Object.keys(moving).filter((day) => moving[day] === code);
      const hijri = Number(year) - 579;
      const first = calendar.firstOf(hijri, 10);
      const named = (day: string | undefined): number => dayNumber(`${year}-${day}`);
      assert.deepEqual(days('idul-fitri').map(named), [first, first + 1], year);
      assert.deepEqual(days('idul-adha').map(named), [calendar.firstOf(hijri, 12) + 9], year);
      assert.ok(leave.every((day) => !moving[day]));
    }
    assert.equal(on('2022-07-09').isDayOff, false);
  });

  it('should expect holidays by moon and Easter when there is no decree yet', () => {
    assert.equal(on('2027-03-26').holidays[0]?.code, 'wafat-yesus');
    assert.equal(on('2027-02-06').holidays[0]?.code, 'imlek');
    assert.equal(on('2027-08-17').holidays[0]?.code, 'kemerdekaan');
  });

  it('should close Bali and nobody else when it is Nyepi', () => {
    assert.equal(on('2026-03-19', '51').isEverythingClosed, true);
    assert.equal(on('2026-03-19', '31').isEverythingClosed, false);
  });

  it('should mark pay days, double dates and school holidays when they come', () => {
    assert.ok(on('2026-11-25').isPayDay && on('2026-12-01').isPayDay && !on('2026-11-24').isPayDay);
    assert.ok(on('2026-11-11').isDoubleDate && !on('2026-11-12').isDoubleDate);
    assert.ok(on('2026-07-01').isSchoolHoliday && !on('2026-08-03').isSchoolHoliday);
  });

  it('should believe a correction when one is made', () => {
    const corrections = {
      hijriMonths: [{ year: 1448, month: 10, on: '2027-03-11' }],
      days: [
        { on: '2026-12-31', kind: 'joint_leave' as const, name: { id: 'Cuti', en: 'Leave' } },
        { on: '2026-12-25', kind: 'none' as const, name: { id: '', en: '' } },
      ],
      schoolHolidays: [{ from: '2026-12-14', to: '2027-01-02' }],
    };
    assert.equal(on('2027-03-11', null, corrections).lebaranOffset, 0);
    assert.equal(on('2026-12-31', null, corrections).isDayOff, true);
    assert.equal(on('2026-12-25', null, corrections).isDayOff, false);
    assert.equal(on('2026-12-15', null, corrections).isSchoolHoliday, true);
  });
});
