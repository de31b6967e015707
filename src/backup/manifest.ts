import { createHash } from 'node:crypto';
import type { Storage } from '../platform/storage.ts';
import { BackupRefusal } from './backup-refusal.ts';

/** One object of at most some megabytes: a slice of a zstd stream. */
export type Part = { key: string; bytes: number; sha256: string };

export type TableEntry = {
  /** `schema.table`. */
  name: string;
  columns: string[];
  rows: number;
  /** Of the COPY text before compression. */
  rawBytes: number;
  /** Together one zstd stream of PostgreSQL's COPY text; none for an empty table. */
  parts: Part[];
};

/** `lastValue` as text: it may be larger than a safe integer. */
export type SequenceEntry = { name: string; lastValue: string };
export type MigrationEntry = { module: string; name: string; sha256: string };

/** What one snapshot of one database holds. */
export type DatabaseEntry = {
  modules: string[];
  takenAt: string;
  serverVersion: string;
  migrations: MigrationEntry[];
  tables: TableEntry[];
  sequences: SequenceEntry[];
};

/** Files of people, as a tar in one zstd stream. */
export type FilesEntry = { count: number; bytes: number; parts: Part[] };

export type Manifest = {
  format: 'lumbung-backup';
  formatVersion: number;
  name: string;
  takenAt: string;
  /** Names (never the keys themselves) of the master keys that the encrypted fields were sealed with, newest first. */
  masterKeyIds: string[];
  databases: DatabaseEntry[];
  /** Null where the files were left out. */
  files: FilesEntry | null;
};

export const FORMAT_VERSION = 1;
export const NAME_PATTERN = /^lumbung-\d{8}T\d{6}Z$/;

export function manifestKey(name: string): string {
  return `${name}/manifest.json`;
}

/** Written last: without it there is no backup, only remains of one that did not come to its end. */
export async function writeManifest(place: Storage, manifest: Manifest): Promise<void> {
  const text = JSON.stringify({ manifest, sha256: sha256Of(JSON.stringify(manifest)) }, null, 1);
  await place.put(manifestKey(manifest.name), Buffer.from(`${text}\n`), 'application/json');
}

/** Reads and believes it only when its own checksum holds and its form is one that this version knows. */
export async function readManifest(place: Storage, name: string): Promise<Manifest> {
  const bytes = NAME_PATTERN.test(name) ? await place.get(manifestKey(name)) : null;
  if (!bytes) throw new BackupRefusal('backup.not-found', `there is no finished backup ${name} here`);
  const { manifest, sha256 } = parsed(bytes, name);
  if (manifest?.format !== 'lumbung-backup')
    throw new BackupRefusal('backup.foreign', `${name} is not a backup of Lumbung`);
  if (!(manifest.formatVersion <= FORMAT_VERSION))
    throw new BackupRefusal('backup.newer', `${name} was made by a newer Lumbung; restore it with that one`);
  if (sha256 !== sha256Of(JSON.stringify(manifest)) || manifest.name !== name)
    throw new BackupRefusal('backup.damaged', `the manifest of ${name} is not as it was written`);
  return manifest;
}

/** Every part of the backup with what it belongs to, in the order of writing. */
export function allParts(manifest: Manifest): { part: Part; of: string }[] {
  const ofTables = manifest.databases.flatMap(({ tables }) =>
    tables.flatMap(({ name, parts }) => parts.map((part) => ({ part, of: name }))),
  );
  return [...ofTables, ...(manifest.files?.parts ?? []).map((part) => ({ part, of: 'files' }))];
}

export function sha256Of(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function parsed(bytes: Buffer, name: string): { manifest?: Manifest; sha256?: string } {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw new BackupRefusal('backup.damaged', `the manifest of ${name} is cut off or not readable`);
  }
}
