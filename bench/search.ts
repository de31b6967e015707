/** GET /search with exact facets over 50,000 products: one word, two words, a word with a chosen facet, a mistyped word. */
import { guestCall } from './house/calls.ts';
import { COLOURS, KINDS, NOUNS } from './house/goods.ts';
import { measureReads } from './house/reads.ts';
import { readOptions } from './house/report.ts';

type Query = { q: string; minPrice: number; filter?: string[] };

await measureReads({ products: 50_000 }, readOptions({ seconds: 8 }), async () => [
  {
    name: 'search',
    pathOf: (worker, round) => `/api/v1/search?${textOf(queryOf(worker * 7_919 + round))}`,
    direct: (apis, worker, round) => apis.search.search(guestCall, queryOf(worker * 7_919 + round)),
  },
]);

function textOf({ q, minPrice, filter }: Query): string {
  const chosen = (filter ?? []).map((choice) => `&filter=${encodeURIComponent(choice)}`).join('');
  return `q=${encodeURIComponent(q)}${chosen}&minPrice=${minPrice}`;
}

/** The same number always asks the same. A price bound that changes nothing keeps caches from answering. */
function queryOf(turn: number): Query {
  const noun = NOUNS[turn % NOUNS.length] ?? '';
  const kind = KINDS[Math.floor(turn / 3) % KINDS.length] ?? '';
  const colour = COLOURS[Math.floor(turn / 5) % COLOURS.length] ?? '';
  const minPrice = turn % 9_973;
  switch (turn % 10) {
    case 0:
      // Two letters change places.
      return { q: `${noun.slice(0, 2)}${noun[3] ?? ''}${noun[2] ?? ''}${noun.slice(4)}`, minPrice };
    case 1:
    case 2:
    case 3:
      return { q: noun, minPrice };
    case 4:
    case 5:
      return { q: noun, filter: [`warna:${colour}`], minPrice };
    default:
      return { q: `${noun} ${kind}`, minPrice };
  }
}
