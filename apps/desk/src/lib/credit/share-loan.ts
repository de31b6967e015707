/**
 * What is still missing of a loan when funders take these shares; below zero when they take more than there is.
 * A share that cannot be read counts as nothing.
 */
export function missingOf(amountMinor: number, shares: readonly (number | undefined)[]): number {
  return amountMinor - shares.reduce<number>((total, share) => total + (share ?? 0), 0);
}
