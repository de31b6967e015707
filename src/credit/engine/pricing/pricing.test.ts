import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays } from '../calendar/days.ts';
import { buildSchedule } from '../schedule/build-schedule.ts';
import { plainSchedule, START } from '../testing/loan-cases.ts';
import { checkPrice, checkPriceAgain, lifeCap } from './check-price.ts';
import { feesOf, netPayout, priceOf } from './fees.ts';
import { type LateTerms, lateChargeUntil } from './late-charge.ts';
import { type Agreement, capFor, type FundingType, LATE_CAPS, PRICE_CAPS } from './price-caps.ts';

const CONSUMER: FundingType = { purpose: 'consumer' };
const MICRO: FundingType = { purpose: 'business', size: 'micro' };
const SMALL: FundingType = { purpose: 'business', size: 'small-or-medium' };

function agreement(type: FundingType, agreedOn: string, days: number): Agreement {
  return { type, agreedOn, endsOn: addDays(agreedOn, days) };
}

describe('Price caps', () => {
  it('should take the line of the agreement day when the table has several', () => {
    const percents = [
      agreement(CONSUMER, '2024-12-31', 90),
      agreement(CONSUMER, '2025-01-01', 90),
      agreement(CONSUMER, '2025-01-01', 200),
      agreement(MICRO, '2026-03-01', 90),
      agreement(MICRO, '2026-03-01', 200),
      agreement(SMALL, '2026-03-01', 30),
      agreement(MICRO, '2024-06-01', 30),
      agreement(CONSUMER, '2024-06-01', 400),
      agreement(CONSUMER, '2023-06-01', 30),
    ].map((one) => capFor(PRICE_CAPS, one)?.percentPerDay ?? null);
    assert.deepEqual(percents, ['0.3', '0.3', '0.2', '0.275', '0.1', '0.1', '0.1', null, null]);
  });

  it('should count six months by the calendar when a term is near the line', () => {
    assert.equal(
      capFor(PRICE_CAPS, { type: CONSUMER, agreedOn: '2026-01-31', endsOn: '2026-07-31' })?.percentPerDay,
      '0.3',
    );
    assert.equal(
      capFor(PRICE_CAPS, { type: CONSUMER, agreedOn: '2026-01-31', endsOn: '2026-08-01' })?.percentPerDay,
      '0.2',
    );
  });

  it('should step down late charges by the year when the purpose is known', () => {
    const percents = ['2024-05-01', '2025-05-01', '2026-05-01'].flatMap((day) =>
      [CONSUMER, MICRO].map((type) => capFor(LATE_CAPS, agreement(type, day, 30))?.percentPerDay),
    );
    assert.deepEqual(percents, ['0.3', '0.1', '0.2', '0.1', '0.1', '0.067']);
  });

  it('should allow 27, 24.75 and 9 percent when the term is ninety days', () => {
    const most = [CONSUMER, MICRO, SMALL].map((type) => checkPrice(agreement(type, START, 90), 1_000_000, 0).mostMinor);
    assert.deepEqual(most, [270_000, 247_500, 90_000]);
  });

  it('should refuse one unit more when a price is at its cap', () => {
    const ninety = agreement(CONSUMER, START, 90);
    assert.equal(checkPrice(ninety, 1_000_000, 270_000).verdict, 'within');
    assert.equal(checkPrice(ninety, 1_000_000, 270_001).verdict, 'over-daily-cap');
    assert.equal(checkPrice(agreement(CONSUMER, START, 600), 1_000_000, 1_000_001).verdict, 'over-life-cap');
    assert.equal(checkPrice(agreement(CONSUMER, '2020-01-01', 90), 1_000_000, 0).verdict, 'no-rule-known');
  });

  it('should hold the agreed line for the agreed days alone when a step lengthens, shortens or raises', () => {
    const first = checkPrice(agreement(CONSUMER, START, 90), 1_000_000, 200_000);
    const { line } = first;
    assert.ok(line);
    const again = (days: number, priceMinor: number) => {
      const { verdict, mostMinor } = checkPriceAgain(agreement(CONSUMER, START, days), { ...first, line }, priceMinor);
      return [verdict, mostMinor];
    };
    assert.deepEqual(again(90, 270_000), ['within', 270_000]);
    assert.deepEqual(again(90, 270_001), ['over-daily-cap', 270_000]);
    assert.deepEqual(again(60, 180_001), ['over-daily-cap', 180_000], 'fewer days allow less');
    assert.deepEqual(again(150, 450_000), ['within', 450_000], 'still a short term');
    assert.deepEqual(again(200, 400_001), ['over-daily-cap', 400_000], 'a long one by the line of long ones');
    const near = checkPrice(agreement(CONSUMER, START, 180), 1_000_000, 540_000);
    const late = (priceMinor: number) =>
      checkPriceAgain(agreement(CONSUMER, START, 210), { ...near, line }, priceMinor).verdict;
    assert.deepEqual([late(540_000), late(540_001)], ['within', 'over-daily-cap'], 'a holiday that costs nothing');
    const kept = checkPriceAgain(agreement(CONSUMER, START, 600), { ...first, line }, 1_000_001);
    assert.equal(kept.verdict, 'over-life-cap');
  });

  it('should count fees as price and not as payout base when they are taken out of the payout', () => {
    const schedule = buildSchedule(
      plainSchedule({
        method: 'flat-daily',
        ratePercent: '0.1',
        periods: 1,
        dueDates: { kind: 'every', every: 30, unit: 'days' },
      }),
    );
    const fees = feesOf(
      [
        {
          name: 'Biaya platform',
          nature: 'price',
          timing: 'at-disbursement',
          amount: { kind: 'percent', percent: '2.5' },
        },
        {
          name: 'Tanda tangan',
          nature: 'certified-signature',
          timing: 'at-disbursement',
          amount: { kind: 'flat', amountMinor: 5_000 },
        },
        { name: 'PPN', nature: 'tax', timing: 'each-instalment', amount: { kind: 'flat', amountMinor: 700 } },
      ],
      schedule,
      'half-even',
    );
    // 12,000.00: 360.00 interest, 300.00 platform fee; 50.00 for the signature is no price but leaves the payout.
    assert.equal(priceOf(schedule, fees), 36_000 + 30_000);
    assert.equal(netPayout(schedule, fees), 1_200_000 - 30_000 - 5_000);
  });
});

