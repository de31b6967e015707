import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '#engine/calendar/days';
import {
  type ContactFacts,
  type ContactWish,
  decideContact,
  INDONESIAN_ZONES,
  isContactDay,
  isContactHour,
  localDay,
  momentOf,
} from './contact-rules.ts';
import { BUCKETS, bucketOf, decidePromise, lateSinceOf, promiseOutcome } from './queue-rules.ts';
import { DEFAULT_PLAN, dueDatesInReach, stepDay, stepName, stepToTake } from './reminder-rules.ts';

const HOLIDAYS = new Set(['2026-08-17', '2026-12-25', '2026-03-19', '2026-03-21', '2026-03-22']);

function facts(change: Partial<ContactFacts> = {}): ContactFacts {
  return {
    zone: 'Asia/Jakarta',
    holidays: HOLIDAYS,
    earlier: [],
    limits: { perDay: 2, perWeek: 5 },
    consent: { isAnyTimeAgreed: false, isVisitAgreed: false, withdrawn: [] },
    isPaused: false,
    ...change,
  };
}

function wish(at: string, change: Partial<ContactWish> = {}): ContactWish {
  return { at: new Date(at), channel: 'phone', recipient: 'borrower', ...change };
}

const codeOf = (given: ContactWish, known: ContactFacts): string => {
  const decision = decideContact(given, known);
  return decision.allowed ? 'allowed' : decision.code;
};

