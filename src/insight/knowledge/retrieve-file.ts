import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { openText, readLines } from '../../import/read-lines.ts';
import { searchPassages } from './retrieval/search-passages.ts';
import { createTextIndex, type TextIndex } from './retrieval/text-index.ts';

export type RetrieveOptions = {
  passages: string;
  questions: string;
  /** TREC run: `question Q0 passage rank score lumbung`. */
  out: string;
  /** Where asked for: `question certainty answered|refused`, tab-separated. */
  verdicts: string | null;
  /** Passages a question. */
  depth: number;
};
export type RetrieveReport = {
  passages: number;
  questions: number;
  refused: number;
  badLines: { file: string; line: number; reason: string }[];
};
export type OnProgress = (phase: 'passages' | 'questions', done: number, total: number) => void;

/** Questions of a file answered by passages of another, by the code that answers in the product. */
export async function retrieveFile(
  options: RetrieveOptions,
  onProgress: OnProgress = () => {},
): Promise<RetrieveReport> {
  const badLines: RetrieveReport['badLines'] = [];
  const passages = await readNamed(options.passages, ['text'], badLines);
  const questions = await readNamed(options.questions, ['question', 'text'], badLines);
  const index = createTextIndex();
  for (const [at, { id, title, text }] of passages.entries()) {
    index.add({ id, title, text });
    if (at % 500 === 0) onProgress('passages', at, passages.length);
  }
  onProgress('passages', passages.length, passages.length);
  const refused = await answerAll(index, questions, options, onProgress);
  return { passages: passages.length, questions: questions.length, refused, badLines };
}

/** Writes the run, and the verdicts where asked for; how many questions were refused. */
async function answerAll(
  index: TextIndex,
  questions: readonly Named[],
  options: RetrieveOptions,
  onProgress: OnProgress,
): Promise<number> {
  const run = createWriteStream(options.out);
  const verdicts = options.verdicts ? createWriteStream(options.verdicts) : null;
  let refused = 0;
  for (const [at, { id, text }] of questions.entries()) {
    const { passages, certainty, isAnswerable } = searchPassages(index, text, options.depth);
    if (!isAnswerable) refused++;
    await write(
      run,
      passages.map((one, rank) => `${id} Q0 ${one.id} ${rank + 1} ${one.score.toFixed(6)} lumbung\n`).join(''),
    );
    if (verdicts) await write(verdicts, `${id}\t${certainty.toFixed(4)}\t${isAnswerable ? 'answered' : 'refused'}\n`);
    if (at % 50 === 0) onProgress('questions', at, questions.length);
  }
  onProgress('questions', questions.length, questions.length);
  for (const stream of [run, verdicts]) if (stream) await finished(stream.end());
  return refused;
}

async function write(stream: WriteStream, text: string): Promise<void> {
  if (text !== '' && !stream.write(text)) await once(stream, 'drain');
}

type Named = { id: string; title: string; text: string };

/** JSON lines with an id and a text; what cannot be used is set aside with its number, and the others go on. */
async function readNamed(path: string, textFields: string[], bad: RetrieveReport['badLines']): Promise<Named[]> {
  const found: Named[] = [];
  const seen = new Set<string>();
  for await (const { number, text, isCut } of readLines(await openText(path))) {
    if (text.trim() === '') continue;
    const read = isCut ? 'the line is too long' : readOne(text.replace(/^\uFEFF/, ''), textFields);
    if (typeof read === 'string') bad.push({ file: path, line: number, reason: read });
    else if (seen.has(read.id)) bad.push({ file: path, line: number, reason: `the id ${read.id} came before` });
    else {
      seen.add(read.id);
      found.push(read);
    }
  }
  return found;
}

function readOne(line: string, textFields: string[]): Named | string {
  let read: unknown;
  try {
    read = JSON.parse(line);
  } catch {
    return 'not JSON';
  }
  if (typeof read !== 'object' || read === null) return 'not an object';
  const fields = new Map(Object.entries(read));
  const id = String(fields.get('id') ?? '');
  const text = textFields.map((field) => fields.get(field)).find((value) => typeof value === 'string');
  if (!/^\S+$/.test(id)) return 'no "id", or one with spaces';
  if (typeof text !== 'string') return `no "${textFields[0]}"`;
  const title = fields.get('title');
  return { id, text, title: typeof title === 'string' ? title : '' };
}
