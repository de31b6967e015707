import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { compileWriter, recurring } from './recurring-parts.ts';

const Card = Type.Object({ id: Type.String(), name: Type.String() }, { additionalProperties: false });
const Cards = Type.Object(
  { items: Type.Array(Card), nextCursor: Type.Union([Type.String(), Type.Null()]) },
  { additionalProperties: false },
);

describe('writing lists of recurring items', () => {
  it('should write the same as without them when items are marked, some marked or none', () => {
    const write = compileWriter(Cards);
    const fresh = [1, 2, 3].map((n) => ({ id: `${n}`, name: `"Kopi" é ${n}`, cost: n }));
    const marked = fresh.map((card) => recurring({ ...card }));
    const expected =
      '{"items":[{"id":"1","name":"\\"Kopi\\" é 1"},{"id":"2","name":"\\"Kopi\\" é 2"}],"nextCursor":"x"}';
    for (const items of [fresh, marked, [...marked.slice(0, 1), ...fresh.slice(1)]])
      for (let times = 0; times < 2; times++)
        assert.equal(write({ items: items.slice(0, 2), nextCursor: 'x', secret: 1 }), expected);
    assert.equal(
      write({ items: marked.slice(2), nextCursor: null }),
      '{"items":[{"id":"3","name":"\\"Kopi\\" é 3"}],"nextCursor":null}',
    );
  });

  it('should write anything else as it is when there is no list in it', () => {
    assert.equal(compileWriter(Cards)({ items: [], nextCursor: null }), '{"items":[],"nextCursor":null}');
    assert.equal(compileWriter(Card)(recurring({ id: '1', name: 'a', cost: 2 })), '{"id":"1","name":"a"}');
    assert.equal(
      compileWriter(Type.Object({ items: Type.Array(Card) }))({ items: [recurring({ id: '1', name: 'a' })] }),
      '{"items":[{"id":"1","name":"a"}]}',
    );
  });
});
