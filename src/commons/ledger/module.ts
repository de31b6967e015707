import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { Log } from '#platform/log';
import { defineModule } from '#platform/module';
import { type LedgerApi, ledgerContract } from './contract.ts';
import { expireHolds, placeHold, releaseHold, settleHold } from './holds.ts';
import { onPostingRequested } from './on-posting-requested.ts';
import { postEntries } from './post-entries.ts';
import { balance, balancesByCodes, getEntry, listAccounts, statement, trialBalance } from './read-books.ts';
import { reverseEntry } from './reverse-entry.ts';
import { ledgerRoutes } from './routes.ts';
import { checkPostings, foldHotDeltas, proveLedger, verifyLedger } from './verify-ledger.ts';

export function createLedger(deps: { database: Database; clock: Clock; log: Log }) {
  const api: LedgerApi = {
    post: (call, input) => postEntries(deps, call, input),
    placeHold: (call, input) => placeHold(deps, call, input),
    settleHold: (call, input) => settleHold(deps, call, input),
    releaseHold: (call, input) => releaseHold(deps, call, input),
    balance: (call, input) => balance(deps, call, input),
    balancesByCodes: (call, input) => balancesByCodes(deps, call, input),
    listAccounts: (call, input) => listAccounts(deps, call, input),
    statement: (call, input) => statement(deps, call, input),
    trialBalance: () => trialBalance(deps),
    getEntry: (call, input) => getEntry(deps, call, input),
    reverseEntry: (call, input) => reverseEntry(deps, call, input),
    verifyLedger: (call, input) => verifyLedger(deps, call, input),
    checkPostings: (call, input) => checkPostings(deps, call, input),
  };
  return defineModule({
    contract: ledgerContract,
    api,
    routes: ledgerRoutes(api),
    reactions: [onPostingRequested()],
    jobs: [
      {
        name: 'ledger.fold-hot-deltas',
        schedule: { everySeconds: 10 },
        run: async () => void (await foldHotDeltas(deps)),
      },
      { name: 'ledger.expire-holds', schedule: { everySeconds: 30 }, run: async () => void (await expireHolds(deps)) },
      {
        name: 'ledger.prove-recent',
        schedule: { everySeconds: 300 },
        run: (call) => proveLedger(deps, call, 'recent'),
      },
      { name: 'ledger.prove-full', schedule: { cron: '10 3 * * *' }, run: (call) => proveLedger(deps, call, 'full') },
    ],
  });
}
