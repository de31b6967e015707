import type { FastifyInstance } from 'fastify';
import type { World } from '../world/world.ts';

/** Changes that come together are told once. */
const GATHER_MS = 200;
const HEARTBEAT_MS = 25_000;
const MOST_LISTENERS = 50;

/** Server-sent events without content: "something changed, look again". */
export function liveRoute(app: FastifyInstance, world: World): void {
  const streams = new Set<{ write(text: string): void; end(): void }>();
  let timer: NodeJS.Timeout | undefined;
  const forget = world.onChange(() => {
    if (streams.size === 0 || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      for (const stream of streams) stream.write('data: change\n\n');
    }, GATHER_MS);
    timer.unref();
  });
  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.write(': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  app.addHook('preClose', async () => {
    forget();
    clearTimeout(timer);
    clearInterval(heartbeat);
    for (const stream of streams) stream.end();
  });

  app.get('/phone/live', (request, reply) => {
    if (streams.size >= MOST_LISTENERS) {
      reply.code(503).send();
      return;
    }
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    stream.write('retry: 2000\n\n');
    streams.add(stream);
    request.raw.on('close', () => streams.delete(stream));
  });
}
