import type { Document } from './contract.ts';

export type Kind = Document['kind'];

const TEXTS: Record<string, Kind> = { txt: 'text', text: 'text', md: 'markdown', markdown: 'markdown' };
const LOOKED_AT = 1_024;
const ZIP = [0x50, 0x4b, 0x03, 0x04];
/** Bell, escape and their like do not stand in what people write; tab, line ends and form feed do. */
const MOST_CONTROLS = 0.001;

/**
 * What a file is, by its bytes; the name only tells Markdown from text. Null for anything else: pictures, programs, pages
 * of HTML under another name, and files whose name promises what their bytes are not.
 */
export function sniffFile(name: string, bytes: Uint8Array): Kind | null {
  const ending = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const head = Buffer.from(bytes.subarray(0, LOOKED_AT)).toString('latin1');
  if (head.includes('%PDF-')) return ending === 'pdf' ? 'pdf' : null;
  if (ZIP.every((byte, at) => bytes[at] === byte)) return ending === 'docx' ? 'docx' : null;
  const kind = TEXTS[ending];
  return kind && decodeText(bytes) !== null ? kind : null;
}

/** The text of a file that has nothing else in it: UTF-8, UTF-16 by its mark, else Windows-1252. Null where it is no text. */
export function decodeText(bytes: Uint8Array): string | null {
  const text = decode(bytes);
  if (text.includes('\0')) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const controls = text.match(/[\u0001-\u0008\u000b\u000e-\u001f\u007f]/g)?.length ?? 0;
  return controls > text.length * MOST_CONTROLS ? null : text.replace(/^\uFEFF/, '');
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
