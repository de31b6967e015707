import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { validate, version } from 'uuid';
import { derivedId, newUuid } from './ids.ts';

describe('ids', () => {
  it('should sort by creation when made one after the other', () => {
    const ids = Array.from({ length: 1_000 }, () => newUuid());
    assert.deepEqual([...ids].sort(), ids);
    assert.ok(ids.every((id) => version(id) === 7));
  });

  it('should be the same when derived from the same parts, and only then', () => {
    const id = derivedId('capture', 'a');
    assert.equal(derivedId('capture', 'a'), id);
    assert.notEqual(derivedId('capture', 'b'), id);
    assert.notEqual(derivedId('capturea'), id);
    assert.ok(validate(id) && version(id) === 8);
  });
});
