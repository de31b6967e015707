import { describe, expect, it } from 'vitest';
import { ApiProblem, createApi, isApiProblem } from './api-client.ts';

type Seen = { url: string; method: string; headers: Headers; body: string | undefined };

function apiAnswering(answer: () => Response, seen: Seen[] = []) {
  const fetcher: typeof fetch = async (url, init) => {
    seen.push({
      url: String(url),
      method: init?.method ?? 'GET',
      headers: new Headers(init?.headers),
      body: init?.body?.toString(),
    });
    return answer();
  };
  return createApi(fetcher, () => 'id');
}

describe('createApi', () => {
  it('should fill the path, repeat lists and leave out what is not set when a query is given', async () => {
    const seen: Seen[] = [];
    const api = apiAnswering(() => Response.json({ items: [], nextCursor: null }), seen);
    await api('GET /search', { query: { q: 'kopi susu', filter: ['warna:merah', 'ukuran:L'], cursor: undefined } });
    await api('GET /products/{id}', { path: { id: 'a/b' } });
    expect(seen.map((request) => request.url)).toEqual([
      '/api/v1/search?q=kopi+susu&filter=warna%3Amerah&filter=ukuran%3AL',
      '/api/v1/products/a%2Fb',
    ]);
  });

  it('should send language, key and JSON when an order is placed', async () => {
    const seen: Seen[] = [];
    const api = apiAnswering(() => Response.json({}), seen);
    await api('POST /orders', {
      body: { addressId: 'a', shipping: [], paymentChannel: 'QRIS' },
      idempotencyKey: 'k-1',
    });
    const [request] = seen;
    expect(request?.method).toBe('POST');
    expect(request?.headers.get('accept-language')).toBe('id');
    expect(request?.headers.get('idempotency-key')).toBe('k-1');
    expect(JSON.parse(request?.body ?? '')).toEqual({ addressId: 'a', shipping: [], paymentChannel: 'QRIS' });
  });

  it('should throw the problem with its fields when the API refuses', async () => {
    const errors = [{ pointer: '/postalCode', code: 'pattern', detail: 'Kode pos harus 5 angka.' }];
    const api = apiAnswering(() =>
      Response.json(
        { status: 400, code: 'request.invalid', detail: 'Ada isian yang belum benar.', errors },
        { status: 400 },
      ),
    );
    const problem = await api('GET /cart').catch((error: unknown) => error);
    expect(isApiProblem(problem, 'request.invalid')).toBe(true);
    expect(problem instanceof ApiProblem && problem.field('/postalCode')).toBe('Kode pos harus 5 angka.');
  });

  it('should say when to come back when the API is busy', async () => {
    const api = apiAnswering(() => new Response('upstream', { status: 429, headers: { 'retry-after': '7' } }));
    const problem = await api('GET /cart').catch((error: unknown) => error);
    expect(problem).toMatchObject({ status: 429, code: 'http.429', retryAfterSeconds: 7 });
  });

  it('should answer nothing when there is no content', async () => {
    const api = apiAnswering(() => new Response(null, { status: 204 }));
    expect(await api('POST /auth/logout', { body: {} })).toBeUndefined();
  });

  it('should turn a dead network into a problem when fetch fails', async () => {
    const fetcher: typeof fetch = async () => {
      throw new TypeError('fetch failed');
    };
    const problem = await createApi(fetcher, () => 'id')('GET /cart').catch((error: unknown) => error);
    expect(problem).toMatchObject({ status: 503, code: 'network.unreachable' });
  });
});
