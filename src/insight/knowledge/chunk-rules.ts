/**
 * Cuts a text into pieces of about 200 to 350 tokens, along headings, pages, paragraphs and sentences. A piece is a stretch of the
 * document's own text, so that it can be cited by its characters; neighbours under one heading share a sentence or two.
 */

/** A paragraph, line of a list or row of a table, with the headings above it. */
export type Block = { text: string; headings: readonly string[]; page: number | null };

export type Piece = { heading: string; page: number | null; from: number; to: number; text: string };

/** Characters; about 1,300 are 300 tokens of Indonesian. */
const MOST = 1_300;
const SHARED = 170;
/** A "sentence" longer than this (a table without points, a wall of letters) is cut hard. */
const LONGEST_SENTENCE = 600;
const MOST_HEADING = 200;
const GAP = '\n\n';

/** The text of the document and its pieces in order. Empty where there is nothing but blanks. */
export function cutIntoPieces(blocks: readonly Block[]): { text: string; pieces: Piece[] } {
  const placed: Placed[] = [];
  let text = '';
  for (const block of blocks) {
    const clean = cleanText(block.text);
    if (clean === '') continue;
    if (text !== '') text += GAP;
    const heading = block.headings.map(cleanText).filter(Boolean).join(' › ').slice(0, MOST_HEADING);
    for (const { from, to } of sentencesOf(clean))
      placed.push({ heading, page: block.page, from: text.length + from, to: text.length + to });
    text += clean;
  }
  return { text, pieces: gather(text, placed) };
}

type Placed = { heading: string; page: number | null; from: number; to: number };

function gather(text: string, sentences: readonly Placed[]): Piece[] {
  const pieces: Piece[] = [];
  let current: Placed[] = [];
  const flush = (): void => {
    const [first, last] = [current[0], current.at(-1)];
    if (!first || !last) return;
    const { heading, page, from } = first;
    pieces.push({ heading, page, from, to: last.to, text: text.slice(from, last.to) });
  };
  for (const sentence of sentences) {
    const first = current[0];
    if (first && (first.heading !== sentence.heading || first.page !== sentence.page)) {
      flush();
      current = [];
    } else if (first && sentence.to - first.from > MOST) {
      flush();
      current = sharedEnd(current, sentence);
    }
    current.push(sentence);
  }
  flush();
  return pieces;
}

/** The last sentences of a full piece, to open the next one; never so many that the next is full at once. */
function sharedEnd(full: readonly Placed[], next: Placed): Placed[] {
  const end = full.at(-1)?.to ?? 0;
  const shared = full.filter(({ from }) => end - from <= SHARED);
  return shared.length < full.length && next.to - (shared[0]?.from ?? next.from) <= MOST ? shared : [];
}

function* sentencesOf(text: string): Generator<{ from: number; to: number }> {
  let from = 0;
  for (const match of text.matchAll(/[.!?]+(?=\s+["'(]*[\p{Lu}\p{N}])|\n/gu)) {
    const to = match.index + match[0].trimEnd().length;
    if (to - from < 25) continue;
    yield* cutLong(text, from, to);
    from = to;
    while (/\s/.test(text[from] ?? '')) from++;
  }
  if (from < text.length) yield* cutLong(text, from, text.length);
}

function* cutLong(text: string, from: number, to: number): Generator<{ from: number; to: number }> {
  let start = from;
  while (to - start > LONGEST_SENTENCE) {
    const blank = text.lastIndexOf(' ', start + LONGEST_SENTENCE);
    const end = blank > start ? blank : start + LONGEST_SENTENCE;
    yield { from: start, to: end };
    start = end === blank ? end + 1 : end;
  }
  if (to > start) yield { from: start, to };
}

/** Blanks made one, hyphens of line ends joined, invisible signs (also those that turn the direction of text) taken out. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replace(/(\p{Ll})-\n(\p{Ll})/gu, '$1$2')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

/** Blocks of plain text and Markdown: paragraphs between empty lines; lines with `#` are headings where `isMarkdown`. */
export function blocksOfText(text: string, isMarkdown: boolean): Block[] {
  const blocks: Block[] = [];
  const headings: string[] = [];
  for (const paragraph of text.replace(/\r\n?/g, '\n').split(/\n[^\S\n]*\n/)) {
    const lines: string[] = [];
    const flush = (): void => {
      if (lines.length > 0) blocks.push({ text: lines.join('\n'), headings: [...headings], page: null });
      lines.length = 0;
    };
    for (const line of paragraph.split('\n')) {
      const heading = isMarkdown ? /^(#{1,6})\s+(.+?)\s*#*$/.exec(line) : null;
      if (!heading?.[1]) {
        lines.push(line);
        continue;
      }
      flush();
      headings.length = Math.min(headings.length, heading[1].length - 1);
      headings.push(heading[2] ?? '');
    }
    flush();
  }
  return blocks;
}
