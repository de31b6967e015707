import type { LedgerApi } from '#commons/ledger';
import type { SettingsApi } from '#commons/settings';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import { type NewId, newUuid } from '#platform/ids';
import type { Log } from '#platform/log';
import { defineModule, type Job } from '#platform/module';
import { accountsByIds, checkAccount, closeAccount } from './accounts/check-account.ts';
import { compareWithBank } from './accounts/compare-with-bank.ts';
import { creditStatementLine } from './accounts/credit-account.ts';
import { accountCredits, creditsBetween } from './accounts/list-credits.ts';
import { openAccount } from './accounts/open-account.ts';
import { sweepArrivals } from './accounts/sweep-arrivals.ts';
import type { BankInquiry, BankStatements } from './bank/bank-inquiry.ts';
import { inquireBankAccount, listBanks } from './bank/inquire-account.ts';
import { type PaymentsApi, paymentsContract } from './contract.ts';
import type { PaymentsDeps } from './deps.ts';
import { sweepExceptions } from './exceptions/follow-exception.ts';
import { listExceptions, resolveException } from './exceptions/resolve-exception.ts';
import { cancelIntent } from './intents/cancel-intent.ts';
import { changeChannel } from './intents/change-channel.ts';
import { createIntent } from './intents/create-intent.ts';
import {
  checkPayment,
  exportPersonalData,
  getPayment,
  listChannels,
  paymentsByIds,
  viewPayment,
} from './intents/read-payments.ts';
import { sweepBills } from './intents/sweep-bills.ts';
import { sweepPayments } from './intents/sweep-payments.ts';
import { onSellerKnown } from './on-seller-known.ts';
import { onUserErased } from './on-user-erased.ts';
import { sweepPayouts } from './payouts/follow-payout.ts';
import { listPayouts } from './payouts/list-payouts.ts';
import { getPersonPayout, payPerson } from './payouts/pay-person.ts';
import { getPayout, payout } from './payouts/request-payout.ts';
import { type GuardOptions, guardProvider } from './providers/guard.ts';
import type { PaymentProvider } from './providers/payment-provider.ts';
import { sweepRefunds } from './refunds/follow-refund.ts';
import { setRefundAccount } from './refunds/refund-account.ts';
import { getRefund, refund, refundPayment } from './refunds/request-refund.ts';
import { paymentRoutes } from './routes.ts';
import { createSettingsReader } from './settings.ts';
import { verifyPayments } from './verify-payments.ts';
import { pruneOldNotices, sweepNotices } from './webhooks/handle-notice.ts';
import { createWebhookDesk } from './webhooks/receive-webhook.ts';

export type PaymentsOptions = {
  database: Database;
  ledger: Pick<LedgerApi, 'placeHold' | 'releaseHold' | 'checkPostings' | 'balancesByCodes'>;
  settings: Pick<SettingsApi, 'readSettings'>;
  /** Adapters (providers/xendit.ts, providers/midtrans.ts); each is put behind its own breaker here. */
  providers: readonly PaymentProvider[];
  bank: BankInquiry & BankStatements;
  /** Number of the own account that providers settle to. */
  settlementAccount?: string;
  cipher: FieldCipher;
  clock: Clock;
  newId?: NewId;
  log: Log;
  guard?: GuardOptions;
};

