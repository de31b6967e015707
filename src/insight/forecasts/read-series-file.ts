import { type Line, openText, readLines } from '../../import/read-lines.ts';
import { type CleanSeries, cleanSeries, type SeriesRefusal } from './core/clean-series.ts';
import { isPrice } from './core/forecast-group.ts';

export type NamedSeries = CleanSeries & {
  id: string;
  group: string;
  /** Day number (since 1970) of the first value of a daily series whose `start` can be read. */
  day: number | undefined;
  /** What stands before `|` in the id, if that is there: `cabai_rawit|12` is a price on the board `cabai_rawit`. */
  board: string | undefined;
  /** One value a day: the season is a week, or the frequency says so. */
  isDaily: boolean;
};
export type RefusedLine = {
  line: number;
  id: string | null;
  code: SeriesRefusal | 'forecasts.line-wrong' | 'forecasts.line-too-long' | 'forecasts.id-twice';
};

/**
 * Reads JSON lines `{"id","freq","period","h","x":[…]}`, plain or gzip. Lines that cannot be used are set aside with their
 * number and a code, and the others go on. `horizon` serves lines without `h`. Series of one frequency, period and
 * horizon form a group: their errors are pooled when bands are calibrated. An id that has come before is refused.
 */
export async function readSeriesFile(
  path: string,
  horizon: number | undefined,
): Promise<{ series: NamedSeries[]; refused: RefusedLine[] }> {
  const series: NamedSeries[] = [];
  const refused: RefusedLine[] = [];
  const ids = new Set<string>();
  for await (const { number, text, isCut } of linesOf(path)) {
    if (text.trim() === '') continue;
    const read = isCut ? ({ id: null, code: 'forecasts.line-too-long' } as const) : readLine(text, horizon);
    if ('code' in read) refused.push({ line: number, ...read });
    else if (ids.has(read.id)) refused.push({ line: number, id: read.id, code: 'forecasts.id-twice' });
    else {
      ids.add(read.id);
      series.push(read);
    }
  }
  return { series, refused };
}

/** A line that never ends (a file that swells when it is unpacked) is cut, not gathered in memory. */
async function* linesOf(path: string): AsyncGenerator<Line> {
  try {
    yield* readLines(await openText(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`forecasts.file-damaged: ${path} cannot be read to its end (${reason})`, { cause: error });
  }
}

const LONGEST_ID = 200;

/** One line as a series, or the code of what is wrong with it. */
export function readLine(
  line: string,
  horizon: number | undefined,
): NamedSeries | { id: string | null; code: RefusedLine['code'] } {
  const read = parse(line.replace(/^\uFEFF/, ''));
  if (!read) return { id: null, code: 'forecasts.line-wrong' };
  const { id, freq, period, h = horizon, x, start } = read;
  if (typeof id !== 'string' && typeof id !== 'number') return { id: null, code: 'forecasts.line-wrong' };
  const name = String(id);
  if (name.length > LONGEST_ID) return { id: null, code: 'forecasts.line-wrong' };
  const clean = cleanSeries({ values: x, period, horizon: h });
  if (typeof clean === 'string') return { id: name, code: clean };
  const isDaily = clean.period === DAYS_A_WEEK || /^(?:d|harian$)/i.test(String(freq ?? ''));
  const first = isDaily ? dayNumber(start) : undefined;
  return {
    ...(clean.filled > 0 && isPrice({ ...clean, isDaily }) ? withQuotesCarried(clean, x) : clean),
    id: name,
    isDaily,
    day: first === undefined ? undefined : first + clean.cut,
    board: boardOf(name),
    group: `${String(freq ?? '')}|${clean.period}|${clean.horizon}`,
  };
}

/** A price that nobody quoted today is that of yesterday; the same weekday of last week has nothing to do with it. */
function withQuotesCarried(clean: CleanSeries, given: unknown): CleanSeries {
  if (!Array.isArray(given)) return clean;
  let last = clean.values[0] ?? 0;
  const values = clean.values.map((_, t) => {
    const quote: unknown = given[clean.cut + t];
    if (typeof quote === 'number' && !Number.isNaN(quote)) last = quote;
    return last;
  });
  return { ...clean, values };
}

function boardOf(id: string): string | undefined {
  const end = id.search(/[|/:]/);
  return end > 0 ? id.slice(0, end) : undefined;
}

const DAYS_A_WEEK = 7;
const DAY_MS = 86_400_000;

/** What the tables of the Hijri calendar reach with room to spare. */
const YEARS = { first: 1950, last: 2150 };

/** `2026-03-21` as days since 1970; undefined for anything else: a start that cannot be read, or lies far from today, is as good as none. */
function dayNumber(start: unknown): number | undefined {
  if (typeof start !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(start)) return undefined;
  const year = Number(start.slice(0, 4));
  const moment = Date.parse(`${start}T00:00:00Z`);
  if (Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(start)) return undefined;
  return year >= YEARS.first && year <= YEARS.last ? moment / DAY_MS : undefined;
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
