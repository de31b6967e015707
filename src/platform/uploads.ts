import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { isCleanText } from './json-guard.ts';
import { refuse } from './refusal.ts';
import type { UploadedFile } from './route.ts';

const MAX_FILES = 10;
const MAX_FIELDS = 20;
const MAX_FIELD_BYTES = 16 * 1_024;

/**
 * Reads all parts of a multipart body into memory: files up to the route's body limit each, and the plain fields,
 * which every file carries. Refuses what is too large or malformed.
 */
export async function readUploads(request: FastifyRequest, maxFileBytes: number): Promise<UploadedFile[]> {
  if (!request.isMultipart()) throw refuse('request.unsupported-media');
  const files: Omit<UploadedFile, 'fields'>[] = [];
  const fields: Record<string, string> = {};
  const limits = {
    fileSize: maxFileBytes,
    files: MAX_FILES,
    fields: MAX_FIELDS,
    fieldSize: MAX_FIELD_BYTES,
    parts: MAX_FILES + MAX_FIELDS,
    headerPairs: 50,
  };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') {
        assertClean(part.fieldname, part.filename);
        files.push({ field: part.fieldname, filename: part.filename.slice(0, 255), bytes: await part.toBuffer() });
      } else {
        const value = String(part.value);
        assertClean(part.fieldname, value);
        if (part.valueTruncated) throw refuse('request.too-large');
        fields[part.fieldname] = value;
      }
    }
  } catch (error) {
    throw asRefusal(error);
  }
  return files.map((file) => ({ ...file, fields }));
}

/** One hash over what was sent, whatever boundary the client has chosen this time. */
export function hashUploads(files: readonly UploadedFile[]): string {
  const digest = createHash('sha256').update(JSON.stringify(files[0]?.fields ?? {}));
  for (const file of files)
    digest.update(`\n${JSON.stringify([file.field, file.filename, file.bytes.length])}\n`).update(file.bytes);
  return digest.digest('hex');
}

function assertClean(field: string, text: string): void {
  if (isCleanText(field) && isCleanText(text) && field !== '__proto__') return;
  throw refuse(
    'request.invalid',
    {},
    { fields: [{ pointer: '', code: 'forbidden-character', detail: 'forbidden-character' }] },
  );
}

/** The parser's own errors ("Unexpected end of form") carry no code; those with one are told apart at the edge. */
function asRefusal(error: unknown): unknown {
  if (error instanceof Error && !('code' in error))
    return refuse('request.invalid', {}, { fields: [{ pointer: '', code: 'invalid', detail: 'invalid' }] });
  return error;
}
