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
  walk(value, 0, report);
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

function walk(value: unknown, depth: number, report: GuardReport): void {
  if (++report.nodes > MAX_NODES) note(report, 'too-complex');
  else if (typeof value === 'string') walkText(value, report);
  else if (typeof value === 'number') walkNumber(value, report);
  else if (typeof value === 'object' && value !== null) walkParts(value, depth, report);
}

function note(report: GuardReport, code: GuardIssue['code']): void {
  report.issue = { pointer: '', code };
}

function walkText(text: string, report: GuardReport): void {
  if (text.length > report.longestText) report.longestText = text.length;
  if (!isCleanText(text)) note(report, 'forbidden-character');
}

/** Beyond the safe integers two different numbers become one; 1e400 arrives as Infinity. */
function walkNumber(value: number, report: GuardReport): void {
  if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) note(report, 'unsafe-number');
}

function walkParts(value: object, depth: number, report: GuardReport): void {
  if (depth >= MAX_DEPTH) note(report, 'too-deep');
  else if (Array.isArray(value)) walkList(value, depth, report);
  else walkObject(value as Record<string, unknown>, depth, report);
}

function walkList(list: unknown[], depth: number, report: GuardReport): void {
  for (let index = 0; index < list.length && report.issue === null; index++) {
    walk(list[index], depth + 1, report);
    if (report.issue !== null) prepend(report, String(index));
  }
}

function walkObject(object: Record<string, unknown>, depth: number, report: GuardReport): void {
  for (const name in object) {
    if (!isCleanText(name)) note(report, 'forbidden-character');
    else if (name === '__proto__') note(report, 'forbidden-name');
    else walkField(object[name], name, { depth, report });
    if (report.issue !== null) return;
  }
}

function walkField(value: unknown, name: string, at: { depth: number; report: GuardReport }): void {
  walk(value, at.depth + 1, at.report);
  if (at.report.issue !== null) prepend(at.report, name);
}

/** The pointer is put together on the way back: on the usual way, without an issue, it costs nothing. */
function prepend(report: GuardReport, step: string): void {
  if (report.issue && report.issue.code !== 'too-complex')
    report.issue.pointer = pointerStep(step) + report.issue.pointer;
}
