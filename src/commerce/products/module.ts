import type { CatalogApi } from '#commerce/catalog';
import type { InventoryApi } from '#commerce/inventory';
import type { SellersApi } from '#commerce/sellers';
import type { MediaApi } from '#commons/media';
import type { Cache } from '#platform/cache';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import { defineModule, type Module } from '#platform/module';
import { type ProductsApi, productsContract } from './contract.ts';
import { createProduct } from './create-product.ts';
import { importOffers } from './import-offers.ts';
import { importProducts } from './import-products.ts';
import { createKnownCards } from './known-cards.ts';
import { createKnownOffers } from './known-offers.ts';
import { listProducts } from './list-products.ts';
import { listLowOffers } from './low-offers.ts';
import { addOffer, updateOffer } from './offer-product.ts';
import { productReactions } from './reactions.ts';
import { getProduct, listProductIds, productsByIds } from './read-products.ts';
import { productRoutes } from './routes.ts';
import { getSellerProduct, listPrices, listSellerProducts } from './seller-products.ts';
import { updateProduct } from './update-product.ts';

export type ProductsDeps = {
  database: Database;
  clock: Clock;
  cache: Cache;
  newId: NewId;
  catalog: Pick<CatalogApi, 'categoriesByIds' | 'categoryScope' | 'ensureBrands' | 'getBrand'>;
  sellers: Pick<SellersApi, 'sellerOfUser' | 'sellersByIds'>;
  inventory: Pick<InventoryApi, 'freeByOffers' | 'stocksByOffers' | 'lowStocks' | 'openStocks' | 'setStocks'>;
  media: Pick<MediaApi, 'picturesByIds'>;
};

export function createProducts(deps: ProductsDeps): Module<typeof productsContract> {
  const known = createKnownOffers(deps.database);
  const cards = createKnownCards(deps.database);
  const api: ProductsApi = {
    listProducts: (call, input) => listProducts({ ...deps, cards }, call, input),
    getProduct: (call, input) => getProduct(deps, call, input),
    offersByIds: async (call, { offerIds }) => ({ offers: await known.byIds(call, offerIds) }),
    productsByIds: (call, input) => productsByIds(deps, call, input),
    listProductIds: (call, input) => listProductIds(deps, call, input),
    createProduct: known.changing((call, input) => createProduct(deps, call, input)),
    updateProduct: known.changing((call, input) => updateProduct(deps, call, input)),
    getSellerProduct: (call, input) => getSellerProduct(deps, call, input),
    listSellerProducts: (call, input) => listSellerProducts(deps, call, input),
    addOffer: known.changing((call, input) => addOffer(deps, call, input)),
    updateOffer: known.changing((call, input) => updateOffer(deps, call, input)),
    listLowOffers: (call, input) => listLowOffers(deps, call, input),
    listPrices: (call, input) => listPrices(deps, call, input),
    importProducts: known.changing((call, input) => importProducts(deps, call, input)),
    importOffers: known.changing((call, input) => importOffers(deps, call, input)),
  };
  return defineModule({
    contract: productsContract,
    api,
    routes: productRoutes(api),
    reactions: productReactions(deps, { known, cards }),
  });
}
