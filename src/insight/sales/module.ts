import { ordersContract } from '#commerce/orders';
import { storesContract } from '#insight/stores';
import { on } from '#platform/events';
import { defineModule } from '#platform/module';
import { type SalesApi, salesContract } from './contract.ts';
import { listActuals } from './day-queries.ts';
import { importSales } from './import-sales.ts';
import { addMark, changeProduct, listMarks, listProducts, productsByIds, removeMark } from './keep-products.ts';
import { onOrderCancelled, onOrdersConfirmed } from './on-order-confirmed.ts';
import { onStoreCreated } from './on-store-created.ts';
import { dailySeries, listImports, salesByDay, salesByProduct, salesSummary } from './read-sales.ts';
import { correctDay, recordSales } from './record-sales.ts';
import { salesRoutes } from './routes.ts';
import type { SalesDeps } from './sales-deps.ts';
import { seedDays } from './seed-days.ts';

export function createSales(deps: SalesDeps) {
  const api: SalesApi = {
    recordSales: (call, input) => recordSales(deps, call, input),
    importSales: (call, input) => importSales(deps, call, input),
    listImports: (call, input) => listImports(deps, call, input),
    correctDay: (call, input) => correctDay(deps, call, input),
    salesByDay: (call, input) => salesByDay(deps, call, input),
    salesByProduct: (call, input) => salesByProduct(deps, call, input),
    salesSummary: (call, { storeId }) => salesSummary(deps, call, storeId),
    listProducts: (call, input) => listProducts(deps, call, input),
    changeProduct: (call, input) => changeProduct(deps, call, input),
    productsByIds: async (_call, { storeId, productIds }) => ({
      products: await productsByIds(deps, storeId, productIds),
    }),
    listMarks: (call, input) => listMarks(deps, call, input),
    addMark: (call, input) => addMark(deps, call, input),
    removeMark: (call, input) => removeMark(deps, call, input),
    dailySeries: (call, input) => dailySeries(deps, call, input),
    actualsOf: async (_call, { storeId, days }) => ({ days: await listActuals(deps.database, storeId, days) }),
    seedDays: (call, input) => seedDays(deps.database, call, input),
  };
  return defineModule({
    contract: salesContract,
    api,
    routes: salesRoutes(api),
    reactions: [
      on(ordersContract, 'order.confirmed', {
        inTx: (tx, event, call) => onOrdersConfirmed(tx, [{ event, call }]),
        allInTx: onOrdersConfirmed,
      }),
      on(ordersContract, 'order.cancelled', { inTx: (tx, event, call) => onOrderCancelled(tx, event.payload, call) }),
      on(storesContract, 'store.created', { run: (call, event) => onStoreCreated(deps, call, event.payload) }),
    ],
  });
}
