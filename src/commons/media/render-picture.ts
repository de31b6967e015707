import type SharpPackage from 'sharp';
import { lazyPackage } from '#platform/lazy-package';
import { refuse } from '#platform/refusal';
import type { Storage } from '#platform/storage';
import { originalKey, parseRendition, renditionKey } from './picture-rules.ts';

const sharp = lazyPackage<typeof SharpPackage>('sharp');

/** AVIF is slow to make; at this effort it takes about as long as WebP and is still smaller. */
const AVIF = { quality: 50, effort: 2 };
const WEBP = { quality: 74, effort: 3 };
const AT_ONCE = 2;

export type RenderPicture = (pictureId: string, file: string) => Promise<{ bytes: Buffer; contentType: string }>;

/**
 * Serves a picture in one size and format. Made when first asked for and kept from then on; many who ask at the same
 * time wait for one making, and no more than two are made at once.
 */
export function createRenderPicture(deps: { storage: Storage }): RenderPicture {
  const making = new Map<string, Promise<Buffer>>();
  const waiting: (() => void)[] = [];
  let running = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  }

  async function make(pictureId: string, rendition: NonNullable<ReturnType<typeof parseRendition>>): Promise<Buffer> {
    const { width, format } = rendition;
    const original = await deps.storage.get(originalKey(pictureId));
    if (!original) throw refuse('media.not-found');
    const picture = sharp()(original).resize({ width, withoutEnlargement: true });
    const bytes = await (format === 'avif' ? picture.avif(AVIF) : picture.webp(WEBP)).toBuffer();
    await deps.storage.put(renditionKey(pictureId, width, format), bytes, `image/${format}`);
    return bytes;
  }

  return async (pictureId, file) => {
    const rendition = parseRendition(file);
    if (!rendition) throw refuse('media.not-found');
    const key = renditionKey(pictureId, rendition.width, rendition.format);
    const contentType = `image/${rendition.format}`;
    const kept = await deps.storage.get(key);
    if (kept) return { bytes: kept, contentType };
    let made = making.get(key);
    if (!made) {
      made = inTurn(() => make(pictureId, rendition)).finally(() => making.delete(key));
      making.set(key, made);
    }
    return { bytes: await made, contentType };
  };
}
