import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import pg from 'pg';
import { migrate } from './migrate.ts';
import { cloneDatabase } from './testing/template.ts';
import { testPostgresUrl } from './testing/test-server.ts';

describe('migrations', () => {
  let folder: string;
  let database: { url: string; drop(): Promise<void> };
  const source = () => ({ module: 'barn', directory: folder });
  const write = (name: string, text: string) => writeFile(join(folder, 'migrations', name), text);
  async function query(text: string): Promise<unknown[]> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(text).finally(() => client.end());
    return rows;
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-migrate-'));
    await mkdir(join(folder, 'migrations'));
    database = await cloneDatabase(await testPostgresUrl(), 'template0');
  });
  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('should run files in order, once, in the schema of the module when they are new', async () => {
    await write('0002-fill.sql', 'insert into grain values (1)');
    await write('0001-create.sql', 'create table grain (n int)');
    const first = await migrate(database.url, [source()]);
    assert.ok(first.applied.some((file) => file.name === '0002-fill.sql'));
    assert.deepEqual(await query('select * from barn.grain'), [{ n: 1 }]);
    assert.deepEqual((await migrate(database.url, [source()])).applied, []);
    assert.deepEqual(await query('select * from barn.grain'), [{ n: 1 }]);
  });

  it('should leave nothing behind when one of the files fails', async () => {
    await write('0001-create.sql', 'create table grain (n int)');
    await write('0002-broken.sql', 'create table grain (n int)');
    await assert.rejects(migrate(database.url, [source()]), /barn\/0002-broken\.sql failed: .*already exists/);
    assert.deepEqual(await query("select 1 from pg_tables where schemaname = 'barn'"), []);
  });

  it('should refuse when a file was changed after it had run', async () => {
    await write('0001-create.sql', 'create table grain (n int)');
    await migrate(database.url, [source()]);
    await write('0001-create.sql', 'create table grain (n bigint)');
    await assert.rejects(migrate(database.url, [source()]), /was changed after it had been applied/);
  });

  it('should run every file once when several processes start at the same time', async () => {
    await write('0001-create.sql', 'create table grain (n int); insert into grain values (1)');
    const reports = await Promise.all([1, 2, 3].map(() => migrate(database.url, [source()])));
    assert.equal(reports.filter((report) => report.applied.length > 0).length, 1);
    assert.deepEqual(await query('select * from barn.grain'), [{ n: 1 }]);
  });

  it('should let the role of a module use its own tables and no others when it is granted', async () => {
    await write('0001-create.sql', 'create table grain (n int)');
    await migrate(database.url, [source()]);
    assert.deepEqual(await query('set role lumbung_barn; select * from barn.grain').then(() => 'ok'), 'ok');
    await assert.rejects(query('set role lumbung_barn; select * from platform.migrations'), /permission denied/);
  });
});
