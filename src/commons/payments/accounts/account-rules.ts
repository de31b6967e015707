/** Names at providers, and what may be credited. */

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const REFERENCE = new RegExp(`^va-(${UUID})-([1-9][0-9]?)$`);

/** Our reference of an account at its provider. Another attempt is another account there; money for either is ours. */
export function accountReference(accountId: string, attempt: number): string {
  return `va-${accountId}-${attempt}`;
}

/** The account that a reference is of; null for all others. */
export function accountOfReference(reference: string): string | null {
  return REFERENCE.exec(reference)?.[1] ?? null;
}

/** The virtual account number in a line of a bank statement: the first of those that are known. */
export function numberInRemark(remark: string, known: ReadonlySet<string>): string | null {
  return (remark.match(/[0-9]{8,24}/g) ?? []).find((digits) => known.has(digits)) ?? null;
}

/** Digits in remarks that may be account numbers. */
export function candidateNumbers(remarks: readonly string[]): string[] {
  return [...new Set(remarks.flatMap((remark) => remark.match(/[0-9]{8,24}/g) ?? []))];
}
