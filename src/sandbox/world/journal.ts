import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Changes when the form of the records changes; an older file is put aside and not read. */
const VERSION = 1;
/** So many lines are added before the file is written anew with only what lives. */
const COMPACT_AFTER_LINES = 100_000;

export type JournalRecord = { kind: string; id: string; value: unknown };

/**
 * Where the sandbox keeps what a provider would not forget when Lumbung restarts: one JSON line per change, written before
 * the answer goes out (without fsync: it survives the death of the process, not of the machine). `value: null` removes.
 */
export type Journal = {
  /** What an earlier run left, newest value per record, in the order of first appearance. */
  readonly restored: readonly JournalRecord[];
  write(record: JournalRecord): void;
  /** The source of a full copy, asked for when the file has grown too long. */
  compactFrom(living: () => Iterable<JournalRecord>): void;
  close(): void;
};

export const forgetfulJournal: Journal = { restored: [], write() {}, compactFrom() {}, close() {} };

export function openJournal(file: string): Journal {
  mkdirSync(dirname(file), { recursive: true });
  const restored = existsSync(file) ? readRecords(file) : [];
  rewrite(file, restored);
  let handle = openSync(file, 'a');
  let isOpen = true;
  let lines = 0;
  let living: () => Iterable<JournalRecord> = () => [];

  return {
    restored,
    write(record) {
      if (!isOpen) return;
      writeSync(handle, `${JSON.stringify(record)}\n`);
      lines += 1;
      if (lines < COMPACT_AFTER_LINES) return;
      closeSync(handle);
      rewrite(file, living());
      handle = openSync(file, 'a');
      lines = 0;
    },
    compactFrom(source) {
      living = source;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      closeSync(handle);
    },
  };
}

function readRecords(file: string): JournalRecord[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').split('\n');
  if (head !== JSON.stringify({ version: VERSION })) {
    renameSync(file, `${file}.old`);
    return [];
  }
  const records = new Map<string, JournalRecord>();
  for (const line of lines) {
    const record = recordOf(line);
    if (record === null) continue;
    const key = `${record.kind}/${record.id}`;
    if (record.value === null) records.delete(key);
    else records.set(key, record);
  }
  return [...records.values()];
}

/** A line cut off by a sudden end is no record; everything before it counts. */
function recordOf(line: string): JournalRecord | null {
  if (line === '') return null;
  try {
    const parsed: unknown = JSON.parse(line);
    if (
      typeof parsed !== 'object' ||
      parsed === null ||
      !('kind' in parsed) ||
      !('id' in parsed) ||
      !('value' in parsed)
    )
      return null;
    return { kind: String(parsed.kind), id: String(parsed.id), value: parsed.value };
  } catch {
    return null;
  }
}

function rewrite(file: string, records: Iterable<JournalRecord>): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, `${JSON.stringify({ version: VERSION })}\n`);
  let chunk: string[] = [];
  for (const record of records) {
    chunk.push(`${JSON.stringify(record)}\n`);
    if (chunk.length === 1000) {
      appendFileSync(fresh, chunk.join(''));
      chunk = [];
    }
  }
  appendFileSync(fresh, chunk.join(''));
  renameSync(fresh, file);
}
