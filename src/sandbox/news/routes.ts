import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { checked, headerOf } from '../world/checked.ts';
import { installFaults } from '../world/faults.ts';
import type { World } from '../world/world.ts';

const checkQuestion = checked(
  Type.Object({ q: Type.String({ minLength: 1, maxLength: 200 }), num: Type.Optional(Type.Integer({ minimum: 1 })) }),
);

/** Headlines with the topic in the middle; made up. */
const HEADLINES = [
  { before: 'Harga ', after: ' naik menjelang akhir pekan, pasokan berkurang', date: '2 hours ago' },
  { before: 'Pasokan ', after: ' aman, harga stabil di pasar induk', date: '1 day ago' },
  { before: 'Panen raya, harga ', after: ' turun di tingkat petani', date: '3 days ago' },
  { before: 'Banjir menghambat pengiriman ', after: '', date: '1 week ago' },
];

/** A news search by Serper's contract: `POST /news` with a key. Topics with the word `kosong` find nothing. */
export function createNews(world: World) {
  return async (app: FastifyInstance): Promise<void> => {
    installFaults(app, {
      faults: world.faults,
      provider: 'news',
      describe: (status) => ({ statusCode: status, message: 'Error' }),
    });
    app.setErrorHandler((_error, _request, reply) => reply.code(400).send({ statusCode: 400, message: 'Bad request' }));
    app.post('/news', async (request, reply) => {
      if (headerOf(request.headers, 'x-api-key') === '')
        return reply.code(403).send({ statusCode: 403, message: 'Unauthorized.' });
      const { q } = checkQuestion(request.body);
      const slug = q.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      const news = q.includes('kosong')
        ? []
        : HEADLINES.map(({ before, after, date }, index) => ({
            // Who asks for the price of a thing reads of the thing.
            title: `${before}${q.replace(/^harga /i, '')}${after}`,
            link: `https://berita.lumbung.test/${slug}/${index + 1}`,
            snippet: 'Berita contoh.',
            date,
            source: 'Berita Contoh',
            position: index + 1,
          }));
      return { searchParameters: { q, gl: 'id', hl: 'id', type: 'news' }, news, credits: 1 };
    });
  };
}
