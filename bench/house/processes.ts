import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** `USER_HZ`, which Linux has fixed at 100 for programs to rely on. */
const TICK_MS = 10;

type Stat = { parent: number; ownMs: number; reapedMs: number };

function readStat(pid: number | string): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; what follows it is numbers.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number): number => fields[index] ?? 0;
    return { parent: at(1), ownMs: (at(11) + at(12)) * TICK_MS, reapedMs: (at(13) + at(14)) * TICK_MS };
  } catch {
    return null;
  }
}

/** CPU of a process, user and system, in ms; NaN where there is no /proc. */
export function cpuMsOf(pid: number): number {
  return readStat(pid)?.ownMs ?? Number.NaN;
}

/** CPU of a process and its direct children, also of those that have ended: a PostgreSQL with its backends. NaN where there is no /proc. */
export function cpuMsOfFamily(pid: number): number {
  const head = readStat(pid);
  if (!head) return Number.NaN;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readStat)
    .filter((stat) => stat?.parent === pid);
  return children.reduce((sum, stat) => sum + (stat?.ownMs ?? 0), head.ownMs + head.reapedMs);
}

/** The class of the machine in a few words, without its name. */
export function describeMachine(): string {
  const [first] = cpus();
  return `${cpus().length} x ${first?.model.trim() ?? 'unknown CPU'}, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}

/** Load average of the last minute: how noisy the machine was. */
export function load1(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}
