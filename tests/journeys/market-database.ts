import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { environment, readConfig } from '../../src/config.ts';
import { systemCall } from '../../src/platform/call.ts';
import { migrationsFingerprint } from '../../src/platform/migrate.ts';
import { listModuleFolders } from '../../src/platform/modules-on-disk.ts';
import { cloneDatabase, withDatabase } from '../../src/platform/testing/template.ts';
import { testPostgresUrl } from '../../src/platform/testing/test-server.ts';
import { prepareGround } from '../../src/server.ts';
import { buildMarket, MASTER_KEY } from './market.ts';

/** A fresh database with the market in it: built once per set of migrations, then copied. */
export async function marketDatabase(dataDir: string): Promise<{ url: string; drop(): Promise<void> }> {
  const serverUrl = await testPostgresUrl();
  const market = createHash('sha256')
    .update(await readFile(join(import.meta.dirname, 'market.ts')))
    .digest('hex');
  const template = `tpl_market_${market.slice(0, 8)}_${await migrationsFingerprint(await listModuleFolders())}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (!rowCount) await build(admin, serverUrl, template, dataDir);
  } finally {
    await admin.end();
  }
  return cloneDatabase(serverUrl, template);
}

async function build(admin: pg.Client, serverUrl: string, template: string, dataDir: string): Promise<void> {
  const unfinished = `${template}_new`;
  await admin.query(`drop database if exists ${unfinished} with (force)`);
  await admin.query(`create database ${unfinished}`);
  const url = withDatabase(serverUrl, unfinished);
  const config = await readConfig(
    environment({
      DATABASE_URL: url,
      LUMBUNG_DATA: dataDir,
      LUMBUNG_MASTER_KEY: MASTER_KEY,
      SANDBOX: 'off',
      LOG_LEVEL: 'error',
    }),
  );
  const ground = await prepareGround(config);
  await ground.house.start();
  await buildMarket(ground.app);
  await ground.house.drainEvents();
  await ground.app.apis.search.catchUp(systemCall('journey', 'journey'), {});
  await ground.close();
  await admin.query(`alter database ${unfinished} rename to ${template}`);
}
