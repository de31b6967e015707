import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { bindDatabase, isConflict, openPool, sql } from './database.ts';
import { testDatabase } from './testing/database.ts';

describe('database', () => {
  const world = testDatabase('sellers');

  const insert = (id: string, type = 'x') => sql`
    insert into sellers.inbox (event_id, event_type, source, aggregate_id) values (${id}, ${type}, 'test', 'a')`;
  const A = '00000000-0000-8000-8000-000000000001';
  const B = '00000000-0000-8000-8000-000000000002';
  const C = '00000000-0000-8000-8000-000000000003';
  const D = '00000000-0000-8000-8000-000000000004';
  const count = async () =>
    (await world.database.run<{ n: number }>(sql`select count(*) as n from sellers.inbox`))[0]?.n;

  it('should give the rows of each statement when a batch is sent', async () => {
    const [first, second] = await world.database.batch<[{ a: number }[], { b: string; c: string[] }[]]>([
      sql`select ${1}::int as a`,
      sql`select ${'x'}::text as b, ${['p', 'q,"']}::text[] as c union all select 'y', '{}'`,
    ]);
    assert.deepEqual(first, [{ a: 1 }]);
    assert.deepEqual(second, [
      { b: 'x', c: ['p', 'q,"'] },
      { b: 'y', c: [] },
    ]);
  });

  it('should undo every statement of a batch when one of them fails', async () => {
    const before = await count();
    await assert.rejects(world.database.batch([insert(A), insert(B), insert(A)]), (error) =>
      isConflict(error, 'inbox_pkey'),
    );
    assert.equal(await count(), before);
  });

  it('should keep the connection usable when a statement of a batch fails at parse, bind or execution', async () => {
    for (let round = 0; round < 12; round++) {
      await assert.rejects(world.database.batch([sql`select 1`, sql`selec 1`, sql`select 2`]), /syntax error/);
      await assert.rejects(world.database.batch([sql`select ${'x'}::int`]), /invalid input syntax/);
      await assert.rejects(
        world.database.batch([sql`select 1 / ${0}::int`, sql`select 3 as three`]),
        /division by zero/,
      );
      assert.deepEqual(await world.database.batch([sql`select 1 / ${1}::int as one`, sql`select 3 as three`]), [
        [{ one: 1 }],
        [{ three: 3 }],
      ]);
    }
  });

  it('should roll back and rethrow when the work of a transaction throws', async () => {
    const before = await count();
    await assert.rejects(
      world.database.inTx(async (tx) => {
        await tx.run(insert(C));
        throw new Error('no');
      }),
      /no/,
    );
    assert.equal(await count(), before);
  });

  it('should send queued writes in order and with the commit when nothing else is asked', async () => {
    await world.database.inTx(async (tx) => {
      tx.write(insert(C), insert(D));
      const rows = await tx.run<{ n: number }>(
        sql`select count(*) as n from sellers.inbox where event_id = any(${[C, D]})`,
      );
      assert.equal(rows[0]?.n, 2);
      tx.write(sql`update sellers.inbox set event_type = 'y' where event_id = ${C}`);
    });
    const rows = await world.database.run(
      sql`select event_type from sellers.inbox where event_id = any(${[C, D]}) order by 1`,
    );
    assert.deepEqual(rows, [{ event_type: 'x' }, { event_type: 'y' }]);
  });

  it('should fail the transaction and nothing else when the server drops its connection between two statements', async () => {
    await assert.rejects(
      world.database.inTx(async (tx) => {
        const [own] = await tx.run<{ pid: number }>(sql`select pg_backend_pid() as pid`);
        await dropConnection(own?.pid ?? 0);
        await tx.run(sql`select 1`);
      }),
      /terminat|connection/i,
    );
    assert.equal((await world.database.run(sql`select 1`)).length, 1);
  });

  /** As a server does that shuts down; a superuser's deed. */
  async function dropConnection(pid: number): Promise<void> {
    const client = new pg.Client({ connectionString: world.url });
    await client.connect();
    await client.query('select pg_terminate_backend($1, 5000)', [pid]);
    // The farewell reaches the other connection's socket in its own time.
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await client.end();
  }

  it('should fail the whole transaction when a queued write fails at the commit', async () => {
    const before = await count();
    await assert.rejects(
      world.database.inTx(async (tx) => {
        tx.write(insert(B), insert(B));
      }),
      (error) => isConflict(error),
    );
    assert.equal(await count(), before);
  });

  it("should refuse a neighbour's table when working under the role of a module", async () => {
    await assert.rejects(world.database.run(sql`select * from platform.migrations`), /permission denied/);
  });

  it('should try again when a transaction is the victim of a deadlock', async () => {
    await world.database.batch([sql`delete from sellers.inbox`, insert(A), insert(B)]);
    const touch = (id: string) => sql`update sellers.inbox set event_type = event_type || '!' where event_id = ${id}`;
    let waiting = 2;
    let release: () => void = () => {};
    const bothHoldOne = new Promise<void>((resolve) => {
      release = resolve;
    });
    const worker = (first: string, second: string) =>
      world.database.inTx(async (tx) => {
        await tx.run(touch(first));
        if (--waiting === 0) release();
        await bothHoldOne;
        await tx.run(touch(second));
      });
    await Promise.all([worker(A, B), worker(B, A)]);
    const rows = await world.database.run(sql`select event_type from sellers.inbox order by event_id`);
    assert.deepEqual(rows, [{ event_type: 'x!!' }, { event_type: 'x!!' }]);
  });

  it('should not commit before the disk has it unless told to when a batch is lazy', async () => {
    const [rows] = await world.database.batch<[{ v: string }[]]>(
      [sql`select current_setting('synchronous_commit') as v`],
      { lazy: true },
    );
    assert.deepEqual(rows, [{ v: 'off' }]);
    assert.deepEqual(await world.database.run(sql`select current_setting('synchronous_commit') as v`), [{ v: 'on' }]);
  });

  it('should name the field it cannot read when a number leaves the safe integers', async () => {
    await assert.rejects(world.database.run(sql`select 9007199254740993::bigint as n`), /not a safe integer/);
    assert.deepEqual(await world.database.run(sql`select 1 as n`), [{ n: 1 }]);
  });

  it('should tell of facts when they are committed, and of no others', async () => {
    const pool = openPool(world.url, { max: 2 });
    const told: string[] = [];
    const database = bindDatabase(pool, 'sellers', {
      onOutbox: (_module, _types, facts) => void told.push(...facts.map((fact) => fact.type)),
    });
    const says = (type: string, statement = sql`select 1 as one`) => ({
      ...statement,
      outbox: [type],
      facts: [{ type, payload: {} }],
    });
    const nothing = { ...says('nothing', sql`select 1 as one where false`), mayWriteNothing: true as const };
    const something = { ...says('something'), mayWriteNothing: true as const };
    await database.batch([says('lazy'), nothing, something], { lazy: true });
    await database.inTx(async (tx) => {
      tx.write(says('queued'), nothing);
      await tx.run(says('asked'));
      tx.write(says('last'));
    });
    await assert.rejects(database.batch([says('broken'), sql`select 1 / ${0}::int`]));
    await assert.rejects(
      database.inTx(async (tx) => {
        await tx.run(says('withdrawn'));
        throw new Error('no');
      }),
    );
    await pool.close();
    assert.deepEqual(told, ['lazy', 'something', 'queued', 'asked', 'last']);
  });
});
