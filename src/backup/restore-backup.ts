import { assert } from '../platform/assert.ts';
import { type MigrationSource, readMigrations } from '../platform/migrate.ts';
import type { Storage } from '../platform/storage.ts';
import { BackupRefusal } from './backup-refusal.ts';
import type { HouseDatabase } from './house-databases.ts';
import { allParts, type DatabaseEntry, type Manifest, readManifest, type TableEntry } from './manifest.ts';
import { chunksOfParts, readPart, readParts } from './parts.ts';
import { listStrangeTables, openRefill, type Refill } from './restore-queries.ts';
import { inOrderOfReferences, strangeMigration } from './restore-rules.ts';
import { readTar } from './tar.ts';

/** `done` and `total` in bytes of the backup; `what` is a table, `files` or `checking`. */
export type RestoreProgress = (done: number, total: number, what: string) => void;

export type RestoreWish = {
  place: Storage;
  name: string;
  databases: readonly HouseDatabase[];
  /** Where files of people go. */
  files: Storage;
  masterKeyIds: readonly string[];
  /** Modules of this house and their migrations. */
  sources: readonly MigrationSource[];
  onProgress?: RestoreProgress;
};

/**
 * Puts a backup into empty databases. Looks at everything first (every checksum, the schema, the master key, the emptiness)
 * and refuses before it writes. Then files (writing them twice is harmless), then each database in one transaction: who
 * dies in the middle leaves an empty database behind, and the same command again does it whole. Each module goes where it
 * lives now, which may be another database than at the time of the backup.
 */
export async function restoreBackup(wish: RestoreWish): Promise<Manifest> {
  const manifest = await checkBackup(wish);
  refuseOtherKey(manifest, wish.masterKeyIds);
  await refuseStrangeSchema(manifest, wish.sources);
  for (const { url } of wish.databases) await refuseUsed(url);
  if (manifest.files) await putFiles(wish, manifest);
  const total = sizeOf(manifest);
  let done = manifest.files ? sumOf(manifest.files.parts) : 0;
  for (const database of wish.databases) {
    const share = shareOf(manifest, database);
    if (share.migrations.length === 0) continue;
    await fill(wish, database.url, share, (table) => {
      done += sumOf(table.parts);
      wish.onProgress?.(done, total, table.name);
    });
  }
  return manifest;
}

/** Reads every part once and compares it with the manifest. Writes nothing. */
export async function checkBackup(wish: Pick<RestoreWish, 'place' | 'name' | 'onProgress'>): Promise<Manifest> {
  const manifest = await readManifest(wish.place, wish.name);
  const total = sizeOf(manifest);
  let done = 0;
  for (const { part } of allParts(manifest)) {
    await readPart(wish.place, part);
    done += part.bytes;
    wish.onProgress?.(done, total, 'checking');
  }
  return manifest;
}

function sizeOf(manifest: Manifest): number {
  return sumOf(allParts(manifest).map(({ part }) => part));
}

function sumOf(parts: readonly { bytes: number }[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Sealed fields (account numbers, second factors, signing keys) open only under the key that sealed them. */
function refuseOtherKey({ masterKeyIds }: Manifest, here: readonly string[]): void {
  const missing = masterKeyIds.filter((id) => !here.includes(id));
  if (missing.length === 0) return;
  throw new BackupRefusal(
    'backup.other-key',
    `its encrypted fields need the master key ${missing.join(', ')}, and here is ${here.join(', ')}. ` +
      'Set LUMBUNG_MASTER_KEY to that key, or put the secrets.json of that time back into the data folder.',
  );
}

async function refuseStrangeSchema(manifest: Manifest, sources: readonly MigrationSource[]): Promise<void> {
  const known = await readMigrations(sources);
  const strange = strangeMigration(
    manifest.databases.flatMap(({ migrations }) => migrations),
    known,
  );
  if (strange?.kind === 'unknown')
    throw new BackupRefusal('backup.newer', `it was made with ${strange.name}, which this version does not know yet`);
  if (strange)
    throw new BackupRefusal('backup.foreign', `its migration ${strange.name} is not the one of this version`);
}

async function refuseUsed(url: string): Promise<void> {
  const { count, some } = await listStrangeTables(url);
  if (count === 0) return;
  throw new BackupRefusal(
    'backup.not-empty',
    `a backup is restored into an empty database only, and this one holds ${count} tables (${some.join(', ')}, …)`,
  );
}

/** What of the backup belongs into a database: the modules that live there now. */
function shareOf(
  manifest: Manifest,
  { holds }: HouseDatabase,
): Pick<DatabaseEntry, 'migrations' | 'tables' | 'sequences'> {
  const isHere = ({ name }: { name: string }): boolean => holds(name.split('.')[0] ?? '');
  const migrations = manifest.databases.flatMap((entry) => entry.migrations);
  const own = migrations.filter(({ module }) => module !== 'platform' && holds(module));
  return {
    migrations: own.length > 0 ? [...migrations.filter(({ module }) => module === 'platform'), ...own] : [],
    tables: manifest.databases.flatMap(({ tables }) => tables.filter(isHere)),
    sequences: manifest.databases.flatMap(({ sequences }) => sequences.filter(isHere)),
  };
}

async function fill(
  wish: RestoreWish,
  url: string,
  share: ReturnType<typeof shareOf>,
  onTable: (table: TableEntry) => void,
): Promise<void> {
  const refill = await openRefill(url);
  try {
    await refill.build(wish.sources, new Set(share.migrations.map(({ module, name }) => `${module}/${name}`)));
    const columns = await refill.tables();
    for (const table of share.tables) {
      const unknown = table.columns.filter((column) => !columns.get(table.name)?.has(column));
      if (unknown.length > 0)
        throw new BackupRefusal('backup.foreign', `there is no ${table.name} with ${unknown.join(', ')} at that state`);
    }
    const byName = new Map(share.tables.map((table) => [table.name, table]));
    for (const name of inOrderOfReferences([...byName.keys()], await refill.references())) {
      const table = byName.get(name);
      if (table && table.parts.length > 0) await copyBack(wish.place, refill, table);
      if (table) onTable(table);
    }
    await refill.setSequences(share.sequences);
    await refill.commit();
  } finally {
    await refill.close();
  }
}

async function copyBack(place: Storage, refill: Refill, table: TableEntry): Promise<void> {
  const { sink, rows } = refill.copy(table.name, table.columns);
  await readParts(place, table.parts, sink);
  assert(rows() === table.rows, `${table.name} got ${rows()} rows instead of ${table.rows}`);
}

async function putFiles({ place, files, onProgress }: RestoreWish, manifest: Manifest): Promise<void> {
  const parts = manifest.files?.parts ?? [];
  if (parts.length === 0) return;
  const total = sizeOf(manifest);
  let count = 0;
  for await (const { name, bytes } of readTar(chunksOfParts(place, parts))) {
    await files.put(name, bytes, typeOf(name));
    count++;
    onProgress?.(0, total, 'files');
  }
  assert(count === manifest.files?.count, `${count} files came back instead of ${manifest.files?.count}`);
}

/** Of the originals of pictures, the only files there are; anything else is served as bytes. */
function typeOf(name: string): string {
  return name.endsWith('.webp') ? 'image/webp' : 'application/octet-stream';
}
