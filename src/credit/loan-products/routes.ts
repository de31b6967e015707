import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { type Route, route } from '#platform/route';
import { Strict, Uuid } from '#platform/schema-parts';
import { type LoanProductsApi, loanProductsContract, PreviewInput } from './contract.ts';
import { EXAMPLE_TERMS } from './example-terms.ts';
import { Preview, Product, ProductTerms, ProductVersion } from './shapes.ts';

const Params = Type.Object({ id: Uuid }, Strict);
const Name = Type.String({ minLength: 3, maxLength: 80, pattern: '\\S' });
const Version = Type.Integer({ minimum: 1, maximum: 100_000 });
const operations = loanProductsContract.operations;
const WISH = { amountMinor: 3_000_000, periods: 2, startOn: '2026-11-21' };

export function loanProductsRoutes(api: LoanProductsApi): Route[] {
  return [...readingRoutes(api), ...makingRoutes(api), ...checkingRoutes(api)];
}

function readingRoutes(api: LoanProductsApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/credit/loan-products',
      summary: 'Loan products of my institution, the latest change first',
      scope: 'loan-products:read',
      query: Type.Object({ status: Type.Optional(ProductVersion.properties.status), ...PageQuery }, Strict),
      answers: { 200: ListOf(Product) },
      refusals: operations.listProducts.refusals,
      handle: ({ call, query }) => api.listProducts(call, query),
    }),
    route({
      method: 'GET',
      path: '/credit/loan-products/:id',
      summary: 'A loan product in its latest or a named version',
      scope: 'loan-products:read',
      params: Params,
      query: Type.Object({ version: Type.Optional(Version) }, Strict),
      answers: { 200: ProductVersion },
      refusals: operations.getProduct.refusals,
      handle: ({ call, params, query }) => api.getProduct(call, { productId: params.id, ...query }),
    }),
    route({
      method: 'POST',
      path: '/credit/loan-products/preview',
      summary: 'What a loan of terms that nobody has saved yet would look like and cost',
      scope: 'loan-products:read',
      idempotency: 'none',
      body: Type.Object({ terms: ProductTerms, ...PreviewInput.properties }, Strict),
      examples: { body: { terms: EXAMPLE_TERMS, ...WISH } },
      answers: { 200: Preview },
      refusals: operations.previewTerms.refusals,
      handle: ({ call, body }) => api.previewTerms(call, body),
    }),
    route({
      method: 'POST',
      path: '/credit/loan-products/:id/preview',
      summary:
        'What a loan of this product would look like and cost: schedule, total, effective rate, proof of the caps',
      scope: 'loan-products:read',
      idempotency: 'none',
      params: Params,
      body: Type.Object({ version: Type.Optional(Version), ...PreviewInput.properties }, Strict),
      examples: { body: WISH },
      answers: { 200: Preview },
      refusals: operations.previewProduct.refusals,
      handle: ({ call, params, body }) => api.previewProduct(call, { productId: params.id, ...body }),
    }),
  ];
}

function makingRoutes(api: LoanProductsApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/loan-products',
      summary: 'Make a loan product; another person releases it',
      scope: 'loan-products:write',
      body: Type.Object({ name: Name, terms: ProductTerms }, Strict),
      examples: { body: { name: 'Dana Usaha 90', terms: EXAMPLE_TERMS } },
      answers: { 201: ProductVersion },
      refusals: operations.createProduct.refusals,
      handle: ({ call, body }) => api.createProduct(call, body),
    }),
    route({
      method: 'POST',
      path: '/credit/loan-products/:id/versions',
      summary: 'Save the next version as a draft',
      scope: 'loan-products:write',
      params: Params,
      body: Type.Object(
        { name: Type.Optional(Name), terms: ProductTerms, expectedVersion: Type.Optional(Version) },
        Strict,
      ),
      examples: { body: { terms: EXAMPLE_TERMS, expectedVersion: 1 } },
      answers: { 201: ProductVersion },
      refusals: operations.changeProduct.refusals,
      handle: ({ call, params, body }) => api.changeProduct(call, { productId: params.id, ...body }),
    }),
  ];
}

function checkingRoutes(api: LoanProductsApi): Route[] {
  return [
    route({
      method: 'POST',
      path: '/credit/loan-products/:id/versions/:version/release',
      summary: 'Release a draft somebody else has made',
      scope: 'loan-products:release',
      params: Type.Object({ id: Uuid, version: Version }, Strict),
      answers: { 200: ProductVersion },
      refusals: operations.releaseVersion.refusals,
      handle: ({ call, params }) => api.releaseVersion(call, { productId: params.id, version: params.version }),
    }),
    route({
      method: 'POST',
      path: '/credit/loan-products/:id/retire',
      summary: 'Make no new loans of it',
      scope: 'loan-products:release',
      params: Params,
      answers: { 200: Product },
      refusals: operations.retireProduct.refusals,
      handle: ({ call, params }) => api.retireProduct(call, { productId: params.id }),
    }),
  ];
}
