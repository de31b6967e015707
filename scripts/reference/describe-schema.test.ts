import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { describeSchema } from './describe-schema.ts';

test('should write a schema as a short type when it has optional, listed and nullable parts', () => {
  const schema = Type.Object({
    offerId: Type.String({ format: 'uuid' }),
    note: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    kinds: Type.Array(Type.Union([Type.Literal('a'), Type.Literal('b')])),
    options: Type.Record(Type.String(), Type.Integer()),
  });
  const text = '{ offerId: uuid, note?: string | null, kinds: ("a" | "b")[], options: { [key]: integer } }';
  assert.equal(describeSchema(schema), text);
});
