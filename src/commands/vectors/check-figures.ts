import { divideMinor } from '../../credit/engine/arithmetic/rounding.ts';

import { dueDates } from '../../credit/engine/calendar/due-dates.ts';
import { accruedInterest, penaltyInterest } from '../../credit/engine/pricing/simple-interest.ts';
import { buildSchedule } from '../../credit/engine/schedule/build-schedule.ts';
import { scheduleOfInstalment } from '../../credit/engine/schedule/schedule-of-instalment.ts';
import { NO_GRACE, type Schedule, type ScheduleTerms } from '../../credit/engine/schedule/schedule-terms.ts';
import { splitByShares, withheldTax } from '../../credit/engine/tax/withholding.ts';
import { plain, toMinor } from './amounts.ts';
import { type Differences, differAmounts, differText } from './compare.ts';
import { type Fields, isFields, listOf, numberOf, textOf, type VectorCase } from './vector-file.ts';

/** Cases of single figures from a second system: due dates, schedules in whole units, a penalty. */
export function checkFigures(vector: VectorCase): Differences {
  const { inputs } = vector;
  const frequency = String(inputs.frequency ?? 'MONTHLY').toUpperCase();
  if (frequency !== 'MONTHLY') return [`"${frequency}" is no frequency this runner knows`];
  if (typeof inputs.rule === 'string') return checkDueDates(vector, inputs.rule);
  if (inputs.penalty_annual_percent !== undefined) return checkPenalty(vector);
  if (inputs.instalment !== undefined) return checkFixedInstalment(vector);
  if (inputs.instalments !== undefined) return checkWholeUnits(vector);
  return ['this runner does not know what to compute'];
}

function checkDueDates({ inputs, expected }: VectorCase, rule: string): Differences {
  const from = textOf(inputs, 'first_due');
  const isStart = rule.includes('first day of the next month');
  const isEnd = rule.includes('last day of the month');
  const count = numberOf(inputs, 'instalments');
  const found =
    isStart || isEnd
      ? dueDates(from, count, { kind: isStart ? 'month-start' : 'month-end', from })
      : dueDates(from, count, { kind: 'every', every: 1, unit: 'months', firstDueOn: from });
  return [
    ...differText(expected.first, found[0] ?? null, 'the first due date'),
    ...differText(expected.second, found[1] ?? null, 'the second due date'),
    ...differText(expected.last, found.at(-1) ?? null, 'the last due date'),
  ];
}

function checkPenalty({ inputs, expected }: VectorCase): Differences {
  const principalMinor = toMinor(inputs.principal, 2);
  const daysInYear = numberOf(inputs, 'days_in_year');
  const accruedMinor = accruedInterest(
    principalMinor,
    plain(numberOf(inputs, 'annual_rate_percent')),
    numberOf(inputs, 'days'),
    daysInYear,
  );
  const penaltyMinor = penaltyInterest(
    accruedMinor,
    plain(numberOf(inputs, 'penalty_annual_percent')),
    numberOf(inputs, 'penalty_days'),
    daysInYear,
  );
  const wholePenalty = divideMinor(BigInt(penaltyMinor), 100n, 'half-even') * 100;
  return differAmounts(expected, { accrued_interest: accruedMinor, penalty_rounded: wholePenalty }, 2, '');
}

const MONTHLY = { kind: 'every', every: 1, unit: 'months' } as const;

const WHOLE: Omit<ScheduleTerms, 'startOn' | 'tranches' | 'periods' | 'ratePercent' | 'rounding'> = {
  dueDates: MONTHLY,
  method: 'declining',
  amortisation: 'equal-instalments',
  interestPeriod: 'equal-periods',
  instalmentFormula: 'nominal-period',
  dayCount: 'actual/365',
  grace: NO_GRACE,
};

/** A schedule whose instalment is rounded up to a whole unit; the last row takes what is left. */
function checkWholeUnits({ inputs, expected }: VectorCase): Differences {
  const startOn = '2020-01-01';
  const schedule = buildSchedule({
    ...WHOLE,
    startOn,
    tranches: [{ onDate: startOn, amountMinor: toMinor(inputs.principal, 2) }],
    periods: numberOf(inputs, 'instalments'),
    ratePercent: plain(numberOf(inputs, 'annual_rate_percent')),
    rounding: { mode: 'half-even', instalmentMode: 'up', multipleMinor: 100, remainder: 'last' },
  });
  return compareWhole(schedule, expected);
}

function checkFixedInstalment({ inputs, expected }: VectorCase): Differences {
  const schedule = scheduleOfInstalment({
    principalMinor: toMinor(inputs.principal, 2),
    instalmentMinor: toMinor(inputs.instalment, 2),
    annualRatePercent: plain(numberOf(inputs, 'annual_rate_percent')),
    startOn: '2020-01-01',
    dueDates: MONTHLY,
  });
  return compareWhole(schedule, expected);
}

function compareWhole({ rows, principalMinor, interestMinor }: Schedule, expected: Fields): Differences {
  const whole = (amountMinor: number): number => divideMinor(BigInt(amountMinor), 100n, 'half-up');
  const figure = (wanted: unknown, found: number, name: string): Differences =>
    differText(wanted, wanted === undefined ? null : String(found), name);
  const first = rows[0];
  return [
    ...figure(expected.rows, rows.length, 'the number of rows'),
    ...figure(expected.instalment, whole((first?.principalMinor ?? 0) + (first?.interestMinor ?? 0)), 'the instalment'),
    ...figure(expected.total_interest, whole(interestMinor), 'the interest'),
    ...figure(expected.total_payment, whole(principalMinor + interestMinor), 'the sum of payments'),
    ...Object.entries(isFields(expected.rows_0based) ? expected.rows_0based : {}).flatMap(([index, wanted]) => {
      const row = rows[Number(index)];
      if (!row || !isFields(wanted)) return [`row ${index} is not there`];
      return [
        ...figure(wanted.principal, whole(row.principalMinor), `principal of row ${index}`),
        ...figure(wanted.interest, whole(row.interestMinor), `interest of row ${index}`),
        ...figure(wanted.balance_after, whole(row.balanceMinor), `balance of row ${index}`),
      ];
    }),
  ];
}

/** Interest split over funders by what they put in, and the tax withheld from each. */
export function checkTax({ inputs, expected }: VectorCase): Differences {
  const lenders = listOf(inputs.lenders);
  const shares = lenders.map((lender) => toMinor(lender.share, 2));
  const parts = splitByShares(toMinor(inputs.monthly_interest, 2), shares);
  const interests = isFields(expected.interest_by_lender) ? expected.interest_by_lender : {};
  const taxes = { pph23_15pct: 0, pph26_20pct: 0 };
  const differences = lenders.flatMap((lender, index) => {
    const interestMinor = parts[index] ?? 0;
    const tax = withheldTax(interestMinor, { residence: lender.resident === true ? 'resident' : 'non-resident' }, 100);
    taxes[tax.article === 'PPh 23' ? 'pph23_15pct' : 'pph26_20pct'] += tax.amountMinor;
    return differAmounts(interests, { [String(lender.id)]: interestMinor }, 2, 'interest of ');
  });
  return [...differences, ...differAmounts(expected, taxes, 2, '')];
}
