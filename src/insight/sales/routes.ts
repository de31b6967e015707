import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { ListOf, PageQuery } from '#platform/lists';
import { refuse } from '#platform/refusal';
import { type Route, route, type UploadedFile } from '#platform/route';
import { Nullable, Strict, Uuid } from '#platform/schema-parts';
import {
  ColumnMapping,
  ImportReport,
  Mark,
  type SalesApi,
  SalesDay,
  SalesRow,
  SalesSummary,
  StoreProduct,
  salesContract,
} from './contract.ts';
import { MOST_FILE_BYTES } from './import-sales.ts';

const operations = salesContract.operations;
const Day = Type.String({ format: 'date', maxLength: 10 });
const OfStore = Type.Object({ storeId: Uuid }, Strict);
const OfPeriod = Type.Object({ storeId: Uuid, from: Day, to: Day }, Strict);

/** `/insight/sales?storeId=…`: figures of one store of the caller's. */
export function salesRoutes(api: SalesApi): Route[] {
  return [...figureRoutes(api), ...writeRoutes(api), ...importRoutes(api), ...productRoutes(api), ...markRoutes(api)];
}

function figureRoutes(api: SalesApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/sales',
      summary: 'Sales per day, of the store or of one product',
      scope: 'insight:read',
      query: Type.Object({ ...OfPeriod.properties, productId: Type.Optional(Uuid) }, Strict),
      answers: { 200: operations.salesByDay.output },
      refusals: operations.salesByDay.refusals,
      handle: ({ call, query }) => api.salesByDay(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/sales/best-sellers',
      summary: 'Sales per product in a period, the most money first',
      scope: 'insight:read',
      query: operations.salesByProduct.input,
      answers: { 200: operations.salesByProduct.output },
      refusals: operations.salesByProduct.refusals,
      handle: ({ call, query }) => api.salesByProduct(call, query),
    }),
    route({
      method: 'GET',
      path: '/insight/sales/summary',
      summary: 'Today beside the usual, week, month, best sellers',
      scope: 'insight:read',
      query: OfStore,
      answers: { 200: SalesSummary },
      refusals: operations.salesSummary.refusals,
      handle: ({ call, query }) => api.salesSummary(call, query),
    }),
  ];
}

function writeRoutes(api: SalesApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/insight/sales',
      summary: 'Till rows, all or none; each externalId counts once',
      scope: 'insight:write',
      query: OfStore,
      body: Type.Object({ rows: Type.Array(SalesRow, { minItems: 1, maxItems: 1_000 }) }, Strict),
      examples: {
        body: {
          rows: [{ externalId: 'struk-1-1', soldAt: '2026-11-20', product: 'Roti sobek', quantity: 2, amount: 24_000 }],
        },
      },
      answers: { 200: operations.recordSales.output },
      refusals: operations.recordSales.refusals,
      handle: ({ call, query, body }) => api.recordSales(call, { ...query, ...body }),
    }),
    route({
      method: 'POST',
      path: '/insight/sales/corrections',
      summary: 'What was really sold of a product on a day',
      scope: 'insight:write',
      query: OfStore,
      body: Type.Object(
        {
          productId: Uuid,
          on: Day,
          quantity: Type.Number({ minimum: 0, maximum: 1_000_000 }),
          amount: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000_000 })),
          reason: Type.String({ minLength: 3, maxLength: 300 }),
        },
        Strict,
      ),
      examples: {
        body: {
          productId: '0190a000-0000-7000-8000-000000000001',
          on: '2026-11-20',
          quantity: 14,
          reason: 'Dua struk tidak tercatat',
        },
      },
      answers: { 200: SalesDay },
      refusals: operations.correctDay.refusals,
      handle: ({ call, query, body }) => api.correctDay(call, { ...query, ...body }),
    }),
  ];
}

