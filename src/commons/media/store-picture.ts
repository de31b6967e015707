import { createHash } from 'node:crypto';
import type SharpPackage from 'sharp';
import type { Metadata } from 'sharp';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import { lazyPackage } from '#platform/lazy-package';
import { refuse } from '#platform/refusal';
import type { Storage } from '#platform/storage';
import type { Picture, Purpose } from './contract.ts';
import { insertPicture, listByIds } from './picture-queries.ts';
import { ACCEPTED, KEPT_SIDE, MAX_BYTES, MAX_PIXELS, MIN_SIDE, originalKey, toPicture } from './picture-rules.ts';

const sharp = lazyPackage<typeof SharpPackage>('sharp');
const fileTypeOf = async (bytes: Buffer) => (await import('file-type')).fileTypeFromBuffer(bytes);

export type StoreDeps = { database: Database; storage: Storage; clock: Clock; newId: NewId };
export type NewPicture = { pictureId?: string | undefined; ownerId: string | null; purpose: Purpose; bytes: Buffer };

/**
 * Keeps a picture: type by its first bytes (never by name or header), turned upright, stripped of all metadata (place,
 * camera), at most 2560 pixels a side. Bytes first, row second: a crash between leaves bytes that nobody can reach.
 */
export async function storePicture(deps: StoreDeps, call: Call, input: NewPicture): Promise<Picture> {
  if (input.pictureId) {
    const [known] = await listByIds(deps.database, [input.pictureId], null);
    if (known) return toPicture(known);
  }
  const { isOwnSvg, ...size } = await checkPicture(input.bytes, call.actor.kind === 'system');
  // Our own drawings are kept as they are: small, quick to store, and sharp in every rendition.
  const { data, info } = isOwnSvg ? { data: input.bytes, info: size } : await cleaned(input.bytes);
  const row = { id: input.pictureId ?? deps.newId(), width: info.width, height: info.height };
  await deps.storage.put(originalKey(row.id), data, isOwnSvg ? 'image/svg+xml' : 'image/webp');
  const sha256 = createHash('sha256').update(data).digest('hex');
  const { ownerId, purpose } = input;
  await deps.database.run(
    insertPicture({ ...row, ownerId, purpose, bytes: data.length, sha256, createdAt: deps.clock.now() }),
  );
  return toPicture(row);
}

/** Turned upright, without metadata, at most 2560 pixels a side. */
function cleaned(bytes: Buffer): Promise<{ data: Buffer; info: { width: number; height: number } }> {
  return sharp()(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize({ width: KEPT_SIDE, height: KEPT_SIDE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 90 })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw refuse('media.not-a-picture');
    });
}

/** SVG can carry scripts and references, so it is taken from our own house only. */
async function checkPicture(
  bytes: Buffer,
  isOurs: boolean,
): Promise<{ isOwnSvg: boolean; width: number; height: number }> {
  if (bytes.length > MAX_BYTES) throw refuse('media.too-large');
  const type = (await fileTypeOf(bytes))?.mime;
  const isOwnSvg = isOurs && bytes.subarray(0, 200).toString('utf8').trimStart().startsWith('<svg');
  if (!isOwnSvg && !(type && ACCEPTED.has(type))) throw refuse('media.not-a-picture');
  const metadata: Metadata = await sharp()(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw refuse('media.not-a-picture');
    });
  const { width = 0, height = 0 } = metadata;
  if (width * height > MAX_PIXELS) throw refuse('media.too-large');
  if (Math.min(width, height) < MIN_SIDE) throw refuse('media.too-small');
  return { isOwnSvg, width, height };
}
