/** Names for the shapes of lending: products, loans, closes of business, collections. */
import type { Answer, Body } from './api.ts';

type Item<T> = T extends { items: (infer I)[] } ? I : never;

export type Institution = Answer<'GET /credit/institution'>;
export type InstitutionHead = Item<Answer<'GET /credit/institutions'>>;
export type Colleague = Item<Answer<'GET /credit/institutions/{id}/members'>>;
export type LoanProduct = Item<Answer<'GET /credit/loan-products'>>;
export type ProductVersion = Answer<'GET /credit/loan-products/{id}'>;
export type ProductTerms = Body<'POST /credit/loan-products'>['terms'];
export type LoanPreview = Answer<'POST /credit/loan-products/preview'>;
export type PriceProof = LoanPreview['proof'];
export type ScheduleRow = LoanPreview['rows'][number];
export type Component = NonNullable<ProductTerms['chargebackOrder']>[number];
