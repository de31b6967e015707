/**
 * A process of its own that reads one file and ends: bytes on standard input, blocks as JSON on standard output. It is
 * started without the house's environment, may write nothing, and is stopped when it takes too long.
 */
import type { Block } from '../chunk-rules.ts';
import { blocksOfText } from '../chunk-rules.ts';
import { decodeText, type Kind } from '../sniff-file.ts';
import { blocksOfHtml } from './html-blocks.ts';
import { Bomb, checkZip, Damaged } from './open-zip.ts';

export type ReadResult =
  | { blocks: Block[]; pages: number | null }
  | { failure: 'unreadable' | 'locked' | 'bomb' | 'no-text' };

const MOST_PAGES = 2_000;
const MOST_CHARACTERS = 5_000_000;

const kind = process.argv[2] as Kind;
const parts: Buffer[] = [];
for await (const part of process.stdin) parts.push(part);
process.stdout.write(JSON.stringify(await read(kind, Buffer.concat(parts))));

async function read(of: Kind, bytes: Buffer): Promise<ReadResult> {
  try {
    const result = await readKind(of, bytes);
    const characters = result.blocks.reduce((sum, { text }) => sum + text.length, 0);
    if (characters > MOST_CHARACTERS) return { failure: 'bomb' };
    return result.blocks.some(({ text }) => /[\p{L}\p{N}]/u.test(text)) ? result : { failure: 'no-text' };
  } catch (error) {
    if (error instanceof Bomb) return { failure: 'bomb' };
    if (error instanceof Damaged) return { failure: 'unreadable' };
    return { failure: error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'unreadable' };
  }
}

async function readKind(of: Kind, bytes: Buffer): Promise<{ blocks: Block[]; pages: number | null }> {
  switch (of) {
    case 'pdf':
      return readPdf(bytes);
    case 'docx':
      return readDocx(bytes);
    default:
      return { blocks: blocksOfText(decodeText(bytes) ?? '', of === 'markdown'), pages: null };
  }
}

async function readPdf(bytes: Buffer): Promise<{ blocks: Block[]; pages: number }> {
  const { extractText, getDocumentProxy } = await import('unpdf');
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  if (pdf.numPages > MOST_PAGES) throw new Bomb('too many pages');
  const { text, totalPages } = await extractText(pdf, { mergePages: false });
  const blocks = text.flatMap((page, at) => blocksOfText(page, false).map((block) => ({ ...block, page: at + 1 })));
  return { blocks, pages: totalPages };
}

async function readDocx(bytes: Buffer): Promise<{ blocks: Block[]; pages: null }> {
  const names = checkZip(bytes);
  if (!names.includes('word/document.xml')) throw new Damaged('not a DOCX file');
  const { default: mammoth } = await import('mammoth');
  // Pictures are left out, not carried along as text.
  const convertImage = mammoth.images.imgElement(async () => ({ src: '' }));
  const { value } = await mammoth.convertToHtml({ buffer: bytes }, { convertImage, externalFileAccess: false });
  return { blocks: blocksOfHtml(value), pages: null };
}
