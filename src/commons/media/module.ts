import { defineModule } from '#platform/module';
import { type MediaApi, mediaContract } from './contract.ts';
import { listByIds } from './picture-queries.ts';
import { toPicture } from './picture-rules.ts';
import { createRenderPicture } from './render-picture.ts';
import { mediaRoutes } from './routes.ts';
import { type StoreDeps, storePicture } from './store-picture.ts';

export type MediaDeps = StoreDeps;

export function createMedia(deps: MediaDeps) {
  const api: MediaApi = {
    storePicture: (call, { base64, ...input }) =>
      storePicture(deps, call, { ...input, bytes: Buffer.from(base64, 'base64') }),
    picturesByIds: async (_call, { pictureIds, ownerId }) => ({
      pictures: (await listByIds(deps.database, pictureIds, ownerId ?? null)).map(toPicture),
    }),
  };
  return defineModule({ contract: mediaContract, api, routes: mediaRoutes(deps, createRenderPicture(deps)) });
}