describe('contact guard', () => {
  test('should go by the clock of the borrower when zones differ', () => {
    // Saturday 2026-11-21. 08:00 in Jayapura is 06:00 in Jakarta.
    const opening = '2026-11-20T23:00:00Z';
    assert.equal(codeOf(wish(opening), facts({ zone: 'Asia/Jayapura' })), 'allowed');
    assert.equal(codeOf(wish(opening), facts({ zone: 'Asia/Makassar' })), 'collections.outside-hours');
    assert.equal(codeOf(wish(opening), facts({ zone: 'Asia/Jakarta' })), 'collections.outside-hours');
    assert.equal(codeOf(wish('2026-11-21T12:59:59Z'), facts()), 'allowed');
    assert.equal(codeOf(wish('2026-11-21T13:00:00Z'), facts()), 'collections.outside-hours');
  });

  test('should need day everywhere when nobody knows where the borrower lives', () => {
    const unknown = facts({ zone: null });
    assert.equal(codeOf(wish('2026-11-21T00:59:59Z'), unknown), 'collections.outside-hours');
    assert.equal(codeOf(wish('2026-11-21T01:00:00Z'), unknown), 'allowed');
    // 20:00 in Jayapura, 18:00 in Jakarta.
    assert.equal(codeOf(wish('2026-11-21T11:00:00Z'), unknown), 'collections.outside-hours');
  });

  test('should name the next allowed moment when a night, a Sunday or holidays lie between', () => {
    const earliest = (at: string) => {
      const decision = decideContact(wish(at), facts());
      return decision.allowed ? null : decision.earliestAt?.toISOString();
    };
    assert.equal(earliest('2026-11-21T14:00:00Z'), '2026-11-23T01:00:00.000Z', 'Saturday evening: Monday');
    assert.equal(earliest('2026-11-22T03:00:00Z'), '2026-11-23T01:00:00.000Z', 'Sunday: Monday');
    assert.equal(earliest('2026-11-22T20:00:00Z'), '2026-11-23T01:00:00.000Z', 'Monday before eight');
    assert.equal(earliest('2026-08-17T03:00:00Z'), '2026-08-18T01:00:00.000Z', 'Independence Day');
    assert.equal(earliest('2026-03-21T03:00:00Z'), '2026-03-23T01:00:00.000Z', 'Lebaran');
  });

  test('should speak to nobody but the borrower when collecting', () => {
    for (const recipient of ['emergency-contact', 'other'] as const) {
      const decision = decideContact(wish('2026-11-21T03:00:00Z', { recipient }), facts());
      assert.deepEqual(decision, { allowed: false, code: 'collections.only-the-borrower', earliestAt: null });
    }
  });

  test('should stop for the day or the week when the limit is reached', () => {
    const at = '2026-11-21T05:00:00Z';
    const today = [new Date('2026-11-21T02:00:00Z'), new Date('2026-11-21T03:00:00Z')];
    const daily = decideContact(wish(at), facts({ earlier: today }));
    assert.deepEqual(daily, {
      allowed: false,
      code: 'collections.too-often',
      earliestAt: new Date('2026-11-23T01:00:00.000Z'),
    });
    const week = [16, 17, 18, 19, 20].map((day) => new Date(`2026-11-${day}T03:00:00Z`));
    const weekly = decideContact(wish(at), facts({ earlier: week }));
    // Monday the 16th leaves the week on Monday the 23rd.
    assert.deepEqual(weekly.allowed ? null : weekly.earliestAt, new Date('2026-11-23T01:00:00.000Z'));
  });

  test('should need consent when the place or time is another one', () => {
    const night = '2026-11-21T15:00:00Z';
    const agreed = { isAnyTimeAgreed: true, isVisitAgreed: false, withdrawn: [] };
    assert.equal(codeOf(wish(night), facts({ consent: agreed })), 'allowed');
    const visit = wish('2026-11-21T03:00:00Z', { channel: 'visit' });
    assert.equal(codeOf(visit, facts()), 'collections.no-consent');
    assert.equal(codeOf(visit, facts({ consent: { ...agreed, isVisitAgreed: true } })), 'allowed');
    const withdrawn = facts({ consent: { ...agreed, withdrawn: ['phone'] } });
    assert.equal(codeOf(wish('2026-11-21T03:00:00Z'), withdrawn), 'collections.no-consent');
    assert.equal(codeOf(wish('2026-11-21T03:00:00Z'), facts({ isPaused: true })), 'collections.paused');
  });

  test('should allow nothing outside the hours and name only allowed moments when moments are random', () => {
    const moment = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2026-12-31T00:00:00Z') });
    fc.assert(
      fc.property(
        moment.filter((at) => !Number.isNaN(at.getTime())),
        fc.constantFrom(...INDONESIAN_ZONES, null),
        fc.array(fc.integer({ min: 0, max: 7 * 24 }), { maxLength: 6 }),
        (at, zone, hoursAgo) => {
          const earlier = hoursAgo.map((hours) => new Date(at.getTime() - hours * 3_600_000));
          const known = facts({ zone, earlier });
          const given = { at, channel: 'message', recipient: 'borrower' } as const;
          const decision = decideContact(given, known);
          if (decision.allowed) {
            assert.ok(isContactHour(at, known));
            return;
          }
          if (decision.earliestAt === null) assert.fail('time helps always here');
          assert.ok(decision.earliestAt > at);
          assert.deepEqual(decideContact({ ...given, at: decision.earliestAt }, known), { allowed: true });
        },
      ),
      { numRuns: 2_000, seed: 7 },
    );
  });

  test('should give back the local day when a moment of it is made', () => {
    for (const zone of INDONESIAN_ZONES) {
      for (const hour of [0, 8, 23]) assert.equal(localDay(momentOf('2026-11-21', hour, zone), zone), '2026-11-21');
    }
  });
});

