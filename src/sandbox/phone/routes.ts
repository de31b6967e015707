import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import multipart from '@fastify/multipart';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { refuseStrangers } from '../control/same-origin.ts';
import type { Twins } from '../start-sandbox.ts';
import { ShapeFault } from '../world/checked.ts';
import type { World } from '../world/world.ts';
import { bankRoutes } from './bank-routes.ts';
import { homeScreen, notFoundScreen } from './bank-screens.ts';
import { readCodes } from './codes.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { liveRoute } from './live-route.ts';
import { type Badges, page, type Screen } from './screen.ts';
import { clockTime } from './words.ts';

const MOST_PICTURE_BYTES = 12 * 1024 * 1024;
const MOST_BADGE = 100;

/** Strict: no inline script or style. Mail bodies are framed under a policy of their own. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export type Show = (reply: FastifyReply, screen: Screen, status?: number) => FastifyReply;

/** The buyer's phone at `/`: bank, one-time codes, messages, mail. Works without JavaScript; with it, it follows along live. */
export async function installPhone(app: FastifyInstance, world: World, twins: Twins): Promise<void> {
  refuseStrangers(app);
  await app.register(multipart, { limits: { fileSize: MOST_PICTURE_BYTES, files: 1, fields: 5 } });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 16_384 },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'content-security-policy': PAGE_POLICY,
      'x-content-type-options': 'nosniff',
      // Not no-referrer: forms would then send `Origin: null` and be taken for strangers.
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });
  const show: Show = (reply, screen, status = 200) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(page(screen, badges(world), { clock: clockTime(world.nowIso()) }));
  app.setErrorHandler((error: FastifyError | ShapeFault, _request, reply) => {
    const status = error instanceof ShapeFault ? 400 : (error.statusCode ?? 500);
    if (status >= 500) world.log.error({ err: error }, 'sandbox: phone failed');
    return show(reply, notFoundScreen(), status);
  });
  app.setNotFoundHandler((_request, reply) => show(reply, notFoundScreen(), 404));

  app.get('/', async (_request, reply) => {
    const open = world.bills.newest(MOST_BADGE, true);
    const codes = await readCodes(twins);
    return show(
      reply,
      homeScreen({
        open,
        codes: codes.length,
        messages: twins.whatsapp.desk.messages.size(),
        mails: twins.mail.mails.size(),
        nowMs: world.nowMs(),
      }),
    );
  });
  bankRoutes(app, world, show);
  inboxRoutes(app, { world, twins, show });
  liveRoute(app, world);
  await assetRoutes(app);
}

function badges(world: World): Badges {
  return { bank: world.bills.newest(MOST_BADGE, true).length, kode: 0, pesan: 0, surel: 0 };
}

const ASSETS = [
  { path: '/phone/phone.css', file: 'phone.css', type: 'text/css; charset=utf-8' },
  { path: '/phone/apps.css', file: 'apps.css', type: 'text/css; charset=utf-8' },
  { path: '/phone/phone.js', file: 'phone.js', type: 'text/javascript; charset=utf-8' },
  { path: '/phone/icon.svg', file: 'icon.svg', type: 'image/svg+xml' },
  { path: '/phone/kawung.svg', file: 'kawung.svg', type: 'image/svg+xml' },
];
const FONT = '@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2';

async function assetRoutes(app: FastifyInstance): Promise<void> {
  for (const { path, file, type } of ASSETS) {
    const content = await readFile(new URL(`./assets/${file}`, import.meta.url));
    app.get(path, async (_request, reply) => reply.header('cache-control', 'no-cache').type(type).send(content));
  }
  const font = await readFont();
  app.get('/phone/jakarta.woff2', async (_request, reply) => {
    if (font === null) return reply.code(404).send();
    return reply.header('cache-control', 'public, max-age=86400').type('font/woff2').send(font);
  });
}

/** The apps bring the typeface; where they are not installed the system's own is good enough. */
async function readFont(): Promise<Buffer | null> {
  try {
    return await readFile(createRequire(fileURLToPath(import.meta.url)).resolve(FONT));
  } catch {
    return null;
  }
}
