import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseCorrection, prefixQuery, queryWords, stem, synonymTable, tsQuery, wordsOf } from './word-rules.ts';

describe('words of a search', () => {
  it('should meet what a document says when signs, accents, capitals or endings differ', () => {
    assert.deepEqual(wordsOf('Kopi GAYO, 250-gr! Café'), ['kopi', 'gayo', '250', 'gr', 'cafe']);
    assert.equal(stem('sepatunya'), 'sepatu');
    assert.equal(stem('nya'), 'nya');
    assert.equal(stem('mainan'), 'mainan');
  });

  it('should leave out filler words and doubles when there is something else', () => {
    assert.deepEqual(queryWords('baju-baju untuk anak dan bayi'), ['baju', 'anak', 'bayi']);
    assert.deepEqual(queryWords('yang'), ['yang']);
  });

  it('should ask for any of the synonyms when a word has some', () => {
    const synonyms = synonymTable([['hp', 'ponsel', 'telepon genggam']]);
    assert.equal(tsQuery(['hp', 'murah'], synonyms), "('hp' | 'ponsel' | ('telepon' <-> 'genggam')) & 'murah'");
    assert.equal(tsQuery(['a', 'b'], synonyms, 'any'), "'a' | 'b'");
    assert.equal(tsQuery([], synonyms), null);
  });

  it('should take the last word as half typed when suggestions are wanted', () => {
    assert.equal(prefixQuery(['kopi', 'ga']), "'kopi' & 'ga':*");
  });

  it('should choose the most alike word when one is mistyped, and none when all are far', () => {
    const words = [
      { word: 'sepatu', alike: 0.6, documents: 40 },
      { word: 'sepeda', alike: 0.3, documents: 400 },
    ];
    assert.equal(chooseCorrection('sepatuu', words), 'sepatu');
    assert.equal(chooseCorrection('xyzzy', [{ word: 'xylofon', alike: 0.2, documents: 5 }]), null);
    assert.equal(chooseCorrection('1234', [{ word: '1235', alike: 0.9, documents: 5 }]), null);
  });

  it('should make only words that cannot break out of a tsquery when anything is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const word of queryWords(text)) assert.match(word, /^[\p{L}\p{N}]+$/u);
      }),
    );
  });
});
