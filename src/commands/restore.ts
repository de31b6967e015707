import { parseArgs } from 'node:util';
import { openHouseDatabases } from '../backup/house-databases.ts';
import { listBackups } from '../backup/keep-newest.ts';
import type { Manifest } from '../backup/manifest.ts';
import { openPlace } from '../backup/places.ts';
import { checkBackup, restoreBackup } from '../backup/restore-backup.ts';
import { type Config, environment, masterKeysOf, readConfig } from '../config.ts';
import { masterKeyId } from '../platform/encryption.ts';
import { listModuleFolders } from '../platform/modules-on-disk.ts';
import { prepareGround } from '../server.ts';
import { DEFAULT_PLACE, filesOf } from './backup.ts';
import { byteProgress } from './progress-bar.ts';

const HELP = `lumbung restore NAME: puts a backup into an empty database. "latest" is the newest.

  --from PLACE   a folder, or s3://BUCKET/FOLDER at S3_ENDPOINT (backups, in this folder)
  --check        only reads the whole backup and compares every checksum

Refuses, and changes nothing, when the database holds tables, a part is damaged or missing, the backup is of a newer
version, or the master key is another one. Afterwards: npm run lumbung -- verify`;

const OPTIONS = { help: { type: 'boolean' }, from: { type: 'string' }, check: { type: 'boolean' } } as const;

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [wished] = positionals;
  if (values.help || !wished) return console.log(HELP);
  const env = environment();
  const config = await readConfig({ ...env, LOG_LEVEL: env.LOG_LEVEL ?? 'error' });
  const { storage: place } = openPlace(values.from ?? DEFAULT_PLACE, config);
  const name = wished === 'latest' ? ((await listBackups(place)).at(-1) ?? wished) : wished;
  const bar = byteProgress(values.check ? 'checking' : 'restoring', process.stderr.isTTY);
  try {
    if (values.check) {
      await checkBackup({ place, name, onProgress: bar.update });
      return console.log(`${name} is whole.`);
    }
    const manifest = await putBack(config, { place, name, onProgress: bar.update });
    bar.stop();
    await migrateToToday(config);
    tell(manifest);
  } finally {
    bar.stop();
  }
}

async function putBack(
  config: Config,
  what: Pick<Parameters<typeof restoreBackup>[0], 'place' | 'name' | 'onProgress'>,
): Promise<Manifest> {
  const house = await openHouseDatabases(config);
  try {
    return await restoreBackup({
      ...what,
      databases: house.databases,
      files: filesOf(config),
      masterKeyIds: masterKeysOf(config).map(masterKeyId),
      sources: await listModuleFolders(),
    });
  } finally {
    await house.close();
  }
}

/** The rows came back into the schema of their time. */
async function migrateToToday(config: Config): Promise<void> {
  const ground = await prepareGround(config);
  await ground.close();
}

function tell({ name, takenAt, databases, files }: Manifest): void {
  const tables = databases.flatMap((database) => database.tables);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const kept = files ? `${files.count} files` : 'no files';
  console.log(`${name} is back: ${rows.toLocaleString('en')} rows, ${kept}, as of ${takenAt}.`);
  console.log('Now prove it: npm run lumbung -- verify');
}
