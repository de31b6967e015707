/**
 * Limits that hold for every JSON body and every text from outside, before any schema looks at it. They keep values
 * away that no schema refuses and that later code cannot carry: PostgreSQL knows no NUL in text, JSON.stringify no
 * endless depth, JavaScript no integer above 2^53.
 */
export const MAX_DEPTH = 24;
export const MAX_NODES = 20_000;

export type GuardIssue = {
  pointer: string;
  code: 'forbidden-character' | 'unsafe-number' | 'too-deep' | 'too-complex' | 'forbidden-name';
};

/** What the walk has seen; decides whether all errors of a body are worth collecting. */
export type GuardReport = { issue: GuardIssue | null; nodes: number; longestText: number };

/** Walks a parsed JSON value once and stops at the first thing that must not come in. */
export function guardJson(value: unknown): GuardReport {
  const report: GuardReport = { issue: null, nodes: 0, longestText: 0 };
  walk(value, '', 0, report);
  return report;
}

/** True for text that may be stored: no NUL, no half of a surrogate pair. */
export function isCleanText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** One step of a JSON pointer (RFC 6901). */
export function pointerStep(name: string): string {
  return `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function walk(value: unknown, pointer: string, depth: number, report: GuardReport): void {
  if (++report.nodes > MAX_NODES) {
    report.issue = { pointer: '', code: 'too-complex' };
  } else if (typeof value === 'string') {
    if (value.length > report.longestText) report.longestText = value.length;
    if (!isCleanText(value)) report.issue = { pointer, code: 'forbidden-character' };
  } else if (typeof value === 'number') {
    // Beyond the safe integers two different numbers become one; 1e400 arrives as Infinity.
    if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER)
      report.issue = { pointer, code: 'unsafe-number' };
  } else if (typeof value === 'object' && value !== null) {
    if (depth >= MAX_DEPTH) report.issue = { pointer, code: 'too-deep' };
    else if (Array.isArray(value)) walkList(value, pointer, depth, report);
    else walkObject(value as Record<string, unknown>, pointer, depth, report);
  }
}

function walkList(list: unknown[], pointer: string, depth: number, report: GuardReport): void {
  for (let index = 0; index < list.length && report.issue === null; index++)
    walk(list[index], `${pointer}/${index}`, depth + 1, report);
}

function walkObject(object: Record<string, unknown>, pointer: string, depth: number, report: GuardReport): void {
  for (const name of Object.keys(object)) {
    if (!isCleanText(name)) report.issue = { pointer, code: 'forbidden-character' };
    else if (name === '__proto__') report.issue = { pointer, code: 'forbidden-name' };
    else walk(object[name], pointer + pointerStep(name), depth + 1, report);
    if (report.issue !== null) return;
  }
}