export function createPayments(options: PaymentsOptions) {
  const { database, ledger, bank, cipher, clock, log } = options;
  const providers = new Map(
    options.providers.map((provider) => [provider.name, guardProvider(provider, options.guard)]),
  );
  const deps: PaymentsDeps = {
    database,
    ledger,
    bank,
    settlementAccount: options.settlementAccount ?? '1122334455',
    cipher,
    clock,
    log,
    providers,
    settings: createSettingsReader(options.settings),
    newId: options.newId ?? newUuid,
  };
  const desk = createWebhookDesk(deps);
  const api: PaymentsApi = {
    createIntent: (call, input) => createIntent(deps, call, input),
    cancelIntent: (call, input) => cancelIntent(deps, call, input),
    getPayment: (call, input) => getPayment(deps, call, input),
    paymentsByIds: (call, input) => paymentsByIds(deps, call, input),
    viewPayment: (call, input) => viewPayment(deps, call, input),
    checkPayment: (call, input) => checkPayment(deps, call, input),
    changeChannel: (call, input) => changeChannel(deps, call, input),
    listChannels: (call, input) => listChannels(deps, call, input),
    refund: (call, input) => refund(deps, call, input),
    getRefund: (call, input) => getRefund(deps, call, input),
    refundPayment: (call, input) => refundPayment(deps, call, input),
    setRefundAccount: (call, input) => setRefundAccount(deps, call, input),
    inquireBankAccount: (call, input) => inquireBankAccount(deps, call, input),
    listBanks: async () => listBanks(),
    payout: (call, input) => payout(deps, call, input),
    getPayout: (call, input) => getPayout(deps, call, input),
    ...accountCalls(deps),
    listPayouts: (call, input) => listPayouts(deps, call, input),
    listExceptions: (call, input) => listExceptions(deps, call, input),
    resolveException: (call, input) => resolveException(deps, call, input),
    exportPersonalData: (call, input) => exportPersonalData(deps, call, input),
    verifyPayments: (call) => verifyPayments(deps, call),
  };
  return {
    ...defineModule({
      contract: paymentsContract,
      api,
      routes: paymentRoutes(api, desk),
      reactions: [...onSellerKnown(), onUserErased()],
      jobs: jobsOf(deps),
      stop: () => desk.settle(),
    }),
    /** For tests and drains: waits until received webhooks are handled. */
    settle: () => desk.settle(),
  };
}

type AccountCalls =
  | 'payPerson'
  | 'getPersonPayout'
  | 'openAccount'
  | 'accountsByIds'
  | 'closeAccount'
  | 'checkAccount'
  | 'accountCredits'
  | 'creditsBetween'
  | 'compareWithBank'
  | 'creditStatementLine';

function accountCalls(deps: PaymentsDeps): Pick<PaymentsApi, AccountCalls> {
  return {
    payPerson: (call, input) => payPerson(deps, call, input),
    getPersonPayout: (call, input) => getPersonPayout(deps, call, input),
    openAccount: (call, input) => openAccount(deps, call, input),
    accountsByIds: (call, input) => accountsByIds(deps, call, input),
    closeAccount: (call, input) => closeAccount(deps, call, input),
    checkAccount: (call, input) => checkAccount(deps, call, input),
    accountCredits: (call, input) => accountCredits(deps, call, input),
    creditsBetween: (call, input) => creditsBetween(deps, call, input),
    compareWithBank: (call, input) => compareWithBank(deps, call, input),
    creditStatementLine: (call, input) => creditStatementLine(deps, call, input),
  };
}

function jobsOf(deps: PaymentsDeps): Job[] {
  return [
    {
      name: 'payments.sweep',
      schedule: { everySeconds: 10 },
      run: async (call) => void (await sweepPayments(deps, call)),
    },
    {
      name: 'payments.sweep-bills',
      schedule: { everySeconds: 10 },
      run: async (call) => void (await sweepBills(deps, call)),
    },
    {
      name: 'payments.sweep-notices',
      schedule: { everySeconds: 10 },
      run: async (call) => void (await sweepNotices(deps, call)),
    },
    {
      name: 'payments.sweep-refunds',
      schedule: { everySeconds: 15 },
      run: async (call) => void (await sweepRefunds(deps, call)),
    },
    {
      name: 'payments.sweep-payouts',
      schedule: { everySeconds: 15 },
      run: async (call) => void (await sweepPayouts(deps, call)),
    },
    {
      name: 'payments.sweep-exceptions',
      schedule: { everySeconds: 30 },
      run: async (call) => void (await sweepExceptions(deps, call)),
    },
    {
      name: 'payments.sweep-arrivals',
      schedule: { everySeconds: 60 },
      run: (call) => sweepArrivals(deps, call),
    },
    { name: 'payments.prune-notices', schedule: { cron: '40 2 * * *' }, run: () => pruneOldNotices(deps) },
    {
      name: 'payments.prove',
      schedule: { cron: '20 3 * * *' },
      run: async (call) => {
        const proof = await verifyPayments(deps, call);
        if (!proof.isSound) deps.log.error({ problems: proof.problems }, 'payments and ledger do not agree');
      },
    },
  ];
}
