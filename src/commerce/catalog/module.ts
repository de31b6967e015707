import type { Cache } from '#platform/cache';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';
import { defineModule, type Module } from '#platform/module';
import { createCategory, ensureCategories, updateCategory } from './change-categories.ts';
import { type CatalogApi, catalogContract } from './contract.ts';
import { brandsByIds, createBrand, ensureBrands, findBrands, getBrand, updateBrand } from './keep-brands.ts';
import { attributesOf, categoriesByIds, categoryScope, getCategory, listCategories } from './read-categories.ts';
import { catalogRoutes } from './routes.ts';

export type CatalogDeps = { database: Database; clock: Clock; cache: Cache; newId: NewId };

export function createCatalog(deps: CatalogDeps): Module<typeof catalogContract> {
  const api: CatalogApi = {
    listCategories: () => listCategories(deps),
    getCategory: (call, input) => getCategory(deps, call, input),
    categoriesByIds: (call, input) => categoriesByIds(deps, call, input),
    categoryScope: (call, input) => categoryScope(deps, call, input),
    attributesOf: (call, input) => attributesOf(deps, call, input),
    createCategory: (call, input) => createCategory(deps, call, input),
    updateCategory: (call, input) => updateCategory(deps, call, input),
    ensureCategories: (call, input) => ensureCategories(deps, call, input),
    findBrands: (call, input) => findBrands(deps, call, input),
    brandsByIds: (call, input) => brandsByIds(deps, call, input),
    getBrand: (call, input) => getBrand(deps, call, input),
    createBrand: (call, input) => createBrand(deps, call, input),
    updateBrand: (call, input) => updateBrand(deps, call, input),
    ensureBrands: (call, input) => ensureBrands(deps, call, input),
  };
  return defineModule({ contract: catalogContract, api, routes: catalogRoutes(api) });
}
