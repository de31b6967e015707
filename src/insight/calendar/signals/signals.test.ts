import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { fixedClock } from '#platform/clock';
import { createBmkg } from './bmkg.ts';
import { sentimentOf } from './sentiment.ts';
import { createSerper } from './serper.ts';
import { SourceUnavailable } from './sources.ts';

const clock = fixedClock('2026-11-21T03:00:00Z');
const slot = (local: string, weather: number, tp: number | null) => ({
  local_datetime: local,
  t: 28,
  hu: 80,
  weather,
  weather_desc: 'Hujan',
  weather_desc_en: 'Rain',
  tp,
  analysis_date: '2026-11-21T00:00:00',
});

describe('weather and news from outside', () => {
  let server: Server;
  let url = '';
  let answer: { status: number; body: string } = { status: 200, body: '{}' };
  before(async () => {
    server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    url = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  });
  after(() => server.close());
  const says = (body: unknown, status = 200): void => {
    answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
  };
  const isDown = (error: unknown): boolean => error instanceof SourceUnavailable;

  it('should sum the rain and take the worst sky of a day when BMKG tells slots', async () => {
    says({
      data: [
        {
          cuaca: [
            [slot('2026-11-21 07:00:00', 3, 0), slot('2026-11-21 10:00:00', 61, 2.5)],
            [slot('2026-11-22 07:00:00', 1, null)],
          ],
        },
      ],
    });
    const days = await createBmkg({ baseUrl: url }).forecastOf('31.71.03.1001');
    assert.deepEqual(
      days?.map(({ on, daysAhead, rainMm, isRainy }) => [on, daysAhead, rainMm, isRainy]),
      [
        ['2026-11-21', 0, 2.5, true],
        ['2026-11-22', 1, null, false],
      ],
    );
  });

  it('should know no weather when BMKG does not know the village', async () => {
    says({ message: 'Data tidak ditemukan' }, 404);
    assert.equal(await createBmkg({ baseUrl: url }).forecastOf('31.71.03.0000'), null);
  });

  for (const [what, body, status] of [
    ['an error', 'oops', 503],
    ['no JSON', '<html>', 200],
    ['another shape', { data: [{ cuaca: [[{ t: 'hot' }]] }] }, 200],
  ] as const)
    it(`should call BMKG unavailable when it answers ${what}`, async () => {
      says(body, status);
      await assert.rejects(createBmkg({ baseUrl: url }).forecastOf('31.71.03.1001'), isDown);
    });

  it('should keep title, address, day and mood only when news are found, and nothing that is no web address', async () => {
    says({
      news: [
        { title: 'Harga cabai\u0000 melonjak', link: 'https://a.test/1', date: '2 days ago', snippet: 'Panjang' },
        { title: 'Jebakan', link: 'javascript:alert(1)' },
        { title: 'Harga telur turun', link: 'https://a.test/2', date: 'entah kapan' },
      ],
    });
    assert.deepEqual(await createSerper({ baseUrl: url, key: 'k', clock }).search('cabai'), [
      { title: 'Harga cabai melonjak', url: 'https://a.test/1', publishedOn: '2026-11-19', sentiment: -1 },
      { title: 'Harga telur turun', url: 'https://a.test/2', publishedOn: null, sentiment: 1 },
    ]);
  });

  it('should call the search unavailable when it refuses the key', async () => {
    says({ message: 'Unauthorized.' }, 403);
    await assert.rejects(createSerper({ baseUrl: url, key: 'k', clock }).search('cabai'), isDown);
  });

  it('should feel the mood of a headline when its words tell one', () => {
    assert.deepEqual(['Stok langka, harga meroket', 'Harga stabil', 'Menteri berkunjung'].map(sentimentOf), [-1, 1, 0]);
  });
});
