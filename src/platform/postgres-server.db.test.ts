import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { readLiveServer } from './postgres-process.ts';
import { type PostgresServer, startPostgres, stopPostgres } from './postgres-server.ts';

const FIRST_PORT = 25_432;

describe('embedded PostgreSQL', () => {
  let dataDir: string;
  let cluster: string;

  before(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'lumbung-postgres-'));
    chmodSync(dataDir, 0o755);
    cluster = join(dataDir, 'cluster');
  });

  after(async () => {
    await stopPostgres({ dataDir });
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('should start on an empty folder and stop without a trace when asked', async () => {
    const server = await start();
    assert.equal(server.adopted, false);
    assert.equal(statSync(join(dataDir, 'password')).mode & 0o777, 0o600);
    assert.deepEqual(await query(server.url, 'select current_database() as name'), [{ name: 'lumbung' }]);
    await query(server.url, 'create table kept (word text)');
    await query(server.url, `insert into kept values ('padi')`);

    await server.stop();

    assert.equal(readLiveServer(cluster), undefined);
  });

  test('should answer over the unix socket when its address is used', async () => {
    const server = await start();
    assert.deepEqual(await query(server.socketUrl, 'select word from kept'), [{ word: 'padi' }]);
    await server.stop();
  });

  test('should sort and change case the same everywhere when text is not ASCII', async () => {
    const server = await start();
    const [row] = await query(
      server.url,
      `select upper('é') as upper, array(select w from unnest('{b,É,a}'::text[]) w order by w) as sorted`,
    );
    assert.deepEqual(row, { upper: 'É', sorted: ['a', 'b', 'É'] });
    await server.stop();
  });

  test('should adopt the running server when Node was killed with -9', async () => {
    const port = await startInOtherProcessAndKillIt();

    const server = await start();

    assert.deepEqual({ adopted: server.adopted, port: server.port }, { adopted: true, port });
    assert.deepEqual(await query(server.url, 'select word from kept'), [{ word: 'padi' }]);
    await server.stop();
    assert.equal(readLiveServer(cluster), undefined);
  });

  test('should start anew when the pid file names a dead process or another program', async () => {
    for (const pid of [2 ** 22 + 1, process.pid]) {
      const postmaster = join(cluster, 'postmaster.pid');
      writeFileSync(postmaster, `${pid}\n${cluster}\n1\n${FIRST_PORT}\n\n127.0.0.1\n   0 0\nready   \n`);
      const server = await start();
      assert.equal(server.adopted, false);
      await server.stop();
    }
  });

  test('should recover its data when PostgreSQL itself was killed with -9', async () => {
    const first = await start();
    await query(first.url, `insert into kept values ('jagung')`);
    process.kill(Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
    await first.stop();

    const second = await start();

    assert.equal(second.adopted, false);
    assert.deepEqual(await query(second.url, 'select word from kept'), [{ word: 'padi' }, { word: 'jagung' }]);
    await second.stop();
  });

  test('should keep the server running when another user of it is left', async () => {
    const first = await start();
    const second = await start();
    assert.equal(second.adopted, true);

    await first.stop();
    assert.deepEqual(await query(second.url, 'select 1 as one'), [{ one: 1 }]);

    await second.stop();
    assert.equal(readLiveServer(cluster), undefined);
  });

  test('should start once when several callers ask at the same moment', async () => {
    const servers = await Promise.all([start(), start(), start()]);
    assert.deepEqual(servers.map((server) => server.adopted).sort(), [false, true, true]);
    await Promise.all(servers.map((server) => server.stop()));
    assert.equal(readLiveServer(cluster), undefined);
  });

  test('should take the next free port when the wished one is taken', async () => {
    const blocker = createServer().listen(FIRST_PORT, '127.0.0.1');
    await once(blocker, 'listening');
    const server = await start();
    assert.ok(server.port > FIRST_PORT);
    await server.stop();
    blocker.close();
  });

  test('should keep the old data aside when the password is lost', async () => {
    rmSync(join(dataDir, 'password'));
    const said: string[] = [];
    const server = await start((message) => said.push(message));
    assert.deepEqual(await query(server.url, `select to_regclass('kept') as kept`), [{ kept: null }]);
    assert.match(said.join('\n'), /old data were kept in .*cluster-without-password/);
    await server.stop();
  });

  test('should put the data where its account can enter when we are root and the folder is closed', async (t) => {
    if (process.getuid?.() !== 0) return t.skip('only root changes accounts');
    const closed = mkdtempSync(join(tmpdir(), 'lumbung-closed-'));
    const options = { dataDir: join(closed, 'data'), port: FIRST_PORT, log: () => {} };
    const first = await startPostgres(options);
    assert.ok(!first.cluster.startsWith(closed));
    await query(first.url, 'create table kept (word text)');
    await first.stop();

    const second = await startPostgres(options);
    assert.deepEqual(await query(second.url, 'select count(*)::int as rows from kept'), [{ rows: 0 }]);
    await second.stop();
    for (const folder of [closed, dirname(first.cluster)]) rmSync(folder, { recursive: true, force: true });
  });

  async function start(log: (message: string) => void = () => {}): Promise<PostgresServer> {
    return await startPostgres({ dataDir, port: FIRST_PORT, log });
  }

  async function startInOtherProcessAndKillIt(): Promise<number> {
    const program = `
      import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'postgres-server.ts'))};
      const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: ${FIRST_PORT}, log: () => {} });
      console.log(server.port);
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    return Number(String(line));
  }
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}
