import type { Block } from '../chunk-rules.ts';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", nbsp: ' ' };
const ENDS = new Set(['p', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'ul', 'ol']);

/** Paragraphs, headings and rows of the plain HTML that the DOCX reader writes (its own tags only, no attributes that matter). */
export function blocksOfHtml(html: string): Block[] {
  const blocks: Block[] = [];
  const headings: string[] = [];
  let text = '';
  for (const [part, tag] of joinCells(html).matchAll(/<\/?([a-z][a-z0-9]*)[^>]*>|[^<]+|</gi)) {
    const name = tag?.toLowerCase();
    if (name === undefined) text += part.replace(/&(#?\w+);/g, (whole, entity: string) => ENTITIES[entity] ?? whole);
    else if (name === 'br') text += '\n';
    else if (ENDS.has(name)) {
      place(blocks, headings, text, headingLevel(name, part));
      text = '';
    }
  }
  place(blocks, headings, text, null);
  return blocks;
}

/** Cells hold paragraphs of their own; a row is one line with bars between. */
function joinCells(html: string): string {
  return html.replace(
    /<(t[dh])(?: [^>]*)?>([\s\S]*?)<\/\1>/gi,
    (_cell, _tag, inner: string) => `${inner.replace(/<\/?p>/gi, ' ').trim()} | `,
  );
}

function headingLevel(name: string, part: string): number | null {
  const level = part.startsWith('</') ? /^h([1-6])$/.exec(name)?.[1] : undefined;
  return level ? Number(level) : null;
}

function place(blocks: Block[], headings: string[], text: string, level: number | null): void {
  const line = text.replace(/ \| $/, '');
  if (level !== null) {
    headings.length = Math.min(headings.length, level - 1);
    headings.push(line);
  } else if (line.trim() !== '') blocks.push({ text: line, headings: [...headings], page: null });
}
