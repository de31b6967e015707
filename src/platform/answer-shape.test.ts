import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { compileShape } from './answer-shape.ts';

const Seller = Type.Object({ id: Type.String(), name: Type.String() }, { additionalProperties: false });

describe('the shape of an answer', () => {
  it('should drop what the schema does not declare when it is at any depth', () => {
    const shape = compileShape(
      Type.Object({
        items: Type.Array(Type.Object({ seller: Type.Union([Seller, Type.Null()]), count: Type.Integer() })),
        next: Type.Union([Type.String(), Type.Null()]),
      }),
    );
    const value = {
      items: [
        { seller: { id: '1', name: 'Sari', passwordHash: 'x' }, count: 1, cost: 5 },
        { seller: null, count: 2 },
      ],
      next: null,
      debug: true,
    };
    const before = structuredClone(value);
    assert.deepEqual(shape(value), {
      items: [
        { seller: { id: '1', name: 'Sari' }, count: 1 },
        { seller: null, count: 2 },
      ],
      next: null,
    });
    assert.deepEqual(value, before, 'the value itself stays as it was');
  });

  it('should give back the very value when there is nothing to drop', () => {
    const value = { items: [{ id: '1', name: 'Sari' }] };
    assert.equal(compileShape(Type.Object({ items: Type.Array(Seller) }))(value), value);
  });

  it('should keep what any branch declares when the schema is a union', () => {
    const shape = compileShape(
      Type.Union([
        Type.Object({ kind: Type.Literal('qr'), qr: Type.String(), owner: Seller }),
        Type.Object({ kind: Type.Literal('va'), number: Type.String(), owner: Type.Union([Seller, Type.Null()]) }),
        Type.Null(),
      ]),
    );
    assert.deepEqual(shape({ kind: 'qr', qr: 'x', secret: 's', owner: { id: '1', name: 'n', pin: 'p' } }), {
      kind: 'qr',
      qr: 'x',
      owner: { id: '1', name: 'n' },
    });
    assert.equal(shape(null), null);
  });

  it('should filter the values and keep the names when the schema is a record', () => {
    const shape = compileShape(Type.Object({ options: Type.Record(Type.String(), Seller) }));
    assert.deepEqual(shape({ options: { Warna: { id: '1', name: 'n', x: 1 } } }), {
      options: { Warna: { id: '1', name: 'n' } },
    });
  });

  it('should leave values alone when the schema allows anything', () => {
    const value = { data: { any: { thing: 1 } } };
    assert.equal(compileShape(Type.Object({ data: Type.Unknown() }))(value), value);
    assert.equal(compileShape(Type.Unknown())(value), value);
  });

  it('should keep dates as they are when the schema wants text', () => {
    const at = new Date(0);
    assert.deepEqual(compileShape(Type.Object({ at: Type.String() }))({ at, x: 1 }), { at });
  });

  it('should follow the schema when it contains itself', () => {
    const Tree = Type.Cyclic(
      { Node: Type.Object({ name: Type.String(), children: Type.Array(Type.Ref('Node')) }) },
      'Node',
    );
    const value = { name: 'a', x: 1, children: [{ name: 'b', y: 2, children: [] }] };
    assert.deepEqual(compileShape(Tree)(value), { name: 'a', children: [{ name: 'b', children: [] }] });
  });
});
