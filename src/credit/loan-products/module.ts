import { defineModule } from '#platform/module';
import { type LoanProductsApi, loanProductsContract } from './contract.ts';
import type { ProductsDeps } from './products-deps.ts';
import { agreeTerms, getProduct, listProducts, previewProduct, previewTerms } from './read-products.ts';
import { releaseVersion, retireProduct } from './release-version.ts';
import { loanProductsRoutes } from './routes.ts';
import { changeProduct, createProduct } from './save-product.ts';

export function createLoanProducts(deps: ProductsDeps) {
  const api: LoanProductsApi = {
    createProduct: (call, input) => createProduct(deps, call, input),
    changeProduct: (call, input) => changeProduct(deps, call, input),
    releaseVersion: (call, input) => releaseVersion(deps, call, input),
    retireProduct: (call, input) => retireProduct(deps, call, input),
    listProducts: (call, input) => listProducts(deps, call, input),
    getProduct: (call, input) => getProduct(deps, call, input),
    previewTerms: (call, input) => previewTerms(deps, call, input),
    previewProduct: (call, input) => previewProduct(deps, call, input),
    agreeTerms: (call, input) => agreeTerms(deps, call, input),
  };
  return defineModule({ contract: loanProductsContract, api, routes: loanProductsRoutes(api) });
}
