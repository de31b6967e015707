import { Readable } from 'node:stream';
import { assert } from '../platform/assert.ts';
import type { Storage } from '../platform/storage.ts';
import { BackupRefusal } from './backup-refusal.ts';
import type { HouseDatabase } from './house-databases.ts';
import {
  type DatabaseEntry,
  type FilesEntry,
  FORMAT_VERSION,
  type Manifest,
  manifestKey,
  NAME_PATTERN,
  type TableEntry,
  writeManifest,
} from './manifest.ts';
import { writeParts } from './parts.ts';
import { openSnapshot, type Snapshot, type SnapshotTable } from './snapshot-queries.ts';
import { tarEnd, tarFile } from './tar.ts';

/** `done` and `total` in bytes on the disk of the database; `what` is a table or `files`. */
export type BackupProgress = (done: number, total: number, what: string) => void;

export type BackupWish = {
  databases: readonly HouseDatabase[];
  /** Files of people; null leaves them out. */
  files: Storage | null;
  place: Storage;
  masterKeyIds: string[];
  now: Date;
  onProgress?: BackupProgress;
};

/** Pictures in other sizes are made again when somebody looks at them. Backups in the same bucket are left out as well. */
const MADE_AGAIN = /\/\d+\.(webp|avif)$/;

/**
 * Writes everything that Lumbung keeps as one backup, while the house goes on working. Every database is read at one
 * moment (all of them are opened before the first row is read); files come after it, so none is missing that a row names.
 * Memory stays at some megabytes whatever the size. The manifest comes last and makes it a backup.
 */
export async function takeBackup(wish: BackupWish): Promise<Manifest> {
  const name = `lumbung-${wish.now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  assert((await wish.place.get(manifestKey(name))) === null, `There is a backup ${name} already`);
  const databases = await readDatabases(wish, name);
  const manifest: Manifest = {
    format: 'lumbung-backup',
    formatVersion: FORMAT_VERSION,
    name,
    takenAt: wish.now.toISOString(),
    masterKeyIds: wish.masterKeyIds,
    databases,
    files: wish.files ? await copyFiles(wish, name, wish.files) : null,
  };
  await writeManifest(wish.place, manifest);
  return manifest;
}

type Opened = { snapshot: Snapshot; database: HouseDatabase };

async function readDatabases(wish: BackupWish, name: string): Promise<DatabaseEntry[]> {
  const opened: Opened[] = [];
  try {
    for (const database of wish.databases) {
      const snapshot = await openSnapshot(database.url);
      if (snapshot) opened.push({ snapshot, database });
    }
    if (opened.length === 0) throw new BackupRefusal('backup.no-database', 'the database holds no Lumbung yet');
    return await copyDatabases(wish, name, opened);
  } finally {
    await Promise.all(opened.map(({ snapshot }) => snapshot.close()));
  }
}

async function copyDatabases(wish: BackupWish, name: string, opened: readonly Opened[]): Promise<DatabaseEntry[]> {
  const plans = await Promise.all(
    opened.map(async ({ snapshot, database }) => {
      const modules = [...new Set(snapshot.migrations.map(({ module }) => module))].filter(
        (module) => module === 'platform' || database.holds(module),
      );
      return { snapshot, modules, tables: await snapshot.tables(modules) };
    }),
  );
  const total = plans.flatMap(({ tables }) => tables).reduce((sum, { bytes }) => sum + bytes, 0);
  const entries: DatabaseEntry[] = [];
  let done = 0;
  for (const { snapshot, modules, tables } of plans) {
    const copied: TableEntry[] = [];
    for (const table of tables) {
      const what = `${table.schema}.${table.table}`;
      copied.push(
        await copyTable(wish, name, {
          snapshot,
          table,
          onBytes: (raw) => wish.onProgress?.(done + Math.min(raw, table.bytes), total, what),
        }),
      );
      done += table.bytes;
    }
    entries.push({
      modules,
      takenAt: snapshot.takenAt,
      serverVersion: snapshot.serverVersion,
      migrations: snapshot.migrations.filter(({ module }) => modules.includes(module)),
      tables: copied,
      sequences: await snapshot.sequences(modules),
    });
  }
  wish.onProgress?.(total, total, 'files');
  return entries;
}

async function copyTable(
  wish: BackupWish,
  name: string,
  { snapshot, table, onBytes }: { snapshot: Snapshot; table: SnapshotTable; onBytes: (raw: number) => void },
): Promise<TableEntry> {
  const { stream, rows } = await snapshot.copy(table);
  let read = 0;
  const { parts, rawBytes } = await writeParts(stream, {
    place: wish.place,
    keyOf: (number) => `${name}/${table.schema}.${table.table}-${String(number).padStart(4, '0')}.copy.zst`,
    onBytes: (bytes) => {
      read += bytes;
      onBytes(read);
    },
  });
  const columns = table.columns.map((column) => column.name);
  return { name: `${table.schema}.${table.table}`, columns, rows: rows(), rawBytes, parts };
}

async function copyFiles(wish: BackupWish, name: string, files: Storage): Promise<FilesEntry> {
  const entry: FilesEntry = { count: 0, bytes: 0, parts: [] };
  async function* tar(): AsyncGenerator<Buffer> {
    for await (const key of files.list('')) {
      if (MADE_AGAIN.test(key) || key.split('/').some((part) => NAME_PATTERN.test(part))) continue;
      const bytes = await files.get(key);
      // Deleted between listing and reading.
      if (!bytes) continue;
      entry.count++;
      entry.bytes += bytes.length;
      yield* tarFile({ name: key, bytes });
    }
    if (entry.count > 0) yield tarEnd();
  }
  const keyOf = (number: number): string => `${name}/files-${String(number).padStart(4, '0')}.tar.zst`;
  const { parts } = await writeParts(Readable.from(tar()), { place: wish.place, keyOf });
  return { ...entry, parts };
}
