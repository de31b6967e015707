import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { retrieveFile } from './retrieve-file.ts';

describe('a file of questions', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-retrieve-'));
  });
  after(() => rm(folder, { recursive: true }));
  const at = (name: string) => join(folder, name);
  const lines = (rows: unknown[]) =>
    rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');
  const PASSAGES = [
    { id: 'p1', text: 'Roti rusak ditukar dalam 24 jam dengan nota.' },
    { id: 'p2', title: 'Jam buka', text: 'Pukul enam pagi sampai delapan malam.' },
    { id: 'p3', text: 'Tepung terigu dikirim setiap Senin.' },
  ];

  it('should become a TREC run and verdicts when passages are packed and plain', async () => {
    await writeFile(at('p.jsonl.gz'), gzipSync(lines(PASSAGES)));
    await writeFile(
      at('q.jsonl'),
      lines([
        { id: 7, question: 'kapan tepung dikirim?' },
        { id: 'q2', question: 'xyzzy' },
      ]),
    );
    const told: string[] = [];
    const report = await retrieveFile(
      { passages: at('p.jsonl.gz'), questions: at('q.jsonl'), out: at('run.tsv'), verdicts: at('v.tsv'), depth: 2 },
      (phase, done, total) => told.push(`${phase} ${done}/${total}`),
    );
    assert.deepEqual([report.passages, report.questions, report.refused, report.badLines], [3, 2, 1, []]);
    const [first, ...rest] = (await readFile(at('run.tsv'), 'utf8')).trim().split('\n');
    assert.match(first ?? '', /^7 Q0 p3 1 -?\d+\.\d{6} lumbung$/);
    assert.ok(rest.length <= 1);
    assert.match(await readFile(at('v.tsv'), 'utf8'), /^7\t0\.\d{4}\tanswered\nq2\t0\.0000\trefused\n$/);
    assert.deepEqual([told[0], told.at(-1)], ['passages 0/3', 'questions 2/2']);
  });

  it('should go on and name the lines when some cannot be used', async () => {
    const odd = ['{', '[]', { id: 'a b', text: 'x' }, { id: 'p9' }, { id: 'p1', text: 'x' }, ''];
    await writeFile(at('odd.jsonl'), lines([...PASSAGES, ...odd]));
    await writeFile(
      at('one.jsonl'),
      lines([
        { id: 'q', question: 'roti rusak' },
        { id: 'r', question: 5 },
      ]),
    );
    const files = {
      passages: at('odd.jsonl'),
      questions: at('one.jsonl'),
      out: at('odd.tsv'),
      verdicts: null,
      depth: 100,
    };
    const { passages, questions, badLines } = await retrieveFile(files);
    assert.deepEqual([passages, questions], [3, 1]);
    assert.deepEqual(
      badLines.map(({ line, reason }) => [line, reason]),
      [
        [4, 'not JSON'],
        [5, 'no "id", or one with spaces'],
        [6, 'no "id", or one with spaces'],
        [7, 'no "text"'],
        [8, 'the id p1 came before'],
        [2, 'no "question"'],
      ],
    );
    assert.match(await readFile(at('odd.tsv'), 'utf8'), /^q Q0 p1 1 /);
  });
});
