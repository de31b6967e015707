import { createHash } from 'node:crypto';
import type { ImportedProduct } from '#commerce/products';
import type { MediaApi, Picture } from '#commons/media';
import type { Call } from '#platform/call';
import { isRefusal } from '#platform/refusal';
import type { Draft } from '../draft.ts';
import type { Archive } from './archive.ts';
import { fetchPicture, PictureUnavailable } from './fetch-picture.ts';

type Image = ImportedProduct['images'][number];
export type PictureApis = { media: Pick<MediaApi, 'picturesByIds' | 'storePicture'> };
export type PictureOptions = {
  /** Pictures on the web are fetched; otherwise left out, for pages show pictures of this house only. */
  isFetching: boolean;
  /** Also from addresses inside the network: for those who run the house and the file themselves. */
  isPrivateAllowed: boolean;
  archive: Archive | null;
};
export type PictureProblem = { draft: Draft; name: string; reason: string };

/** As media takes them. */
export const MAX_PICTURE_BYTES = 8_000_000;
const TIMEOUT_MS = 15_000;
const AT_ONCE = 6;
const IDS_AT_ONCE = 100;

type Wish = { name: string; ownerId: string; pictureId: string };

/**
 * Brings the pictures that rows name into this house: by address or out of an archive, each once per shop, so that the same
 * file again fetches nothing. A picture that cannot be had leaves the row as it is, without it.
 */
export class DraftPictures {
  private readonly apis: PictureApis;
  private readonly call: Call;
  private readonly options: PictureOptions;
  readonly counts = { stored: 0, known: 0, missing: 0 };

  constructor(apis: PictureApis, call: Call, options: PictureOptions) {
    this.apis = apis;
    this.call = call;
    this.options = options;
  }

  /** Asks for all pictures of a batch together; then `imagesOf` answers from what was had. */
  async load(
    batch: readonly { draft: Draft; ownerId: string }[],
  ): Promise<{ of: PictureLookup; problems: PictureProblem[] }> {
    const wishes = new Map<string, Wish>();
    for (const { draft, ownerId } of batch)
      for (const name of namesOf(draft))
        if (this.isWanted(name)) wishes.set(`${ownerId} ${name}`, { name, ownerId, pictureId: idOf(ownerId, name) });
    const had = await this.known([...wishes.values()]);
    this.counts.known += had.size;
    const failed = new Map<string, string>();
    const waiting = [...wishes.values()].filter(({ pictureId }) => !had.has(pictureId)).values();
    const work = async (): Promise<void> => {
      for (const wish of waiting) {
        const picture = await this.bring(wish);
        if (typeof picture === 'string') failed.set(wish.pictureId, picture);
        else had.set(wish.pictureId, picture);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    this.counts.stored += had.size;
    this.counts.missing += failed.size;
    const problems = batch.flatMap(({ draft, ownerId }) =>
      namesOf(draft).flatMap((name) => {
        const reason = failed.get(idOf(ownerId, name));
        return reason === undefined ? [] : [{ draft, name, reason }];
      }),
    );
    return { of: (image, ownerId) => pictureOf(image, had.get(idOf(ownerId, image.url ?? ''))), problems };
  }

  private isWanted(name: string): boolean {
    if (name.startsWith('/')) return false;
    return isOnTheWeb(name) ? this.options.isFetching : true;
  }

  private async known(wishes: readonly Wish[]): Promise<Map<string, Picture>> {
    const found = new Map<string, Picture>();
    for (let from = 0; from < wishes.length; from += IDS_AT_ONCE) {
      const pictureIds = wishes.slice(from, from + IDS_AT_ONCE).map(({ pictureId }) => pictureId);
      const { pictures } = await this.apis.media.picturesByIds(this.call, { pictureIds });
      for (const picture of pictures) found.set(picture.id, picture);
    }
    return found;
  }

  /** The picture, or why it is not to be had. */
  private async bring({ name, ownerId, pictureId }: Wish): Promise<Picture | string> {
    try {
      const bytes = await this.bytesOf(name);
      if (bytes === null) return 'tidak ada di arsip';
      const base64 = bytes.toString('base64');
      return await this.apis.media.storePicture(this.call, { pictureId, ownerId, purpose: 'product', base64 });
    } catch (error) {
      if (error instanceof PictureUnavailable) return error.message;
      if (isRefusal(error)) return error.code;
      throw error;
    }
  }

  private async bytesOf(name: string): Promise<Buffer | null> {
    if (!isOnTheWeb(name)) return (await this.options.archive?.read(name)) ?? null;
    const { isPrivateAllowed } = this.options;
    return fetchPicture(name, { maxBytes: MAX_PICTURE_BYTES, timeoutMs: TIMEOUT_MS, isPrivateAllowed });
  }
}

/** What stands for an image of a row: nothing where there is no picture of it in this house. */
export type PictureLookup = (image: Image, ownerId: string) => Image[];

function pictureOf(image: Image, picture: Picture | undefined): Image[] {
  if (image.url?.startsWith('/')) return [image];
  if (!picture) return [];
  const { id, url, width, height, sources } = picture;
  return [{ ...(image.alt === undefined ? {} : { alt: image.alt }), mediaId: id, url, width, height, sources }];
}

function namesOf(draft: Draft): string[] {
  const images = [...draft.images, ...draft.variants.flatMap(({ image }) => (image ? [image] : []))];
  return [...new Set(images.flatMap(({ url }) => (url ? [url] : [])))];
}

function isOnTheWeb(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/** The same picture of the same owner has always the same id (UUID version 8, made of a digest). */
function idOf(ownerId: string, name: string): string {
  const hex = createHash('sha256').update(`${ownerId} ${name}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
