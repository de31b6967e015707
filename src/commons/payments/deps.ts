import type { LedgerApi } from '#commons/ledger';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import type { NewId } from '#platform/ids';
import type { Log } from '#platform/log';
import type { BankInquiry, BankStatements } from './bank/bank-inquiry.ts';
import type { GuardedProvider } from './providers/guard.ts';
import type { PaymentSettings } from './settings.ts';

/** What the verbs of this module work with. */
export type PaymentsDeps = {
  database: Database;
  ledger: Pick<LedgerApi, 'placeHold' | 'releaseHold' | 'checkPostings' | 'balancesByCodes'>;
  settings: () => Promise<PaymentSettings>;
  /** By name, behind their breakers. */
  providers: ReadonlyMap<string, GuardedProvider>;
  bank: BankInquiry & BankStatements;
  /** Number of the own account that providers settle to. */
  settlementAccount: string;
  cipher: FieldCipher;
  clock: Clock;
  newId: NewId;
  log: Log;
};