function importRoutes(api: SalesApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/insight/sales/imports',
      summary: 'A CSV or XLSX file of a till; fields: mapping (JSON), dryRun (true)',
      scope: 'insight:write',
      query: OfStore,
      multipart: true,
      bodyLimitBytes: MOST_FILE_BYTES,
      rateLimits: [{ perMinute: 20, by: 'user', name: 'sales-imports' }],
      answers: { 200: ImportReport },
      refusals: operations.importSales.refusals,
      handle: async ({ call, query, files }) => {
        const [file] = await files();
        if (!file) throw fieldRefusal('/file', 'required');
        return api.importSales(call, {
          ...query,
          fileName: file.filename || 'file',
          base64: file.bytes.toString('base64'),
          mapping: mappingOf(file),
          isDryRun: file.fields.dryRun === 'true',
        });
      },
    }),
    route({
      method: 'GET',
      path: '/insight/sales/imports',
      summary: 'Files that were imported, newest first',
      scope: 'insight:read',
      query: Type.Object({ ...OfStore.properties, ...PageQuery }, Strict),
      answers: { 200: ListOf(ImportReport) },
      refusals: operations.listImports.refusals,
      handle: ({ call, query }) => api.listImports(call, query),
    }),
  ];
}

function fieldRefusal(pointer: string, code: string) {
  return refuse('request.invalid', {}, { fields: [{ pointer, code, detail: code }] });
}

function mappingOf(file: UploadedFile) {
  const text = file.fields.mapping ?? '{}';
  try {
    const value: unknown = JSON.parse(text);
    if (Value.Check(ColumnMapping, value)) return value;
  } catch {
    // Falls through to the refusal: what is no JSON is the caller's.
  }
  throw fieldRefusal('/mapping', 'invalid');
}

function productRoutes(api: SalesApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/insight/sales/products',
      summary: 'What the store sells, by name',
      scope: 'insight:read',
      query: operations.listProducts.input,
      answers: { 200: ListOf(StoreProduct) },
      refusals: operations.listProducts.refusals,
      handle: ({ call, query }) => api.listProducts(call, query),
    }),
    route({
      method: 'PATCH',
      path: '/insight/sales/products/:productId',
      summary: 'Name, category, whether it is still sold',
      scope: 'insight:write',
      params: Type.Object({ productId: Uuid }, Strict),
      query: OfStore,
      body: Type.Object(
        {
          name: Type.Optional(Type.String({ minLength: 1, maxLength: 160, pattern: '\\S' })),
          category: Type.Optional(Nullable(Type.String({ maxLength: 80 }))),
          isActive: Type.Optional(Type.Boolean()),
        },
        Strict,
      ),
      examples: { body: { category: 'Roti manis', isActive: true } },
      answers: { 200: StoreProduct },
      refusals: operations.changeProduct.refusals,
      handle: ({ call, params, query, body }) => api.changeProduct(call, { ...query, ...params, ...body }),
    }),
  ];
}

function markRoutes(api: SalesApi): Route[] {
  const { id: _, ...NewMark } = Mark.properties;
  return [
    route({
      method: 'GET',
      path: '/insight/sales/marks',
      summary: 'Days that were special: out of stock, promotion, closed',
      scope: 'insight:read',
      query: OfPeriod,
      answers: { 200: operations.listMarks.output },
      refusals: operations.listMarks.refusals,
      handle: ({ call, query }) => api.listMarks(call, query),
    }),
    route({
      method: 'POST',
      path: '/insight/sales/marks',
      summary: 'Mark days as special, of a product or of the whole store',
      scope: 'insight:write',
      query: OfStore,
      body: Type.Object({ ...NewMark, note: Type.String({ maxLength: 200 }) }, Strict),
      examples: { body: { productId: null, from: '2026-11-01', to: '2026-11-02', kind: 'promotion', note: 'Diskon' } },
      answers: { 201: Mark },
      refusals: operations.addMark.refusals,
      handle: ({ call, query, body }) => api.addMark(call, { ...query, ...body }),
    }),
    route({
      method: 'DELETE',
      path: '/insight/sales/marks/:markId',
      summary: 'Take a mark away',
      scope: 'insight:write',
      params: Type.Object({ markId: Uuid }, Strict),
      query: OfStore,
      answers: { 204: null },
      refusals: operations.removeMark.refusals,
      handle: async ({ call, params, query }) => void (await api.removeMark(call, { ...query, ...params })),
    }),
  ];
}
