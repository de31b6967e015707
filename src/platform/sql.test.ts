import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from './sql.ts';

describe('the sql tag', () => {
  it('should number the parameters through when statements are nested', () => {
    const owner = (id: string) => sql`owner = ${id}`;
    const write = (id: string, limit: number) =>
      sql`select * from ${sql.ident('a.b')} where ${owner(id)} limit ${limit}`;
    const [one, two] = [write('x', 1), write('y', 2)];
    assert.equal(one.text, 'select * from "a"."b" where owner = $1 limit $2');
    assert.deepEqual(
      [one.values, two.values],
      [
        ['x', 1],
        ['y', 2],
      ],
    );
    assert.deepEqual([two.text, two.name], [one.text, one.name], 'one text, one prepared statement');
  });

  it('should tell texts of one template apart when other pieces stand in its gaps', () => {
    const order = (piece: unknown, value: number) => sql`select ${piece} where n = ${value}`;
    const texts = [
      order(sql.ident('a'), 1),
      order(sql.ident('b'), 1),
      order(sql`a = ${7}`, 1),
      order(sql`a = ${7} and b = ${8}`, 1),
      order('a', 1),
    ];
    assert.deepEqual(
      texts.map(({ text }) => text),
      [
        'select "a" where n = $1',
        'select "b" where n = $1',
        'select a = $1 where n = $2',
        'select a = $1 and b = $2 where n = $3',
        'select $1 where n = $2',
      ],
    );
    assert.equal(new Set(texts.map(({ name }) => name)).size, texts.length);
    assert.deepEqual(
      texts.map(({ values }) => values),
      [[1], [1], [7, 1], [7, 8, 1], ['a', 1]],
    );
  });

  it('should hand over a list as one parameter when it holds several values', () => {
    const { text, values } = sql`select ${['a', 'b']}::text[]`;
    assert.deepEqual([text, values], ['select $1::text[]', [['a', 'b']]]);
  });

  it('should refuse a name when it is not a plain one', () => {
    for (const name of ['a b', 'a"', 'A', '', 'a.b.c', 'a;drop table x'])
      assert.throws(() => sql.ident(name), /Not a plain SQL name/);
  });
});
