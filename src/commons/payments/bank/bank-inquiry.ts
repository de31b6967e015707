/** The port: who holds an account. */
export type BankInquiry = {
  inquire(account: { bankCode: string; accountNumber: string }): Promise<BankAnswer>;
};

/** The port: what the bank says of an own account. */
export type BankStatements = {
  /** Money in, oldest first, both ends included. At most 5,000 lines. */
  creditsOf(wish: { accountNumber: string; from: Date; until: Date }): Promise<StatementLine[]>;
};
export type StatementLine = { entryId: string; at: Date; amountMinor: number; remark: string };

/** `refused`: the bank knows the account but no money can go there (closed, dormant, blocked). */
export type BankAnswer = { found: true; accountName: string } | { found: false; reason: 'not-found' | 'refused' };

/** The bank gave no usable answer; asking again later makes sense. */
export class BankUnavailable extends Error {
  constructor(what: string, cause?: unknown) {
    super(`The bank: ${what}`, { cause });
    this.name = 'BankUnavailable';
  }
}
