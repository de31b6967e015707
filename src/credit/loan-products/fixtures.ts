import { EXAMPLE_TERMS } from './example-terms.ts';
import type { ProductTerms } from './shapes.ts';

/** The example with what the test cares about. */
export function aProduct(change: Partial<ProductTerms> = {}): ProductTerms {
  return { ...EXAMPLE_TERMS, ...change };
}
