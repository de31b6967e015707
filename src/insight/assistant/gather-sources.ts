import type { FoundChunk } from '#insight/knowledge';
import type { Source } from './contract.ts';
import type { Fact } from './facts/fact.ts';

/** Sources of one answer, numbered from 1. */
export type Gathered = readonly Source[];

const NONE = { tool: null, documentId: null, chunkId: null, page: null, from: null, to: null };
const MOST_TEXT = 4_000;

export function createSources() {
  const sources: Source[] = [];
  const add = (source: Omit<Source, 'number'>): number => {
    const known = sources.find(({ title, text }) => title === source.title && text === source.text);
    if (known) return known.number;
    sources.push({ number: sources.length + 1, ...source });
    return sources.length;
  };
  return {
    /** The number under which it is named. The same thing twice is one source. */
    addFact: ({ tool, title, lines }: Fact): number =>
      add({ ...NONE, kind: 'figures', title, tool, text: lines.join('\n').slice(0, MOST_TEXT) }),
    addPassage: (passage: FoundChunk): number =>
      add({
        ...NONE,
        kind: 'passage',
        title: passage.heading === '' ? passage.documentName : `${passage.documentName} › ${passage.heading}`,
        text: passage.text.slice(0, MOST_TEXT),
        documentId: passage.documentId,
        chunkId: passage.id,
        page: passage.page,
        from: passage.excerpt?.from ?? passage.from,
        to: passage.excerpt?.to ?? passage.to,
      }),
    all: (): Gathered => sources,
  };
}
export type Sources = ReturnType<typeof createSources>;
