import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeCursor, decodeIdCursor, decodeMomentCursor, encodeCursor, page } from './lists.ts';
import { isRefusal } from './refusal.ts';

describe('lists', () => {
  it('should give back the position when a cursor of ours is read', () => {
    const part = fc.oneof(
      fc.string({ maxLength: 50 }).filter((text) => !text.includes('\0')),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (values) =>
        assert.deepEqual(decodeCursor(encodeCursor(values), values.length), JSON.parse(JSON.stringify(values))),
      ),
    );
  });

  it('should refuse when a cursor is broken, of another list or carries a NUL', () => {
    const nul = Buffer.from(JSON.stringify(['a\0'])).toString('base64url');
    for (const cursor of [
      '',
      '!',
      'bm9uc2Vuc2U',
      encodeCursor([1]),
      encodeCursor([1, 2, 3]),
      nul,
      Buffer.from('[{}, 1]').toString('base64url'),
    ]) {
      assert.throws(
        () => decodeCursor(cursor, 2),
        (error) => isRefusal(error, 'request.invalid'),
        cursor,
      );
    }
    assert.equal(decodeCursor(undefined, 2), null);
  });

  it('should read cursors of ids and moments only when they hold such', () => {
    const id = '0190a000-0000-7000-8000-000000000001';
    assert.equal(decodeIdCursor(undefined), null);
    assert.equal(decodeIdCursor(encodeCursor([id])), id);
    assert.equal(decodeMomentCursor(undefined), null);
    const at = '2026-11-21T00:00:00.000Z';
    assert.deepEqual(decodeMomentCursor(encodeCursor([at, id])), { at, id });
    for (const broken of [['x'], [1], [null]])
      assert.throws(
        () => decodeIdCursor(encodeCursor(broken)),
        (error) => isRefusal(error, 'request.invalid'),
      );
    for (const broken of [
      ['x', id],
      [at, 'x'],
      [null, id],
      [at, null],
    ])
      assert.throws(
        () => decodeMomentCursor(encodeCursor(broken)),
        (error) => isRefusal(error, 'request.invalid'),
      );
  });

  it('should tell that there is more only when an extra row was found', () => {
    const rows = [1, 2, 3];
    assert.deepEqual(
      page(rows, 3, (row) => [row]),
      { items: [1, 2, 3], nextCursor: null },
    );
    assert.deepEqual(
      page(rows, 2, (row) => [row]),
      { items: [1, 2], nextCursor: encodeCursor([2]) },
    );
  });
});
