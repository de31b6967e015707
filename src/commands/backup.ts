import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openHouseDatabases } from '../backup/house-databases.ts';
import { keepNewest, listBackups } from '../backup/keep-newest.ts';
import { allParts, type Manifest } from '../backup/manifest.ts';
import { openPlace, type Place } from '../backup/places.ts';
import { takeBackup } from '../backup/take-backup.ts';
import { type Config, environment, masterKeysOf, readConfig } from '../config.ts';
import { masterKeyId } from '../platform/encryption.ts';
import { diskStorage, s3Storage } from '../platform/storage.ts';
import { byteProgress } from './progress-bar.ts';

const HELP = `lumbung backup: writes everything as one backup, while the shop goes on selling.

  --to PLACE        a folder, or s3://BUCKET/FOLDER at S3_ENDPOINT (backups, in this folder)
  --keep N          afterwards deletes all backups there but the newest N
  --without-files   leaves pictures out (where the object storage keeps its own copies)
  --list            only shows which backups there are

In it: every table, sequence and migration of all modules at one moment, and the original pictures. Not in it: the master
key and the other secrets. Keep them apart: without the master key the encrypted fields of a backup stay closed.
See docs/guides/backup.md, also for the way back (lumbung restore).`;

const OPTIONS = {
  help: { type: 'boolean' },
  to: { type: 'string' },
  keep: { type: 'string' },
  'without-files': { type: 'boolean' },
  list: { type: 'boolean' },
} as const;
export const DEFAULT_PLACE = 'backups';

export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) return console.log(HELP);
  const keep = values.keep === undefined ? null : keepOf(values.keep);
  const env = environment();
  const config = await readConfig({ ...env, LOG_LEVEL: env.LOG_LEVEL ?? 'error' });
  const place = openPlace(values.to ?? DEFAULT_PLACE, config);
  if (values.list) return console.log((await listBackups(place.storage)).join('\n'));
  const startedAt = performance.now();
  const manifest = await backUp(config, place, !values['without-files']);
  tell(config, place, manifest, (performance.now() - startedAt) / 1_000);
  if (keep === null) return;
  const gone = await keepNewest(place.storage, keep);
  console.log(gone.length > 0 ? `Deleted: ${gone.join(', ')}` : `Nothing older than the newest ${keep} to delete.`);
}

async function backUp(config: Config, { storage }: Place, hasFiles: boolean): Promise<Manifest> {
  const house = await openHouseDatabases(config);
  const bar = byteProgress('backing up', process.stderr.isTTY);
  try {
    return await takeBackup({
      databases: house.databases,
      files: hasFiles ? filesOf(config) : null,
      place: storage,
      masterKeyIds: masterKeysOf(config).map(masterKeyId),
      now: new Date(),
      onProgress: bar.update,
    });
  } finally {
    bar.stop();
    await house.close();
  }
}

/** Where the house keeps what people have sent. */
export function filesOf(config: Config) {
  const { s3 } = config.providers;
  return s3 ? s3Storage(s3) : diskStorage(join(config.dataDir, 'files'));
}

function keepOf(text: string): number {
  const keep = Number(text);
  if (!Number.isSafeInteger(keep) || keep < 1) throw new Error(`--keep is a whole number from 1, not ${text}`);
  return keep;
}

function tell(config: Config, place: Place, manifest: Manifest, seconds: number): void {
  const tables = manifest.databases.flatMap((database) => database.tables);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const raw = tables.reduce((sum, table) => sum + table.rawBytes, 0) + (manifest.files?.bytes ?? 0);
  const kept = allParts(manifest).reduce((sum, { part }) => sum + part.bytes, 0);
  const files = manifest.files ? `${manifest.files.count} files` : 'no files';
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  console.log(
    `${manifest.name} in ${place.name}\n` +
      `${rows.toLocaleString('en')} rows of ${tables.length} tables, ${files}; ${megabytes(raw)} as ${megabytes(kept)}, ${seconds.toFixed(1)} s.`,
  );
  if (manifest.databases.length > 1)
    console.log(`${manifest.databases.length} databases, each at its own moment: see docs/guides/backup.md.`);
  const key = config.isProduction
    ? 'LUMBUNG_MASTER_KEY'
    : `LUMBUNG_MASTER_KEY or ${join(config.dataDir, 'secrets.json')}`;
  console.log(`Keep apart from it: the master key ${manifest.masterKeyIds.join(', ')} (${key}).`);
}
