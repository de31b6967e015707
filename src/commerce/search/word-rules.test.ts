import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  chooseCorrection,
  nearQuery,
  prefixQuery,
  queryWords,
  splits,
  stem,
  synonymTable,
  tsQuery,
  weighWords,
  wordsOf,
} from './word-rules.ts';

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
    assert.equal(tsQuery([], synonyms), null);
  });

  it('should find numbers and units together and apart, and one thing and many, when words are compared', () => {
    assert.deepEqual(wordsOf('Kabel 4ft, A4'), wordsOf('kabel 4 ft a 4'));
    assert.deepEqual(wordsOf('light bulbs boxes batteries hinges'), ['light', 'bulb', 'box', 'battery', 'hinge']);
    for (const word of ['tas', 'beras', 'garis', 'kaos', 'plus', 'gratis', 'gelas', 'glass'])
      assert.equal(stem(word), word);
  });

  it('should ask only for words that tell something when all of them find little', () => {
    const words = [
      { word: 'lampu', documents: 900 },
      { word: 'taman', documents: 40 },
      { word: 'surya', documents: 4 },
      { word: 'xyz', documents: 0 },
    ];
    assert.equal(nearQuery(words, new Map(), 1_000), "'taman' | 'surya'");
    assert.equal(nearQuery([{ word: 'xyz', documents: 0 }], new Map(), 1_000), "'xyz'");
    assert.equal(nearQuery([], new Map(), 1_000), null);
    const weights = weighWords(words, new Map(), 1_000).map(({ weight }) => weight);
    assert.deepEqual(
      weights,
      weights.toSorted((a, b) => a - b),
    );
  });

  it('should read a long word as two when it is split anywhere', () => {
    assert.deepEqual(splits('bulbs6'), []);
    assert.deepEqual(splits('lampuu'), [['lam', 'puu']]);
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