describe('reminder plan', () => {
  test('should move a step before the due date back and others on when their day is a Sunday or holiday', () => {
    assert.equal(stepDay('2026-11-23', -1, HOLIDAYS), '2026-11-21', 'Sunday: the Saturday before');
    assert.equal(stepDay('2026-11-22', 0, HOLIDAYS), '2026-11-23', 'due on a Sunday: Monday');
    assert.equal(stepDay('2026-08-16', 1, HOLIDAYS), '2026-08-18', 'Independence Day: the day after');
  });

  test('should take every step once and in order when days go by', () => {
    const dueOn = '2026-11-25';
    const taken: string[] = [];
    let lastOffset: number | null = null;
    for (let day = -5; day <= 20; day += 1) {
      const today = addDays(dueOn, day);
      if (!isContactDay(today, HOLIDAYS)) continue;
      const step = stepToTake(DEFAULT_PLAN, { dueOn, lastOffset }, today, HOLIDAYS);
      if (step === null) continue;
      taken.push(`${stepName(step)} ${today}`);
      lastOffset = step;
    }
    assert.deepEqual(taken, [
      // The 22nd is a Sunday.
      'H-3 2026-11-21',
      'H-1 2026-11-24',
      'H0 2026-11-25',
      'H+1 2026-11-26',
      'H+3 2026-11-28',
      'H+7 2026-12-02',
      'H+14 2026-12-09',
    ]);
  });

  test('should say one thing and no stale one when the house was away', () => {
    const instalment = { dueOn: '2026-11-18', lastOffset: null };
    assert.equal(stepToTake(DEFAULT_PLAN, instalment, '2026-11-19', HOLIDAYS), 1);
    assert.equal(stepToTake(DEFAULT_PLAN, instalment, '2026-11-24', HOLIDAYS), null);
    assert.equal(stepToTake(DEFAULT_PLAN, { ...instalment, lastOffset: 7 }, '2026-11-25', HOLIDAYS), null);
  });

  test('should reach every due date when a step of it may be taken today', () => {
    fc.assert(
      fc.property(fc.integer({ min: -120, max: 30 }), fc.integer({ min: 0, max: 364 }), (away, nth) => {
        const today = addDays('2026-01-01', nth);
        const dueOn = addDays(today, away);
        const step = stepToTake(DEFAULT_PLAN, { dueOn, lastOffset: null }, today, HOLIDAYS);
        const { from, until } = dueDatesInReach(DEFAULT_PLAN, today);
        if (step !== null) assert.ok(from <= dueOn && dueOn <= until);
      }),
      { numRuns: 1_000, seed: 7 },
    );
  });
});

describe('queue', () => {
  test('should put every day into one bucket and find its loans by the day they are late since when they are late', () => {
    assert.equal(bucketOf(0), null);
    for (let days = 1; days < 400; days += 1) {
      const bucket = bucketOf(days) ?? assert.fail(`no bucket for ${days}`);
      const lateSince = addDays('2026-11-21', -days);
      const { from, until } = lateSinceOf(bucket, '2026-11-21');
      assert.ok((from === null || from <= lateSince) && lateSince <= until, `${days} in ${bucket}`);
    }
    assert.equal(BUCKETS.at(-1)?.untilDays, null);
  });

  test('should take a promise only when it is for a day soon and for what is owed', () => {
    const decide = (amountMinor: number, promisedOn: string) =>
      decidePromise({ amountMinor, promisedOn }, 500_000, '2026-11-21');
    assert.deepEqual(decide(500_000, '2026-11-21'), { accepted: true });
    assert.deepEqual(decide(100_000, '2026-12-05'), { accepted: true });
    const no = (why: string) => ({ accepted: false, code: 'collections.promise-not-possible', why });
    assert.deepEqual(decide(500_001, '2026-11-21'), no('too-much'));
    assert.deepEqual(decide(1, '2026-11-20'), no('past'));
    assert.deepEqual(decide(1, '2026-12-06'), no('too-late'));
  });

  test('should call a promise broken only when its day is over without the money', () => {
    const promise = { amountMinor: 100, promisedOn: '2026-11-21' };
    assert.equal(promiseOutcome({ ...promise, paidMinor: 100 }, '2026-11-30'), 'kept');
    assert.equal(promiseOutcome({ ...promise, paidMinor: 99 }, '2026-11-20'), 'open');
    assert.equal(promiseOutcome({ ...promise, paidMinor: 99 }, null), 'open');
    assert.equal(promiseOutcome({ ...promise, paidMinor: 99 }, '2026-11-21'), 'broken');
  });
});
