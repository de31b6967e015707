import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findCandidates, prepareQuestion } from './candidates.ts';
import { DOUBTS } from './doubts.ts';
import { EVIDENCE } from './evidence.ts';
import { certaintyFigures, rankPassages } from './ranking.ts';
import { searchPassages } from './search-passages.ts';
import { createTextIndex, type Passage } from './text-index.ts';
import { CERTAINTY, RANKING } from './weights.ts';
import { readQuestion, stemOf, wordsOf } from './words.ts';

const PASSAGES: Passage[] = [
  {
    id: 'retur',
    title: 'Aturan toko',
    text: 'Roti yang rusak dapat ditukar dalam 24 jam. Pembeli membawa nota ke kasir.',
  },
  {
    id: 'buka',
    title: 'Aturan toko',
    text: 'Toko buka pukul 06.00 sampai 20.00 setiap hari. Pada hari Lebaran toko tutup dua hari.',
  },
  {
    id: 'pemasok',
    title: 'Pemasok',
    text: 'Tepung terigu dikirim oleh CV Sumber Rejeki setiap Senin. Pembayaran dilakukan dalam 14 hari.',
  },
  { id: 'donat', title: 'Resep', text: 'Donat kentang adalah donat dari tepung terigu dan kentang kukus.' },
];

function indexOf(passages: readonly Passage[]) {
  const index = createTextIndex();
  for (const passage of passages) index.add(passage);
  return index;
}

const firstOf = (question: string, passages = PASSAGES) =>
  searchPassages(indexOf(passages), question, 5).passages[0]?.id;

describe('words', () => {
  it('should cut forms of one word to one stem when they differ in prefix and suffix only', () => {
    for (const forms of [
      ['penjualan', 'menjual', 'dijualnya', 'jual'],
      ['pembayaran', 'membayar', 'dibayarkan', 'bayar'],
      ['menulis', 'penulis', 'tulisan', 'ditulis'],
      ['kebersihan', 'membersihkan', 'bersih'],
    ])
      assert.equal(new Set(forms.map(stemOf)).size, 1, forms.join(' '));
  });

  it('should leave a word whole when it only looks inflected', () => {
    for (const word of ['pertama', 'perang', 'jumlah', 'kereta', 'sekolah', 'terigu', 'roti'])
      assert.equal(stemOf(word), word);
  });

  it('should fold marks and case and keep places when it splits a text', () => {
    const words = wordsOf('Café di Ibukota, 2024');
    assert.deepEqual(
      words.map(({ surface, from, to }) => [surface, from, to]),
      [
        ['cafe', 0, 4],
        ['di', 5, 7],
        ['ibu', 8, 15],
        ['kota', 8, 15],
        ['2024', 17, 21],
      ],
    );
  });

  it('should tell what a question wants when its question word is joined, apart or English', () => {
    const kinds = [
      'kapankah toko buka?',
      'siapa kah pemasok',
      'di mana gudang',
      'berapa harga',
      'why is it late',
      'harga cabai',
    ];
    assert.deepEqual(
      kinds.map((text) => readQuestion(text).kind),
      ['when', 'who', 'where', 'how-many', 'why-how', 'other'],
    );
    assert.equal(readQuestion('siapa yang bukan pemasok').isDenying, true);
  });
});

describe('search', () => {
  it('should put the passage that answers first when words are inflected otherwise', () => {
    assert.equal(firstOf('kapan pengiriman tepung?'), 'pemasok');
    assert.equal(firstOf('apakah toko dibuka saat lebaran?'), 'buka');
    assert.equal(firstOf('bagaimana menukarkan roti rusak'), 'retur');
    assert.equal(firstOf('apa itu donat kentang?'), 'donat');
  });

  it('should find a word that is not in any passage when one much like it is', () => {
    assert.equal(firstOf('siapa mengirim tepug terigu'), 'pemasok');
  });

  it('should find nothing and refuse when no word is shared', () => {
    const { passages, isAnswerable, certainty } = searchPassages(indexOf(PASSAGES), 'xyzzy qwrtp', 5);
    assert.deepEqual([passages, isAnswerable, certainty], [[], false, 0]);
  });

  it('should answer without a fault when a question is empty, huge, or of function words and signs only', () => {
    const index = indexOf(PASSAGES);
    for (const text of ['', '???', 'yang di dan', '𝕽'.repeat(500), 'roti '.repeat(2_000), '漢字', '\u0007\n\t'])
      assert.ok(searchPassages(index, text, 5).passages.length <= 4);
    assert.deepEqual(searchPassages(createTextIndex(), 'roti', 5).passages, []);
  });

  it('should give equal results when it is asked again, whatever the limit', () => {
    const index = indexOf(PASSAGES);
    const [all, two] = [searchPassages(index, 'tepung terigu', 100), searchPassages(index, 'tepung terigu', 2)];
    assert.deepEqual(
      two.passages.map(({ id }) => id),
      all.passages.slice(0, 2).map(({ id }) => id),
    );
  });

  it('should hold nothing of a passage when it has been removed, and be as if it never was', () => {
    const index = indexOf(PASSAGES);
    index.remove('pemasok');
    index.remove('pemasok');
    index.remove('unknown');
    const fresh = indexOf(PASSAGES.filter(({ id }) => id !== 'pemasok'));
    assert.equal(index.size, 3);
    assert.equal(index.averageLength, fresh.averageLength);
    for (const question of ['tepung terigu', 'sumber rejeki', 'toko buka']) {
      const [left, right] = [index, fresh].map((one) =>
        findCandidates(one, prepareQuestion(one, question), 10).map(({ place, exact }) => [
          one.passages[place]?.id,
          exact,
        ]),
      );
      assert.deepEqual(left, right);
    }
  });

  it('should doubt a passage when it has another year, another name or the opposite of what is asked', () => {
    const index = indexOf([
      { id: 'gudang', title: '', text: 'Gudang Cimahi didirikan pada tahun 1998 oleh Pak Budi Santoso.' },
      { id: 'toko', title: '', text: 'Toko buka setiap hari. Musim 2005 berakhir dengan rugi, ditutup Wati Lestari.' },
    ]);
    const doubts = (question: string) => {
      const { doubts: found, passages } = rankPassages(index, RANKING, question, 5);
      assert.equal(passages[0]?.id, 'gudang', question);
      return (name: (typeof DOUBTS)[number]) => found[DOUBTS.indexOf(name)] ?? -1;
    };
    const plain = doubts('kapan gudang Cimahi didirikan?');
    assert.deepEqual([plain('name missing'), plain('number missing'), plain('opposite in sentence')], [0, 0, 0]);
    assert.equal(doubts('kapan gudang Cimahi ditutup?')('opposite in sentence'), 1);
    assert.equal(doubts('siapa mendirikan gudang Cimahi tahun 2005?')('number missing'), 1);
    assert.ok(doubts('apakah gudang Cimahi didirikan Wati?')('name missing') > 0.1);
  });

  it('should have a learned weight for every line of evidence when the lists are compared', () => {
    for (const list of [RANKING.mean, RANKING.scale, RANKING.linear, ...RANKING.hidden])
      assert.equal(list.length, EVIDENCE.length);
    const asked = rankPassages(indexOf(PASSAGES), RANKING, 'tepung terigu', 5);
    const many = certaintyFigures(asked)?.length;
    for (const list of [CERTAINTY.mean, CERTAINTY.linear, ...CERTAINTY.hidden]) assert.equal(list.length, many);
    assert.equal(CERTAINTY.hidden.length, CERTAINTY.output.length);
  });
});
