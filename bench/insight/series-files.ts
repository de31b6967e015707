import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

export const DATA = resolve(import.meta.dirname, '../../../shared/data');

/** The file, or null and a word about it when it is not there: data of others is not part of this repository. */
export function fileOrSkip(folder: string, name: string): string | null {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  console.log(`Skipped: there is no file ${path}. Give the folder with --data.`);
  return null;
}

export function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Rows of a simple CSV as lists, the header left out. Quoted fields may hold commas. */
export function readRows(path: string): string[][] {
  const lines = readText(path)
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');
  return lines.map((line) =>
    [...line.matchAll(/"([^"]*)"|([^,]+)|(?<=,)(?=,|$)/g)].map((match) => match[1] ?? match[2] ?? ''),
  );
}

export type JsonSeries = { id: string; freq: string; period: number; h: number; x: number[] };

export function readJsonLines(path: string): JsonSeries[] {
  return readText(path)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): JsonSeries => JSON.parse(line));
}

/** CPU milliseconds of this process (all threads) that the work took. */
export async function cpuMsOf<T>(work: () => T | Promise<T>): Promise<{ result: T; cpuMs: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMs: (user + system) / 1_000 };
}
