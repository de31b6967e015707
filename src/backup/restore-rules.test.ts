import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inOrderOfReferences, strangeMigration } from './restore-rules.ts';

describe('the way back', () => {
  it('should put a table behind those that it names when rows hold keys of others or of their own kind', () => {
    const references = [
      { from: 'a.lines', to: 'a.orders' },
      { from: 'a.orders', to: 'a.people' },
      { from: 'a.people', to: 'a.people' },
      { from: 'a.orders', to: 'elsewhere.table' },
    ];
    assert.deepEqual(inOrderOfReferences(['a.lines', 'a.orders', 'a.people'], references), [
      'a.people',
      'a.orders',
      'a.lines',
    ]);
  });

  it('should refuse to guess when tables name each other in a circle', () => {
    const circle = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ];
    assert.throws(() => inOrderOfReferences(['a', 'b', 'c'], circle), /circle: a, b/);
  });

  it('should tell a newer backup from a foreign one when a migration is not the same here', () => {
    const here = [{ module: 'orders', name: '0001-a.sql', sha256: 'x' }];
    assert.equal(strangeMigration(here, [...here, { module: 'orders', name: '0002-b.sql', sha256: 'y' }]), null);
    assert.deepEqual(strangeMigration([{ module: 'orders', name: '0002-b.sql', sha256: 'y' }], here), {
      kind: 'unknown',
      name: 'orders/0002-b.sql',
    });
    assert.equal(strangeMigration([{ module: 'orders', name: '0001-a.sql', sha256: 'z' }], here)?.kind, 'other');
  });
});
