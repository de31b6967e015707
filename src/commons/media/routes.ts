import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { assert } from '#platform/assert';
import { userIdOf } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { refuse } from '#platform/refusal';
import { answer, type Route, route } from '#platform/route';
import { mediaContract, Picture, Purpose } from './contract.ts';
import { countSince } from './picture-queries.ts';
import { MAX_BYTES, PICTURES_PER_DAY } from './picture-rules.ts';
import type { RenderPicture } from './render-picture.ts';
import { type StoreDeps, storePicture } from './store-picture.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const OVERHEAD_BYTES = 64 * 1024;
const purpose = Compile(Purpose);

export function mediaRoutes(deps: StoreDeps, renderPicture: RenderPicture): Route[] {
  return [
    route({
      method: 'POST',
      path: '/media',
      summary: 'Upload a picture (multipart: file, purpose)',
      scope: 'media:write',
      multipart: true,
      bodyLimitBytes: MAX_BYTES + OVERHEAD_BYTES,
      idempotency: 'none',
      answers: { 201: Picture },
      refusals: [...mediaContract.operations.storePicture.refusals, 'media.no-file', 'media.quota-reached'],
      handle: async ({ call, files }) => {
        const ownerId = userIdOf(call);
        assert(ownerId, 'media:write is a permission of people');
        const [file] = await files();
        if (!file) throw refuse('media.no-file');
        await checkQuota(deps, ownerId);
        const wanted: unknown = file.fields.purpose ?? 'product';
        if (!purpose.Check(wanted))
          throw refuse('request.invalid', {}, { fields: [{ pointer: '/purpose', code: 'enum', detail: 'purpose' }] });
        return answer(201, await storePicture(deps, call, { ownerId, purpose: wanted, bytes: file.bytes }));
      },
    }),
    route({
      method: 'GET',
      path: '/media/:id/:file',
      prefix: '',
      summary: 'A picture as 320, 640 or 1280 pixels wide .webp or .avif',
      scope: 'public',
      params: Type.Object(
        { id: Type.String({ format: 'uuid' }), file: Type.String({ maxLength: 20 }) },
        { additionalProperties: false },
      ),
      answers: { 200: 'binary' },
      binaryTypes: ['image/webp', 'image/avif', 'image/jpeg', 'image/png', 'image/svg+xml'],
      refusals: ['media.not-found'],
      cacheControl: 'public, max-age=31536000, immutable',
      handle: async ({ params }) => {
        const { bytes, contentType } = await renderPicture(params.id, params.file);
        return answer(200, bytes, { headers: { 'content-type': contentType } });
      },
    }),
  ];
}

async function checkQuota(deps: { database: Database; clock: Clock }, ownerId: string): Promise<void> {
  const since = new Date(deps.clock.now().getTime() - DAY_MS);
  if ((await countSince(deps.database, ownerId, since)) >= PICTURES_PER_DAY)
    throw refuse('media.quota-reached', { limit: PICTURES_PER_DAY });
}
