import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '#platform/refusal';
import { blocksOfText, cutIntoPieces } from './chunk-rules.ts';
import { docxOf, pdfOf, RULES_MD, zipOf } from './fixtures.ts';
import { createReadFile } from './read-in-process.ts';
import { blocksOfHtml } from './reading/html-blocks.ts';
import { decodeText, sniffFile } from './sniff-file.ts';
import { fromBytes, fuseRankings, nearest, toBytes } from './vectors.ts';

const refused = (code: string) => (error: unknown) => isRefusal(error, code);

describe('what a file is', () => {
  it('should be told by its bytes when its name says something else', async () => {
    const pdf = await pdfOf(['Halo']);
    assert.deepEqual(
      [
        sniffFile('a.pdf', pdf),
        sniffFile('a.txt', pdf),
        sniffFile('a.docx', docxOf(['Halo'])),
        sniffFile('a.zip', docxOf(['Halo'])),
        sniffFile('catatan.MD', Buffer.from('# Halo')),
        sniffFile('a.txt', Buffer.from('Halo')),
        sniffFile('a.html', Buffer.from('<script>')),
        sniffFile('a.txt', Buffer.from([0x4d, 0x5a, 0, 0, 3])),
        sniffFile('a.pdf', Buffer.from('Halo')),
        sniffFile('tanpa-akhiran', Buffer.from('Halo')),
        sniffFile('a.txt', Buffer.from('\u001b[2J'.repeat(20))),
      ],
      ['pdf', null, 'docx', null, 'markdown', 'text', null, null, null, null, null],
    );
  });

  it('should be read in its own encoding when it is old or from Windows', () => {
    assert.equal(decodeText(Buffer.from([0x43, 0x61, 0x66, 0xe9])), 'Café');
    assert.equal(decodeText(Buffer.from('\uFEFFroti', 'utf16le')), 'roti');
    assert.equal(decodeText(Buffer.from('\uFEFFroti')), 'roti');
  });
});

describe('pieces', () => {
  it('should carry their headings and their characters when a text is cut', () => {
    const { text, pieces } = cutIntoPieces(blocksOfText(RULES_MD, true));
    assert.deepEqual(
      pieces.map(({ heading }) => heading),
      ['Aturan toko › Jam buka', 'Aturan toko › Retur', 'Aturan toko › Pemasok'],
    );
    for (const piece of pieces) assert.equal(text.slice(piece.from, piece.to), piece.text);
  });

  it('should be bounded, overlap a little and leave nothing out when a paragraph is long or has no blanks', () => {
    for (const long of [
      'Roti tawar dipanggang pagi ini. '.repeat(400),
      'x'.repeat(20_000),
      `${'kata '.repeat(5_000)}`,
    ]) {
      const { text, pieces } = cutIntoPieces([{ text: long, headings: [], page: 3 }]);
      assert.ok(pieces.length > 1);
      let reached = 0;
      for (const { from, to, page } of pieces) {
        assert.ok(to - from <= 1_300 && to > from && page === 3);
        assert.ok(text.slice(reached, from).trim() === '' || from <= reached, 'nothing is left out');
        reached = to;
      }
      assert.equal(reached, text.length);
    }
  });

  it('should lose signs that hide or turn a text when they are kept', () => {
    const { text } = cutIntoPieces([{ text: 'aman\u202Etxt.exe\u200B\u0000 ber-\nsih', headings: [], page: null }]);
    assert.equal(text, 'amantxt.exe bersih');
  });

  it('should follow headings and rows when they come from HTML', () => {
    const html = '<h1>Menu</h1><p>Roti &amp; kue</p><table><tr><td><p>Donat</p></td><td><p>5.000</p></td></tr></table>';
    assert.deepEqual(
      blocksOfHtml(html).map(({ text, headings }) => [text, headings]),
      [
        ['Roti & kue', ['Menu']],
        ['Donat | 5.000', ['Menu']],
      ],
    );
  });
});

describe('a file in its own process', () => {
  const read = createReadFile();

  it('should give its text with pages and headings when it is sound', async () => {
    const [pdf, docx, markdown] = await Promise.all([
      read('pdf', await pdfOf(['Halaman satu tentang roti.', 'Halaman dua tentang kue.'])),
      read('docx', docxOf(['# Retur', 'Roti rusak ditukar.'])),
      read('markdown', Buffer.from(RULES_MD)),
    ]);
    assert.deepEqual(
      [pdf.pages, pdf.blocks.map(({ text, page }) => [text.trim(), page])],
      [
        2,
        [
          ['Halaman satu tentang roti.', 1],
          ['Halaman dua tentang kue.', 2],
        ],
      ],
    );
    assert.deepEqual(docx.blocks, [{ text: 'Roti rusak ditukar.', headings: ['Retur'], page: null }]);
    assert.equal(markdown.blocks.length, 3);
  });

  it('should be refused by name when it is damaged, locked, empty, or a bomb', async () => {
    const bomb = zipOf({ 'word/document.xml': new Uint8Array(70 * 1024 * 1024) });
    assert.ok(bomb.length < 200_000);
    const lying = docxOf(['Halo']);
    // The end of the file says that there are more entries than there are.
    lying.writeUInt16LE(9, lying.length - 12);
    await Promise.all([
      assert.rejects(read('docx', bomb), refused('knowledge.bomb')),
      assert.rejects(read('docx', lying), refused('knowledge.unreadable')),
      assert.rejects(read('docx', zipOf({ 'word/document.xml': '<w:document' })), refused('knowledge.unreadable')),
      assert.rejects(read('pdf', Buffer.from('%PDF-1.7\nnothing')), refused('knowledge.unreadable')),
      assert.rejects(read('pdf', await pdfOf(['Rahasia'], 'kunci')), refused('knowledge.locked')),
      assert.rejects(read('pdf', await pdfOf([''])), refused('knowledge.no-text')),
      assert.rejects(read('text', Buffer.from(' \n …')), refused('knowledge.no-text')),
    ]);
  });

  it('should be stopped when it takes too long, and turned away when many wait', async () => {
    const hurried = createReadFile({ timeoutMs: 1, memoryMb: 64, atOnce: 1, waiting: 1 });
    const results = await Promise.allSettled([1, 2, 3].map(() => hurried('text', Buffer.from('roti'))));
    const codes = results.map((result) => result.status === 'rejected' && result.reason.code);
    assert.deepEqual(codes, ['knowledge.too-slow', 'knowledge.too-slow', 'knowledge.busy']);
  });
});

describe('vectors', () => {
  it('should be the same when they come back from their bytes', () => {
    const vector = Float32Array.from([0.6, -0.8, 0]);
    assert.deepEqual(fromBytes(toBytes(vector)), vector);
  });

  it('should rank by cosine, and by both rankings when they are joined', () => {
    const stored = [
      { chunkId: 'a', vector: Float32Array.from([1, 0]) },
      { chunkId: 'b', vector: Float32Array.from([0, 1]) },
      { chunkId: 'c', vector: Float32Array.from([0.8, 0.6]) },
    ];
    assert.deepEqual(nearest(Float32Array.from([0.6, 0.8]), stored, 2), ['c', 'b']);
    assert.deepEqual(
      fuseRankings([
        ['x', 'y'],
        ['y', 'z'],
      ]).map(({ id }) => id),
      ['y', 'x', 'z'],
    );
  });
});
