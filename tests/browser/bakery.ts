import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

const FILE =
  process.env.BAKERY_TILL ?? resolve(import.meta.dirname, '../../../shared/data/forecast/bakery_transactions.csv.gz');
const DAY_MS = 86_400_000;

/** A real till: `date,time,transaction,item`, its days moved by whole weeks so that it ended in the last seven. */
export type Bakery = { csv: string; lines: number; lastOn: string; soldOn: Map<string, number>; best: string };

/** Null where the file does not lie there; it is nobody's to pass on, so it is no part of the project. */
export function readBakery(today: Date): Bakery | null {
  if (!existsSync(FILE)) {
    console.log(`skipped: no till data at ${FILE} (BAKERY_TILL names another place)`);
    return null;
  }
  const rows = gunzipSync(readFileSync(FILE)).toString('utf8').trim().split('\n').slice(1);
  const lastDay = Date.parse(rows.at(-1)?.slice(0, 10) ?? '');
  const weeks = Math.floor((today.getTime() - DAY_MS - lastDay) / (7 * DAY_MS));
  const moved = (on: string) => new Date(Date.parse(on) + weeks * 7 * DAY_MS).toISOString().slice(0, 10);
  const soldOn = new Map<string, number>();
  const items = new Map<string, number>();
  const lines = rows.map((row) => {
    const on = moved(row.slice(0, 10));
    const item = row.split(',')[3] ?? '';
    soldOn.set(on, (soldOn.get(on) ?? 0) + 1);
    items.set(item, (items.get(item) ?? 0) + 1);
    return `${on}${row.slice(10)}`;
  });
  const [best = ''] = [...items].sort((a, b) => b[1] - a[1])[0] ?? [];
  return {
    csv: ['date,time,transaction,item', ...lines].join('\n'),
    lines: lines.length,
    lastOn: [...soldOn.keys()].sort().at(-1) ?? '',
    soldOn,
    best,
  };
}
