import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { createMetrics } from './metrics.ts';
import { route } from './route.ts';
import { waitFor } from './testing/database.ts';
import { testServer } from './testing/http-server.ts';

describe('figures', () => {
  it('should be by pattern and never by address when requests are answered', async () => {
    const metrics = createMetrics();
    const get = route({
      method: 'GET',
      path: '/things/:id',
      summary: 'x',
      scope: 'public',
      params: Type.Object({ id: Type.String() }),
      answers: { 204: null },
      handle: async () => null,
    });
    const server = await testServer([get], { metrics });
    for (const path of ['/api/v1/things/1', '/api/v1/things/2', '/api/v1/secret-token-here', '/wp-login.php'])
      await server.fastify.inject({ url: path });
    await waitFor('all are counted', async () => (await metrics.text()).includes('route="unmatched",status="404"} 2'));
    const text = (await server.fastify.inject({ url: '/metrics' })).body;
    assert.match(
      text,
      /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/things\/:id",status="204"\} 2/,
    );
    assert.doesNotMatch(text, /secret-token|wp-login/);
    assert.match(text, /process_cpu_user_seconds_total/);
    assert.match(text, /nodejs_eventloop_lag_p99_seconds/);
    await server.close();
  });

  it('should be read afresh when scraped, even if one reader fails', async () => {
    const metrics = createMetrics({ processMetrics: false });
    metrics.onScrape(() => metrics.outboxSize.set({ module: 'orders' }, 7));
    metrics.onScrape(async () => Promise.reject(new Error('the database is away')));
    metrics.countBusiness('orders_placed');
    metrics.countBusiness('orders_placed', 2);
    const text = await metrics.text();
    assert.match(text, /lumbung_outbox_rows\{module="orders"\} 7/);
    assert.match(text, /lumbung_business_total\{name="orders_placed"\} 3/);
  });

  it('should stay few when somebody counts by id', async () => {
    const metrics = createMetrics({ processMetrics: false });
    for (let index = 0; index < 1_000; index++) metrics.countBusiness(`order-${index}`);
    assert.equal((await metrics.text()).match(/lumbung_business_total\{/g)?.length, 200);
  });
});
