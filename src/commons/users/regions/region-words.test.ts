import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  bareName,
  displayName,
  levelOf,
  ownWords,
  parentOf,
  plainText,
  readQuestion,
  timeZoneOf,
} from './region-words.ts';

describe('words of places', () => {
  test('should read accents, apostrophes, signs and capitals alike when a name is cut into words', () => {
    assert.equal(plainText('  Ma’rang-Élok (Baru) '), 'marang elok baru');
    assert.equal(plainText("Bo'ne"), plainText('BONE'));
  });

  test('should leave out the kind when names are ranked', () => {
    assert.deepEqual(
      [
        'Kabupaten Bandung',
        'Kota Bandung',
        'Kota Administrasi Jakarta Selatan',
        'Daerah Khusus Ibukota Jakarta',
        'Kota Baru',
        'Kotabumi',
      ].map((name) => bareName(plainText(name))),
      ['bandung', 'bandung', 'jakarta selatan', 'jakarta', 'baru', 'kotabumi'],
    );
  });

  for (const [typed, words, text, level] of [
    ['cibiru bandung', ['cibiru', 'bandung'], 'cibiru bandung', null],
    ['Kec. Cibiru, Kota Bandung', ['cibiru', 'kota', 'bandung'], 'cibiru bandung', 'district'],
    ['Kab. Bandung', ['kabupaten', 'bandung'], 'bandung', 'regency'],
    ['Kel. Cipadung', ['cipadung'], 'cipadung', 'village'],
    ['kec', ['kec'], 'kec', null],
    ['Desa', ['desa'], 'desa', null],
    ['Provinsi Jawa Barat', ['jawa', 'barat'], 'jawa barat', 'province'],
    ['baru baru', ['baru'], 'baru baru', null],
  ] as const) {
    test(`should understand it when "${typed}" is typed`, () => {
      assert.deepEqual(readQuestion(typed), { words: [...words], text, level });
    });
  }

  test('should understand nothing when there is no word in it', () => {
    for (const typed of ['', '  ', '!!!', '。']) assert.equal(readQuestion(typed), null);
  });

  test('should give only plain words, eight at most, when anything at all is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        const question = readQuestion(typed);
        if (!question) return;
        assert.ok(question.words.length > 0 && question.words.length <= 8);
        for (const word of question.words) assert.match(word, /^[a-z0-9]+$/);
      }),
    );
  });

  test('should know level and parent when a code is given', () => {
    assert.deepEqual(['32', '32.73', '32.73.25', '32.73.25.1001'].map(levelOf), [
      'province',
      'regency',
      'district',
      'village',
    ]);
    assert.deepEqual(['32', '32.73', '32.73.25', '32.73.25.1001'].map(parentOf), [null, '32', '32.73', '32.73.25']);
  });

  test('should know the zone when the province is known', () => {
    assert.deepEqual(['11', '31.74', '61', '62', '51', '63.01', '65', '71', '81', '94.01.01.2001'].map(timeZoneOf), [
      'Asia/Jakarta',
      'Asia/Jakarta',
      'Asia/Jakarta',
      'Asia/Jakarta',
      'Asia/Makassar',
      'Asia/Makassar',
      'Asia/Makassar',
      'Asia/Makassar',
      'Asia/Jayapura',
      'Asia/Jayapura',
    ]);
  });

  test('should write names as people do when they are shown', () => {
    assert.deepEqual(
      [
        'KABUPATEN ACEH SELATAN',
        'Kota Bandung',
        'Daerah Khusus Ibukota Jakarta',
        'Daerah Istimewa Yogyakarta',
        'DEMANG LEBAR DAUN II',
        'GUNUNG MERIAH/BARU',
      ].map(displayName),
      [
        'Kabupaten Aceh Selatan',
        'Kota Bandung',
        'DKI Jakarta',
        'DI Yogyakarta',
        'Demang Lebar Daun II',
        'Gunung Meriah/Baru',
      ],
    );
  });

  test('should be found by short forms when everybody uses them', () => {
    assert.ok(ownWords('34', 'daerah istimewa yogyakarta').includes('jogja'));
    assert.ok(ownWords('31.74', 'kota administrasi jakarta selatan').includes('jaksel'));
  });
});
