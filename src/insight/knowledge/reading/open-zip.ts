import { inflateRawSync } from 'node:zlib';

/** A file that swells beyond measure, or lies about how much. */
export class Bomb extends Error {}
/** Not a ZIP file that could be read. */
export class Damaged extends Error {}

const MOST_ENTRIES = 2_000;
const MOST_BYTES = 60 * 1024 * 1024;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_LENGTH = 22;
const MOST_COMMENT = 65_535;

/**
 * Unpacks every entry with a limit for all of them together, and answers their names: what a library then unpacks again is
 * known to be bounded, whatever sizes the file claims.
 */
export function checkZip(bytes: Buffer): string[] {
  const { count, start } = findDirectory(bytes);
  if (count > MOST_ENTRIES) throw new Bomb('too many entries');
  const names: string[] = [];
  let left = MOST_BYTES;
  let at = start;
  for (let entry = 0; entry < count; entry++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Damaged('directory');
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    names.push(bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)));
    left -= unpackedSize(bytes, at, left);
    at += 46 + (nameLength ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names;
}

function findDirectory(bytes: Buffer): { count: number; start: number } {
  const earliest = Math.max(0, bytes.length - END_LENGTH - MOST_COMMENT);
  for (let at = bytes.length - END_LENGTH; at >= earliest; at--)
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY)
      return { count: bytes.readUInt16LE(at + 10), start: bytes.readUInt32LE(at + 16) };
  throw new Damaged('no directory');
}

function unpackedSize(bytes: Buffer, entry: number, left: number): number {
  const method = bytes.readUInt16LE(entry + 10);
  const packed = bytes.readUInt32LE(entry + 20);
  const local = bytes.readUInt32LE(entry + 42);
  if (local + 30 > bytes.length || bytes.readUInt32LE(local) !== LOCAL_ENTRY) throw new Damaged('entry');
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + packed > bytes.length) throw new Damaged('entry cut off');
  if (method === 0) return check(packed, left);
  if (method !== 8) throw new Damaged('packed in an unknown way');
  try {
    const limit = { maxOutputLength: Math.max(1, left) };
    return check(inflateRawSync(bytes.subarray(start, start + packed), limit).length, left);
  } catch (error) {
    if (error instanceof RangeError) throw new Bomb('swells');
    if (error instanceof Bomb) throw error;
    throw new Damaged('cannot be unpacked', { cause: error });
  }
}

function check(size: number, left: number): number {
  if (size > left) throw new Bomb('swells');
  return size;
}
