import type { FastifyInstance } from 'fastify';
import { isPrivateAddress } from './call-headers.ts';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';

/**
 * What balancers and scrapers ask: `/health` (the process is alive), `/ready` (it may take traffic), `/metrics`. They
 * answer under any load. In production figures are shown to private networks only.
 */
export function registerOperations(
  fastify: FastifyInstance,
  options: { health: Health; metrics: Metrics; isProduction: boolean },
): void {
  const { health, metrics } = options;

  fastify.get('/health', async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  fastify.get('/ready', async (_request, reply) => {
    const readiness = await health.readiness();
    return reply
      .code(readiness.isReady ? 200 : 503)
      .header('cache-control', 'no-store')
      .headers(readiness.isReady ? {} : { 'retry-after': '2' })
      .send({ status: statusOf(readiness), checks: readiness.checks });
  });

  fastify.get('/metrics', async (request, reply) => {
    if (options.isProduction && !isPrivateAddress(request.ip)) return reply.callNotFound();
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text());
  });
}

function statusOf(readiness: { isReady: boolean; isDraining: boolean }): string {
  if (readiness.isDraining) return 'draining';
  return readiness.isReady ? 'ready' : 'not ready';
}
