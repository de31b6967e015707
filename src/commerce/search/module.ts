import { type CatalogApi, catalogContract } from '#commerce/catalog';
import { type ProductsApi, productsContract } from '#commerce/products';
import { sellersContract } from '#commerce/sellers';
import type { Cache } from '#platform/cache';
import type { Database } from '#platform/database';
import { on } from '#platform/events';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';
import { type Loop, startLoop } from '#platform/loop';
import { defineModule } from '#platform/module';
import { refuse } from '#platform/refusal';
import { type SearchApi, searchContract } from './contract.ts';
import { createLanguage } from './correct-words.ts';
import { createTerms } from './count-terms.ts';
import { indexMarked, markEverything } from './index-marked.ts';
import { markProducts, markWhere, refreshVocabulary } from './index-queries.ts';
import { searchRoutes } from './routes.ts';
import { search } from './search.ts';
import { deleteSynonyms, insertSynonyms, listSynonyms, pruneQueries } from './search-queries.ts';
import { suggest } from './suggest.ts';

export type SearchModuleDeps = {
  database: Database;
  products: Pick<ProductsApi, 'productsByIds' | 'listProductIds'>;
  catalog: Pick<CatalogApi, 'listCategories' | 'categoriesByIds' | 'categoryScope'>;
  cache: Cache;
  newId: NewId;
  log: Log;
};

const POLL_MS = 500;
/** Events of this many milliseconds are read together. */
const GATHER_MS = 40;

export function createSearch(given: SearchModuleDeps) {
  const deps = { ...given, language: createLanguage(given), terms: createTerms(given) };
  let loop: Loop | undefined;
  const api: SearchApi = {
    search: (call, query) => search(deps, call, query),
    suggest: (call, { q }) => suggest(deps, call, q),
    listSynonyms: async () => ({ items: await listSynonyms(deps.database) }),
    addSynonyms: async (_call, { words }) => {
      const id = await insertSynonyms(deps.database, words);
      deps.language.forget();
      return { id };
    },
    removeSynonyms: async (_call, { id }) => {
      if (!(await deleteSynonyms(deps.database, id))) throw refuse('search.synonyms-not-found');
      deps.language.forget();
      return {};
    },
    reindex: async (call) => {
      const marked = await markEverything(deps, call);
      loop?.wake();
      return { marked };
    },
    catchUp: async () => {
      let indexed = 0;
      for (let n = await indexMarked(deps); n > 0; n = await indexMarked(deps)) indexed += n;
      await deps.database.batch(refreshVocabulary());
      deps.language.forget();
      return { indexed };
    },
  };
  return defineModule({
    contract: searchContract,
    api,
    routes: searchRoutes(api),
    reactions: reactions(() => loop?.wake()),
    jobs: [
      {
        name: 'search.refresh-vocabulary',
        schedule: { cron: '*/15 * * * *' },
        run: async () => void (await deps.database.batch(refreshVocabulary())),
      },
      {
        name: 'search.prune-queries',
        schedule: { cron: '23 3 * * *' },
        run: async () => void (await deps.database.run(pruneQueries())),
      },
    ],
    start: async () => {
      const step = async () => ((await indexMarked(deps)) > 0 ? ('more' as const) : ('nothing' as const));
      loop = startLoop(step, { pollMs: POLL_MS, gatherMs: GATHER_MS }, (error) =>
        deps.log.warn({ err: error }, 'indexing will try again'),
      );
    },
    stop: async () => loop?.stop(),
  });
}

/** A mark in the inbox's own transaction; the reading happens behind it, many products at once. */
function reactions(wake: () => void) {
  const product = {
    inTx: (tx: Parameters<NonNullable<ReturnType<typeof on>['inTx']>>[0], event: { aggregateId: string }) => {
      tx.write(markProducts([event.aggregateId]));
      setImmediate(wake);
    },
  };
  const seller = {
    inTx: (tx: Parameters<NonNullable<ReturnType<typeof on>['inTx']>>[0], event: { aggregateId: string }) => {
      tx.write(markWhere('seller_id', event.aggregateId));
      setImmediate(wake);
    },
  };
  return [
    on(productsContract, 'product.created', product),
    on(productsContract, 'product.updated', product),
    on(productsContract, 'product.archived', product),
    on(productsContract, 'offer.updated', {
      inTx: (tx, event) => product.inTx(tx, { aggregateId: event.payload.productId }),
    }),
    on(sellersContract, 'seller.approved', seller),
    on(sellersContract, 'seller.suspended', seller),
    on(sellersContract, 'seller.updated', seller),
    on(catalogContract, 'category.updated', {
      inTx: (tx, event) => void tx.write(markWhere('category_ids', event.payload.categoryId)),
    }),
  ];
}
