import { readFileSync } from 'node:fs';

/** A file of expected figures: cases with inputs, what happened, and what must follow. Read loosely, checked when used. */
export type VectorFile = { delinquency: Record<string, unknown>; cases: VectorCase[] };
export type VectorCase = {
  id: string;
  kind: string;
  inputs: Fields;
  events: Fields[];
  steps: Fields[];
  checks: VectorCheck[];
  expected: Fields;
};
export type VectorCheck = { afterEvent: number; what: string; expect: unknown; about: Fields };
export type Fields = Record<string, unknown>;

/** Reads a file, or says in one sentence what is wrong with it. */
export function readVectorFile(path: string): VectorFile {
  const content = parse(path, readText(path));
  if (!isFields(content) || !Array.isArray(content.cases)) throw new Error(`${path} has no list "cases"`);
  if (content.cases.length === 0) throw new Error(`${path} has no cases`);
  const delinquency = isFields(content.delinquency) ? content.delinquency : {};
  return { delinquency, cases: content.cases.map((entry, index) => readCase(path, entry, index)) };
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** A field that must be there, as text. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw new Error(`"${name}" is missing or no text`);
  return value;
}

/** A field that must be there, as a number; `"12"` counts as one. */
export function numberOf(fields: Fields, name: string): number {
  const value = fields[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new Error(`"${name}" is missing or no number`);
  return number;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${path} cannot be read`, { cause });
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${path} is not JSON`, { cause });
  }
}

function readCase(path: string, entry: unknown, index: number): VectorCase {
  if (!isFields(entry)) throw new Error(`${path}: case ${index + 1} is no object`);
  const { id, kind, inputs } = entry;
  if (typeof id !== 'string' || typeof kind !== 'string') {
    throw new Error(`${path}: case ${index + 1} has no "id" or no "kind"`);
  }
  if (!isFields(inputs)) throw new Error(`${path}: ${id} has no "inputs"`);
  return {
    ...{ id, kind, inputs },
    events: listOf(entry.events),
    steps: listOf(entry.steps),
    checks: listOf(entry.checks).map(readCheck),
    expected: isFields(entry.expected) ? entry.expected : {},
  };
}

function readCheck(check: Fields): VectorCheck {
  const { after_event: afterEvent, what, expect, ...about } = check;
  return { afterEvent: Number(afterEvent), what: String(what), expect, about };
}
