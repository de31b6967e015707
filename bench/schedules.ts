/**
 * How many schedules one core makes in a second: twelve instalments, other amounts and days each time, every method. A second
 * is one of the processor's, so that whatever else runs on the machine does not count.
 */
import { addDays } from '../src/credit/engine/calendar/days.ts';
import { foldLoan } from '../src/credit/engine/life/apply-event.ts';
import type { LoanEvent } from '../src/credit/engine/life/loan-events.ts';
import { buildSchedule } from '../src/credit/engine/schedule/build-schedule.ts';
import type { ScheduleTerms } from '../src/credit/engine/schedule/schedule-terms.ts';
import { plainLoan, plainSchedule, startOf } from '../src/credit/engine/testing/loan-cases.ts';
import { type Metrics, readOptions, report } from './house/report.ts';

const options = readOptions({ seconds: 2 });
const FIRST_DAY = '2026-01-01';
const DAYS = 365;

const PRODUCTS: Record<string, Partial<ScheduleTerms>> = {
  declining: {},
  decliningByDays: { interestPeriod: 'by-days', instalmentFormula: 'exact-periods', dayCount: 'actual/365' },
  equalPrincipal: { amortisation: 'equal-principal' },
  flat: { method: 'flat' },
  flatDaily: { method: 'flat-daily', ratePercent: '0.2' },
};

const metrics: Metrics = {};
for (const [name, product] of Object.entries(PRODUCTS)) {
  metrics[`lending.schedulesPerSecond.${name}`] = perSecond((nth) => {
    const startOn = addDays(FIRST_DAY, nth % DAYS);
    buildSchedule(
      plainSchedule({ ...product, startOn, tranches: [{ onDate: startOn, amountMinor: 1_000_000 + nth }] }),
    );
  });
}
metrics['lending.livesPerSecond'] = perSecond((nth) => foldLoan(lifeOf(nth)));
report(metrics, options);

/** A loan with twelve payments on time. */
function lifeOf(nth: number): LoanEvent[] {
  const terms = plainLoan({ tranches: [{ onDate: FIRST_DAY, amountMinor: 1_000_000 + nth }] });
  const payments = Array.from({ length: 12 }, (_, index): LoanEvent => {
    const onDate = addDays(FIRST_DAY, 30 * (index + 1));
    return { id: `p${index}`, enteredOn: onDate, kind: 'paid', reason: 'repayment', onDate, amountMinor: 88_849 };
  });
  return [...startOf(terms), ...payments];
}

/** Calls within the time, after a tenth of it to warm up. */
function perSecond(call: (nth: number) => void): number {
  runFor(options.seconds / 10, call);
  return runFor(options.seconds, call);
}

function runFor(seconds: number, call: (nth: number) => void): number {
  const IN_A_ROW = 200;
  const started = process.cpuUsage();
  let calls = 0;
  let spent = 0;
  for (; spent < seconds; spent = cpuSeconds(started)) {
    for (let nth = 0; nth < IN_A_ROW; nth += 1) call(calls + nth);
    calls += IN_A_ROW;
  }
  return calls / spent;
}

function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}
