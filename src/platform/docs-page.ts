import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServedRoute } from './compiled-route.ts';
import { chooseEncoding, compress } from './compress.ts';
import { buildOpenApi } from './openapi.ts';

type DocsOptions = {
  routes: readonly ServedRoute[];
  publicUrl: string;
  version: string;
  headers: Readonly<Record<string, string>>;
};
type Page = { type: string; load: () => Promise<Buffer> };

const HOUR = 'public, max-age=3600';

/** The reader at /docs: swagger-ui from node_modules, no script or style inline, so that the policy can be strict. */
export function registerDocs(fastify: FastifyInstance, options: DocsOptions): void {
  const pages: Record<string, Page> = {
    '/docs': { type: 'text/html; charset=utf-8', load: async () => Buffer.from(HTML) },
    '/docs/openapi.json': {
      type: 'application/json; charset=utf-8',
      load: async () =>
        Buffer.from(JSON.stringify(buildOpenApi(options.routes, { version: options.version, serverUrl: '/' }))),
    },
    '/docs/reader.js': { type: 'text/javascript; charset=utf-8', load: async () => Buffer.from(SCRIPT) },
    '/docs/reader.css': { type: 'text/css; charset=utf-8', load: async () => Buffer.from(STYLE) },
    '/docs/swagger-ui.css': { type: 'text/css; charset=utf-8', load: () => readReader('swagger-ui.css') },
    '/docs/swagger-ui-bundle.js': {
      type: 'text/javascript; charset=utf-8',
      load: () => readReader('swagger-ui-bundle.js'),
    },
    '/docs/favicon-32x32.png': { type: 'image/png', load: () => readReader('favicon-32x32.png') },
  };
  for (const [url, page] of Object.entries(pages)) fastify.get(url, servePage(page, options.headers));
}

function readReader(name: string): Promise<Buffer> {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return readFile(join(folder, name));
}

/** Loaded and packed at the first request, then kept: the files do not change while the process runs. */
function servePage(
  page: Page,
  headers: Readonly<Record<string, string>>,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const kept = new Map<string, Promise<Buffer | null>>();
  const remember = (key: string, load: () => Promise<Buffer | null>) => {
    const known = kept.get(key) ?? load();
    kept.set(key, known);
    return known;
  };
  return async (request, reply) => {
    const plain = (await remember('plain', page.load)) ?? Buffer.alloc(0);
    const etag = `W/"${hash('sha1', plain, 'base64url')}"`;
    reply.headers(headers).headers({ etag, 'cache-control': HOUR, vary: 'accept-encoding' });
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    const encoding = chooseEncoding(request.headers['accept-encoding']?.toString());
    const packed = encoding ? await remember(encoding, () => compress(plain, page.type, encoding)) : null;
    if (packed && encoding) reply.header('content-encoding', encoding);
    return reply.type(page.type).send(packed ?? plain);
  };
}

const HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Lumbung API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="stylesheet" href="/docs/reader.css">
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
  </head>
  <body>
    <div id="reader"></div>
    <noscript>The description of this API is at <a href="/docs/openapi.json">/docs/openapi.json</a>.</noscript>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/reader.js"></script>
  </body>
</html>
`;

const SCRIPT = `window.ui = SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#reader',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

const STYLE = `body { margin: 0; background: #fafaf7; }
.swagger-ui .topbar { display: none; }
`;
