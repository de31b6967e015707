import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decide, freeSlug, namesAgree, slugOf } from './seller-rules.ts';

describe('seller rules', () => {
  it('should lead only from a waiting application to approval or rejection when staff decides', () => {
    assert.equal(decide('applied', 'approve'), 'approved');
    assert.equal(decide('applied', 'reject'), 'rejected');
    assert.equal(decide('approved', 'approve'), null);
    assert.equal(decide('approved', 'suspend'), 'suspended');
    assert.equal(decide('suspended', 'reinstate'), 'approved');
    assert.equal(decide('rejected', 'suspend'), null);
  });

  it('should make a readable slug when the name has signs, accents or capitals', () => {
    assert.equal(slugOf('Kopi & Teh Bu Ani'), 'kopi-teh-bu-ani');
    assert.equal(slugOf('Café Délicieux'), 'cafe-delicieux');
    assert.equal(slugOf('🌶️🌶️'), 'toko');
  });

  it('should always make a slug that the contract accepts when any name is given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        (name) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slugOf(name)) && slugOf(name).length <= 50,
      ),
    );
  });

  it('should take the first free number when the slug is taken', () => {
    assert.equal(freeSlug('batik', new Set()), 'batik');
    assert.equal(freeSlug('batik', new Set(['batik', 'batik-2'])), 'batik-3');
  });

  it('should accept the same holder when the bank writes titles, order or length differently', () => {
    assert.ok(namesAgree('Siti Rahmawati', 'SITI RAHMAWATI'));
    assert.ok(namesAgree('Hj. Siti Rahmawati, S.E.', 'SITI RAHMAWATI'));
    assert.ok(namesAgree('Rahmawati Siti', 'SITI RAHMAWATI'));
    assert.ok(namesAgree('Muhammad Abdurrahman Wahid', 'MUHAMMAD ABDURRAHMAN W'));
    assert.ok(namesAgree('Sukarno', 'SUKARNO'));
  });

  it('should refuse another holder when only a part of the name is the same', () => {
    assert.ok(!namesAgree('Siti', 'SITI RAHMAWATI'));
    assert.ok(!namesAgree('Siti Aminah', 'SITI RAHMAWATI'));
    assert.ok(!namesAgree('', 'SITI'));
  });
});