describe('Late charges', () => {
  const terms: LateTerms = {
    agreement: agreement(CONSUMER, START, 30),
    fundingMinor: 1_000_000,
    percentPerDay: '0.3',
    graceDays: 3,
    priceMinor: 60_000,
  };
  const dueOn = addDays(START, 30);

  it('should count days after grace at the capped rate when an instalment is late', () => {
    // 0.3 % is lowered to 0.1 % in 2026: 1,000,000 × 0.1 % × (10 − 3) days.
    const charge = lateChargeUntil(terms, dueOn, [{ fromOn: dueOn, amountMinor: 1_000_000 }], addDays(dueOn, 10));
    assert.deepEqual(charge, { amountMinor: 7_000, percentPerDay: '0.1', uncappedMinor: 7_000, isStopped: false });
  });

  it('should cost nothing when the grace has not ended', () => {
    assert.equal(
      lateChargeUntil(terms, dueOn, [{ fromOn: dueOn, amountMinor: 1_000_000 }], addDays(dueOn, 3)).amountMinor,
      0,
    );
  });

  it('should stop for good when price and late charges reach the funding amount', () => {
    const bases = [{ fromOn: dueOn, amountMinor: 1_000_000 }];
    const charge = lateChargeUntil(terms, dueOn, bases, addDays(dueOn, 5_000));
    assert.equal(charge.amountMinor, 940_000);
    assert.equal(charge.isStopped, true);
  });

  it('should never pass a cap nor shrink with time when loans are random', () => {
    const inputs = fc.record({
      fundingMinor: fc.integer({ min: 1_000, max: 5_000_000_000 }),
      priceShare: fc.integer({ min: 0, max: 100 }),
      percentPerDay: fc.constantFrom('0.05', '0.1', '0.3', '5'),
      graceDays: fc.integer({ min: 0, max: 10 }),
      paidOn: fc.integer({ min: 0, max: 300 }),
      paidShare: fc.integer({ min: 0, max: 100 }),
      days: fc.integer({ min: 0, max: 900 }),
      type: fc.constantFrom(CONSUMER, MICRO, SMALL),
    });
    fc.assert(
      fc.property(inputs, ({ fundingMinor, priceShare, percentPerDay, graceDays, paidOn, paidShare, days, type }) => {
        const priceMinor = Math.floor((fundingMinor * priceShare) / 100);
        const own: LateTerms = {
          agreement: agreement(type, START, 30),
          fundingMinor,
          percentPerDay,
          graceDays,
          priceMinor,
        };
        const leftMinor = fundingMinor - Math.floor((fundingMinor * paidShare) / 100);
        const bases = [
          { fromOn: dueOn, amountMinor: fundingMinor },
          { fromOn: addDays(dueOn, paidOn), amountMinor: leftMinor },
        ];
        const until = (day: number): number => lateChargeUntil(own, dueOn, bases, addDays(dueOn, day)).amountMinor;
        const totalMinor = until(days);
        assert.ok(priceMinor + totalMinor <= Math.max(priceMinor, lifeCap(fundingMinor)));
        const cap = Number(capFor(LATE_CAPS, own.agreement)?.percentPerDay);
        assert.ok(totalMinor <= (fundingMinor * cap * Math.max(0, days - graceDays)) / 100 + 1);
        const half = Math.floor(days / 2);
        assert.ok(until(half) <= totalMinor);
      }),
      { numRuns: 3_000, seed: 20_261_121 },
    );
  });
});
