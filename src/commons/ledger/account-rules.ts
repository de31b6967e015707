import type { AccountType } from './contract.ts';

/** What follows from an account's code. */
export type AccountRule = {
  /** Group of the trial balance. */
  group: string;
  type: AccountType;
  /** Takes part in most entries: its balance is kept by appending, so that entries do not queue up behind each other. */
  isHot: boolean;
  /** Whether the balance may fall below zero. Where it may not, the database refuses. */
  mayOverdraw: boolean;
};

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/**
 * The chart of accounts. Accounts are made when they are first posted to; a code that fits no pattern is refused, so a
 * slip of the pen does not open an account of its own. A module that needs another kind adds a line here.
 */
const CHART: readonly (AccountRule & { pattern: RegExp })[] = [
  // Money that lies with a payment provider. Overdrawn only between a payout and the top-up of the provider's wallet.
  { group: 'provider', pattern: /^provider:[a-z0-9]{2,30}$/, type: 'asset', isHot: true, mayOverdraw: true },
  // A buyer's money for one order, until it is completed or refunded.
  {
    group: 'escrow:order',
    pattern: new RegExp(`^escrow:order:${UUID}$`),
    type: 'liability',
    isHot: false,
    mayOverdraw: false,
  },
  // What a seller has earned and not been paid yet.
  {
    group: 'seller:payable',
    pattern: new RegExp(`^seller:${UUID}:payable$`),
    type: 'liability',
    isHot: false,
    mayOverdraw: false,
  },
  { group: 'courier:payable', pattern: /^courier:payable$/, type: 'liability', isHot: true, mayOverdraw: true },
  { group: 'platform:commission', pattern: /^platform:commission$/, type: 'income', isHot: true, mayOverdraw: true },
  // Late, short, over and double payments wait here for a person's decision.
  { group: 'platform:suspense', pattern: /^platform:suspense$/, type: 'liability', isHot: false, mayOverdraw: false },
  // Suspense that nobody claimed and two people decided to keep.
  { group: 'platform:unclaimed', pattern: /^platform:unclaimed$/, type: 'income', isHot: false, mayOverdraw: false },
  // Goodwill and losses that the house bears.
  { group: 'platform:losses', pattern: /^platform:losses$/, type: 'expense', isHot: true, mayOverdraw: true },
  // What providers keep of the money they hold for us.
  {
    group: 'platform:provider-fees',
    pattern: /^platform:provider-fees$/,
    type: 'expense',
    isHot: true,
    mayOverdraw: true,
  },
  // What providers took back after a lost dispute, until somebody is charged with it.
  { group: 'platform:chargebacks', pattern: /^platform:chargebacks$/, type: 'asset', isHot: false, mayOverdraw: false },
  // Money that lies here for the lending wing: of an institution (its own, not yet matched, tax it has withheld), of a loan
  // (paid and not passed on yet; promised and not paid out yet), of a funder.
  {
    group: 'custody:tenant',
    pattern: new RegExp(`^custody:tenant:${UUID}:(?:funds|unmatched|tax)$`),
    type: 'liability',
    isHot: false,
    mayOverdraw: false,
  },
  {
    group: 'custody:loan',
    pattern: new RegExp(`^custody:loan:${UUID}:(?:received|committed)$`),
    type: 'liability',
    isHot: false,
    mayOverdraw: false,
  },
  {
    group: 'custody:funder',
    pattern: new RegExp(`^custody:funder:${UUID}:escrow$`),
    type: 'liability',
    isHot: false,
    mayOverdraw: false,
  },
  // What a funder was passed on and owes back, after a repayment turned out to be none.
  {
    group: 'custody:recall',
    pattern: new RegExp(`^custody:funder:${UUID}:recall$`),
    type: 'asset',
    isHot: false,
    mayOverdraw: false,
  },
  { group: 'refunds:payable', pattern: /^refunds:payable$/, type: 'liability', isHot: false, mayOverdraw: false },
  // The books of each institution that lends, by role.
  ...creditRules(),
];

/** Roles of an institution's accounts, by what they are. All take part in most of its entries. */
function creditRules(): (AccountRule & { pattern: RegExp })[] {
  const roles: Record<AccountType, readonly string[]> = {
    asset: ['loans-receivable', 'interest-receivable', 'fee-receivable', 'penalty-receivable', 'clearing'],
    liability: ['overpayment-liability', 'tax-payable'],
    income: ['interest-income', 'fee-income', 'penalty-income', 'recovery-income'],
    expense: [
      'charge-off-expense',
      'charge-off-fraud-expense',
      'charge-off-interest',
      'charge-off-fee',
      'charge-off-penalty',
      'goodwill-expense',
      'goodwill-interest',
      'goodwill-fee',
      'goodwill-penalty',
      'write-off-expense',
    ],
  };
  const types = Object.keys(roles) as AccountType[];
  return types.flatMap((type) =>
    roles[type].map((role) => ({
      group: `credit:${role}`,
      pattern: new RegExp(`^credit:${UUID}:${role}$`),
      type,
      isHot: true,
      mayOverdraw: true,
    })),
  );
}

/** The rule for a code; null where the chart has no such account. */
export function accountRule(code: string): AccountRule | null {
  return CHART.find((rule) => rule.pattern.test(code)) ?? null;
}

/** 1 where debits add up (assets, expenses), -1 where credits do. */
export function normalSide(type: AccountType): 1 | -1 {
  return type === 'asset' || type === 'expense' ? 1 : -1;
}

/** Accounts whose entries are told as `ledger.posted`. */
export function isSellerAccount(code: string): boolean {
  return code.startsWith('seller:');
}
