import { createHash } from 'node:crypto';
import { openText, readLines } from '../../src/import/read-lines.ts';
import { createTextIndex, type Passage, type TextIndex } from '../../src/insight/knowledge/retrieval/text-index.ts';

/** A question whose answer is known: which passage holds it, or that this passage does not. */
export type KnownQuestion = { id: string; question: string; passage: string; answerable: boolean; source: string };

export type Collection = { passages: Passage[]; questions: KnownQuestion[] };

/** JSON lines, plain or gzip: passages `{"id","text","title"?}` and questions `{"id","question","passage","answerable","source"?}`. */
export async function readCollection(passages: string, questions: string): Promise<Collection> {
  return {
    passages: (await readObjects(passages)).map(({ id, text, title }) => ({
      id: String(id),
      title: String(title ?? ''),
      text: String(text),
    })),
    questions: (await readObjects(questions)).map(({ id, question, passage, answerable, source }) => ({
      id: String(id),
      question: String(question),
      passage: String(passage),
      answerable: answerable !== false,
      source: String(source ?? ''),
    })),
  };
}

async function readObjects(path: string): Promise<Record<string, unknown>[]> {
  const objects: Record<string, unknown>[] = [];
  for await (const { text } of readLines(await openText(path))) if (text.trim() !== '') objects.push(JSON.parse(text));
  return objects;
}

/** Half of the passages are learned from, the other half is only measured: nobody asks about one passage in both. */
export function isLearned(passageId: string): boolean {
  return ((createHash('sha256').update(passageId).digest()[0] ?? 0) & 1) === 0;
}

/** Passages of small collections, such as a store has with one page of rules, or with a folder of papers. */
export const GROUP_SIZES = [5, 50, 500];

/**
 * Cuts passages into groups of a size. Each question is asked of the group that has its passage, and of the next group,
 * which has not.
 */
export function askGroups(
  passages: readonly Passage[],
  questions: readonly KnownQuestion[],
  size: number,
): { group: TextIndex; question: KnownQuestion; isHere: boolean }[] {
  const groups: TextIndex[] = [];
  const groupOf = new Map<string, number>();
  passages.forEach((passage, at) => {
    const place = Math.floor(at / size);
    groups[place] ??= createTextIndex();
    groups[place].add(passage);
    groupOf.set(passage.id, place);
  });
  return questions.flatMap((question, at) => {
    const place = groupOf.get(question.passage);
    const [here, next] = [groups[place ?? -1], groups[((place ?? 0) + 1) % groups.length]];
    // Half of the questions each: as many that can be answered as that cannot.
    const isHere = at % 2 === 0;
    const group = isHere ? here : next;
    return place !== undefined && group ? [{ group, question, isHere }] : [];
  });
}
