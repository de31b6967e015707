import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { silentLog } from './log.ts';
import { startTelemetry, traced, tracedRequest, traceHeaders } from './telemetry.ts';

type Span = { name: string; traceId: string; parentSpanId?: string; status: { code?: number } };

/** Takes traces as a collector does and keeps the spans. */
async function collector() {
  const spans: Span[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString()) as {
      resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
    };
    spans.push(...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { spans, endpoint: `http://127.0.0.1:${port}`, close: () => server.close().closeAllConnections() };
}

describe('traces', () => {
  it('should be plain calls when no endpoint is set', async () => {
    const telemetry = await startTelemetry({ endpoint: null, serviceName: 'test', log: silentLog });
    assert.equal(await traced('x', {}, async () => 5), 5);
    assert.deepEqual(traceHeaders(), {});
    await telemetry.stop();
  });

  it('should continue the trace of the caller through every edge when an endpoint is set', async () => {
    const { spans, endpoint, close } = await collector();
    const telemetry = await startTelemetry({ endpoint, serviceName: 'test', log: silentLog });
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    let carried: Record<string, string> = {};
    await tracedRequest('POST /orders', { traceparent }, {}, () =>
      traced('orders.placeOrder', {}, async () => {
        carried = traceHeaders();
      }),
    );
    await assert.rejects(traced('broken', {}, async () => Promise.reject(new Error('no'))));
    await telemetry.stop();
    assert.match(carried.traceparent ?? '', /^00-0af7651916cd43dd8448eb211c80319c-/);
    const [inner, outer, broken] = spans;
    assert.deepEqual(
      [outer?.name, outer?.traceId, outer?.parentSpanId],
      ['POST /orders', '0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'],
    );
    assert.deepEqual([inner?.name, inner?.traceId], ['orders.placeOrder', outer?.traceId]);
    assert.deepEqual([broken?.name, broken?.status.code], ['broken', 2]);
    assert.deepEqual(traceHeaders(), {}, 'off again');
    close();
  });
});
