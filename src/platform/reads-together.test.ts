import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createReadsTogether, isPlainRead } from './reads-together.ts';
import { type Sql, sql } from './sql.ts';

describe('reads together', () => {
  const rowsOf = (statements: readonly Sql[]) => statements.map((statement) => [statement.values[0]]);

  it('should send one round trip and give each read its own rows when reads come in one turn', async () => {
    const sent: number[] = [];
    const reads = createReadsTogether(async (statements) => {
      sent.push(statements.length);
      return rowsOf(statements);
    });
    const late = async () => {
      await Promise.resolve();
      return reads.ask([sql`select ${'c'}::text`]);
    };
    const answers = await Promise.all([
      reads.ask([sql`select ${'a'}::text`]),
      reads.ask([sql`select ${'b1'}::text`, sql`select ${'b2'}::text`]),
      late(),
    ]);
    assert.deepEqual(answers, [[['a']], [['b1'], ['b2']], [['c']]]);
    assert.deepEqual(sent, [4]);
  });

  it('should share a crowd among connections and no more than twelve together when many come in one turn', async () => {
    const sent: number[] = [];
    const reads = createReadsTogether(async (statements) => {
      sent.push(statements.length);
      return rowsOf(statements);
    });
    const ask = (count: number) => Promise.all(Array.from({ length: count }, (_, n) => reads.ask([sql`select ${n}`])));
    assert.deepEqual(
      await ask(20),
      Array.from({ length: 20 }, (_, n) => [[n]]),
    );
    await ask(60);
    assert.deepEqual(sent, [5, 5, 5, 5, 12, 12, 12, 12, 12]);
  });

  it('should ask for each by itself when one of them fails', async () => {
    const reads = createReadsTogether(async (statements) => {
      if (statements.some((statement) => statement.values[0] === 'bad')) throw new Error('bad');
      return rowsOf(statements);
    });
    const [good, bad] = await Promise.allSettled([
      reads.ask([sql`select ${'good'}::text`]),
      reads.ask([sql`select ${'bad'}::text`]),
    ]);
    assert.deepEqual(good, { status: 'fulfilled', value: [['good']] });
    assert.equal(bad.status, 'rejected');
  });

  it('should not count a statement as a read when it locks, writes or calls a function of ours', () => {
    assert.ok(isPlainRead(sql`select id from orders.orders where id = ${1}`));
    assert.ok(!isPlainRead(sql`select id from orders.orders for update`));
    assert.ok(!isPlainRead(sql`select id from orders.orders for no key update of o`));
    assert.ok(!isPlainRead(sql`select ledger.post_entry(${1})`));
    assert.ok(!isPlainRead(sql`select set_config('a', 'b', true)`));
    assert.ok(!isPlainRead(sql`with gone as (delete from carts.carts returning 1) select count(*) from gone`));
    assert.ok(!isPlainRead(sql`update carts.carts set id = id`));
    assert.ok(!isPlainRead({ ...sql`select ${1}::int`, outbox: true }));
  });
});
