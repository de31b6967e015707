import { type Static, Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { Strict, Uuid } from '#platform/schema-parts';

export const Purpose = Type.Union([
  Type.Literal('product'),
  Type.Literal('review'),
  Type.Literal('shop'),
  Type.Literal('profile'),
]);
export type Purpose = Static<typeof Purpose>;

/** A picture in all the forms a page can ask for. */
export const Picture = Type.Object(
  {
    id: Uuid,
    /** The widest WebP, for `src`. */
    url: Type.String(),
    width: Type.Integer(),
    height: Type.Integer(),
    /** For `<source type srcset>`, best first. */
    sources: Type.Array(Type.Object({ type: Type.String(), srcset: Type.String() }, Strict)),
  },
  Strict,
);
export type Picture = Static<typeof Picture>;

/** About 8 MB of picture in base64. */
const MAX_BASE64 = 11_000_000;

/** Pictures: checked, cleaned of their metadata, and served in the sizes that screens need. */
export const mediaContract = defineContract({
  module: 'media',
  operations: {
    /** Keeps a picture. `pictureId` makes it repeatable: the same id is stored once. SVG only from our own house (`system`). */
    storePicture: {
      input: Type.Object(
        {
          pictureId: Type.Optional(Uuid),
          ownerId: Type.Union([Uuid, Type.Null()]),
          purpose: Purpose,
          base64: Type.String({ maxLength: MAX_BASE64 }),
        },
        Strict,
      ),
      output: Picture,
      refusals: ['media.not-a-picture', 'media.too-large', 'media.too-small'],
    },
    /** At most 100. With `ownerId`, only that person's; unknown ids are left out. */
    picturesByIds: {
      input: Type.Object({ pictureIds: Type.Array(Uuid, { maxItems: 100 }), ownerId: Type.Optional(Uuid) }, Strict),
      output: Type.Object({ pictures: Type.Array(Picture) }, Strict),
      refusals: [],
    },
  },
  events: {},
  refusals: {
    'media.not-a-picture': {
      status: 415,
      id: 'Berkas ini bukan foto JPEG, PNG, WebP, AVIF atau HEIC yang bisa dibaca.',
      en: 'This file is not a readable JPEG, PNG, WebP, AVIF or HEIC picture.',
    },
    'media.too-large': {
      status: 413,
      id: 'Foto terlalu besar. Paling besar 8 MB dan 50 megapiksel.',
      en: 'The picture is too large: at most 8 MB and 50 megapixels.',
    },
    'media.too-small': {
      status: 422,
      id: 'Foto terlalu kecil. Sisi terpendek minimal 100 piksel.',
      en: 'The picture is too small: the shorter side needs at least 100 pixels.',
    },
    'media.no-file': { status: 400, id: 'Pilih satu foto untuk dikirim.', en: 'Choose one picture to send.' },
    'media.quota-reached': {
      status: 429,
      id: 'Kamu sudah mengirim {limit} foto hari ini. Lanjutkan besok.',
      en: 'You have sent {limit} pictures today. Go on tomorrow.',
    },
    'media.not-found': { status: 404, id: 'Foto ini tidak ada.', en: 'There is no such picture.' },
  },
});
export type MediaApi = ApiOf<typeof mediaContract>;
