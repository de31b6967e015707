import type { FastifyInstance } from 'fastify';

/**
 * Pages of other sites, open in the same browser, must not pay bills here: a request that names a foreign origin is refused.
 * Programs send no Origin and may do everything.
 */
export function refuseStrangers(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined || request.method === 'GET' || request.method === 'HEAD') return;
    if (hostOf(origin) !== request.headers.host)
      return reply.code(403).send({ error: 'Requests from other sites are refused' });
  });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
