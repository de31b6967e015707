import { Type } from 'typebox';
import { ListOf, PageQuery } from '#platform/lists';
import { Money } from '#platform/money';
import { type Route, route } from '#platform/route';
import { Strict } from '#platform/schema-parts';
import { type AccountBalance, AccountCode, AccountType, CurrencyCode, type LedgerApi } from './contract.ts';

const MoneyOrNull = Type.Union([Money, Type.Null()]);

const Account = Type.Object(
  {
    code: AccountCode,
    type: AccountType,
    balance: Money,
    /** Set aside by open holds. */
    held: Money,
    available: Money,
  },
  Strict,
);
const Line = Type.Object(
  {
    id: Type.Integer(),
    entryId: Type.String({ format: 'uuid' }),
    kind: Type.String(),
    description: Type.String(),
    reference: Type.String(),
    /** Above zero means more, in the account's own direction. */
    change: Money,
    /** Null for accounts that take part in most entries: they keep no running balance. */
    balanceAfter: MoneyOrNull,
    postedAt: Type.String({ format: 'date-time' }),
  },
  Strict,
);
const TrialBalance = Type.Object(
  {
    isBalanced: Type.Boolean(),
    totals: Type.Array(Type.Object({ debit: Money, credit: Money }, Strict)),
    groups: Type.Array(
      Type.Object(
        { group: Type.String(), type: AccountType, accounts: Type.Integer(), balance: Money, held: Money },
        Strict,
      ),
    ),
  },
  Strict,
);

/** The books, for staff to read. Nothing is posted over HTTP. */
export function ledgerRoutes(api: LedgerApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/ledger/trial-balance',
      summary: 'All balances by kind of account; debits equal credits',
      scope: 'ledger:read',
      answers: { 200: TrialBalance },
      handle: async ({ call }) => {
        const { isBalanced, totals, groups } = await api.trialBalance(call, {});
        return {
          isBalanced,
          totals: totals.map(({ currency, debitMinor, creditMinor }) => ({
            debit: moneyOf(debitMinor, currency),
            credit: moneyOf(creditMinor, currency),
          })),
          groups: groups.map(({ group, type, accounts, currency, balanceMinor, heldMinor }) => ({
            group,
            type,
            accounts,
            balance: moneyOf(balanceMinor, currency),
            held: moneyOf(heldMinor, currency),
          })),
        };
      },
    }),
    ...accountRoutes(api),
  ];
}

function accountRoutes(api: LedgerApi): Route[] {
  return [
    route({
      method: 'GET',
      path: '/ledger/accounts',
      summary: 'Accounts and their balances in the order of their codes',
      scope: 'ledger:read',
      query: Type.Object(
        { prefix: Type.Optional(Type.String({ maxLength: 200, pattern: '^[a-z0-9:-]*$' })), ...PageQuery },
        Strict,
      ),
      answers: { 200: ListOf(Account) },
      handle: async ({ call, query }) => {
        const { items, nextCursor } = await api.listAccounts(call, query);
        return { items: items.map(accountOf), nextCursor };
      },
    }),
    route({
      method: 'GET',
      path: '/ledger/accounts/:code/statement',
      summary: 'Every movement of an account, newest first',
      scope: 'ledger:read',
      params: Type.Object({ code: AccountCode }, Strict),
      query: Type.Object({ currency: Type.Optional(CurrencyCode), ...PageQuery }, Strict),
      answers: { 200: ListOf(Line) },
      refusals: ['ledger.account-unknown'],
      handle: async ({ call, params, query }) => {
        const currency = query.currency ?? 'IDR';
        const found = await api.statement(call, { accountCode: params.code, ...query });
        const items = found.items.map(({ postingId, changeMinor, balanceAfterMinor, ...line }) => ({
          id: postingId,
          ...line,
          change: moneyOf(changeMinor, currency),
          balanceAfter: balanceAfterMinor === null ? null : moneyOf(balanceAfterMinor, currency),
        }));
        return { items, nextCursor: found.nextCursor };
      },
    }),
  ];
}

function accountOf({ accountCode, type, currency, balanceMinor, heldMinor, availableMinor }: AccountBalance) {
  return {
    code: accountCode,
    type,
    balance: moneyOf(balanceMinor, currency),
    held: moneyOf(heldMinor, currency),
    available: moneyOf(availableMinor, currency),
  };
}

/** The answer's schema knows the currencies that we carry. */
function moneyOf(amount: number, currency: string): { amount: number; currency: string } {
  return { amount, currency };
}
