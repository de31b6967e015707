import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { NO_CORRECTIONS } from '../insight/calendar/corrections.ts';
import { dayFacts } from '../insight/calendar/day-facts.ts';
import { dayOf } from '../insight/calendar/days.ts';
import { calendarTerms, priceTerms } from '../insight/forecasts/calendar-terms.ts';
import { forecastFile } from '../insight/forecasts/forecast-file.ts';

const HELP = `npm run forecast -- --insample FILE --out FILE.csv
  --insample FILE   JSON lines, plain or gzip: {"id","freq","period","h","x":[…]}, null for a gap,
                    "start":"2026-01-31" if you like (daily series: places them on the calendar)
  --out FILE        CSV: id,step,mean,lo,hi
  --level 0.95      share of later values that lie between lo and hi
  --horizon N       steps for lines without "h"

Series of the same freq, period and h calibrate each other's bands; daily ones of one shop share week, closed days and sum,
prices of one thing at several markets (seen by how they move together) share one model. Lines that cannot be used are named and left out;
the command then ends with code 1.`;

const SHOWN = 20;

/** The Indonesian calendar without corrections: a file belongs to no installation. */
const daysOf = (day: number, count: number) =>
  dayFacts({ from: dayOf(day), to: dayOf(day + count - 1) }, null, NO_CORRECTIONS);
const calendar = (day: number, count: number): Float64Array[] => calendarTerms(daysOf(day, count));
const priceCalendar = (day: number, count: number): Float64Array[] => priceTerms(daysOf(day, count));

export async function run(args: string[]): Promise<void> {
  const options = {
    help: { type: 'boolean' },
    insample: { type: 'string' },
    out: { type: 'string' },
    level: { type: 'string' },
    horizon: { type: 'string' },
  } as const;
  const { values } = parseArgs({ args, options });
  if (values.help || !values.insample || !values.out) return console.log(HELP);
  if (!existsSync(values.insample)) throw new Error(`There is no file ${values.insample}`);
  const level = Number(values.level ?? '0.95');
  if (!(level > 0 && level < 1)) throw new Error('--level is a share between 0 and 1, such as 0.95');
  const horizon = values.horizon === undefined ? undefined : Number(values.horizon);
  if (horizon !== undefined && !(Number.isInteger(horizon) && horizon > 0))
    throw new Error('--horizon is a whole number of steps');

  const started = performance.now();
  const bar = new SingleBar({ format: '{bar} {percentage}% | {value} of {total} series | {eta_formatted} left' });
  const progress = (done: number, total: number): void => {
    if (done === 0) bar.start(Math.max(1, total), 0);
    else bar.update(done);
  };
  const { insample, out } = values;
  const wish = { insample, out, level, horizon, calendar, priceCalendar };
  const { series, filled, refused } = await forecastFile(wish, progress).finally(() => bar.stop());
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${series} series, ${filled} gaps filled, ${seconds.toFixed(1)} s, ${(series / seconds).toFixed(0)} a second`,
  );
  for (const { line, id, code } of refused.slice(0, SHOWN))
    console.error(`line ${line}${id ? ` (${id})` : ''}: ${code}`);
  if (refused.length > SHOWN) console.error(`and ${refused.length - SHOWN} more lines`);
  if (refused.length > 0) process.exitCode = 1;
}
