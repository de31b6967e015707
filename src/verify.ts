import type { App } from './app.ts';
import { AUDIT_RECORDED } from './platform/audit.ts';
import { systemCall } from './platform/call.ts';
import type { House } from './platform/house.ts';
import { newUuid } from './platform/ids.ts';
import { listFacts } from './platform/outbox-queries.ts';
import { POSTING_REQUESTED, type PostingRequested } from './platform/posting.ts';

export type Finding = { what: string; isSound: boolean; detail: string; problems: string[] };

const PAGE = 500;
/** Instructions younger than this may still be on their way, unless the caller knows better. */
const GRACE_SECONDS = 5;

/**
 * Proves the house: the books balance and hold every instruction exactly once, stock equals its movements, orders fit
 * their states, loans replay to how they stand, the books of every lender are even, every audit fact is sealed and every
 * chain is whole. Reads only.
 * @param graceSeconds instructions and facts younger than this are not looked at; negative where the house is known to be quiet
 */
export async function verifyHouse(
  house: House,
  { apis }: App,
  onDone: (finding: Finding) => void = () => {},
  graceSeconds = GRACE_SECONDS,
): Promise<Finding[]> {
  const call = systemCall('verify', newUuid());
  const checks: (() => Promise<Finding>)[] = [
    async () => {
      const found = await apis.ledger.verifyLedger(call, { scope: 'full' });
      const problems = found.problems.map((problem) => `${problem.code} ${problem.subject}: ${problem.detail}`);
      return {
        what: 'ledger',
        isSound: found.isSound,
        detail: `${found.entries} entries, ${found.accounts} accounts, sum of all postings zero`,
        problems,
      };
    },
    () => checkPostings(house, apis, graceSeconds),
    async () => {
      const found = await apis.payments.verifyPayments(call, {});
      const problems = found.problems.map((problem) => `${problem.code} ${problem.subject}: ${problem.detail}`);
      const detail = `${found.captures} captures of ${found.payments} payments booked once`;
      return { what: 'payments', isSound: found.isSound, detail, problems };
    },
    async () => {
      const found = await apis.inventory.verifyInventory(call, {});
      return {
        what: 'stock',
        isSound: found.isSound,
        detail: `${found.stocksChecked} stocks equal ${found.movementsChecked} movements`,
        problems: found.problems,
      };
    },
    async () => {
      const found = await apis.orders.verifyOrders(call, {});
      return {
        what: 'orders',
        isSound: found.isSound,
        detail: `${found.ordersChecked} orders`,
        problems: found.problems,
      };
    },
    ...lendingChecks(apis),
    () => checkSealed(house, apis, graceSeconds),
    async () => {
      const found = await apis.audit.verifyChains(call, {});
      const problems = found.firstBroken
        ? [`broken at ${found.firstBroken.stream}, entry ${found.firstBroken.sequence}`]
        : [];
      return {
        what: 'audit chains',
        isSound: problems.length === 0,
        detail: `${found.entries} entries in ${found.streams} chains`,
        problems,
      };
    },
  ];
  const findings: Finding[] = [];
  for (const check of checks) {
    const finding = await check();
    findings.push(finding);
    onDone(finding);
  }
  return findings;
}

function lendingChecks(apis: App['apis']): (() => Promise<Finding>)[] {
  const call = systemCall('verify', newUuid());
  return [
    async () => {
      const found = await apis.loans.verifyLoans(call, {});
      const detail = `${found.loansChecked} loans replay to how they stand, ${found.entriesChecked} entries`;
      return { what: 'loans', isSound: found.isSound, detail, problems: found.problems };
    },
    async () => {
      const found = await apis.books.verifyBooks(call, {});
      const detail = `${found.institutions} institutions with even sides, receivables as loans say`;
      return { what: 'books of lenders', isSound: found.isSound, detail, problems: found.problems };
    },
  ];
}

/** Every instruction in any outbox stands in the ledger, as instructed. */
async function checkPostings(house: House, apis: App['apis'], graceSeconds: number): Promise<Finding> {
  const call = systemCall('verify', newUuid());
  const problems: string[] = [];
  let count = 0;
  for await (const facts of factsOf(house, POSTING_REQUESTED, graceSeconds)) {
    count += facts.length;
    const postings = facts.map((fact) => fact.payload as PostingRequested);
    const { missingEntryIds, differingEntryIds } = await apis.ledger.checkPostings(call, { postings });
    problems.push(
      ...missingEntryIds.map((id) => `not posted: ${id}`),
      ...differingEntryIds.map((id) => `posted otherwise than instructed: ${id}`),
    );
  }
  return {
    what: 'posting instructions',
    isSound: problems.length === 0,
    detail: `${count} instructions posted exactly once`,
    problems,
  };
}

/** Every audit fact in any outbox is sealed. */
async function checkSealed(house: House, apis: App['apis'], graceSeconds: number): Promise<Finding> {
  const call = systemCall('verify', newUuid());
  const problems: string[] = [];
  let count = 0;
  for await (const facts of factsOf(house, AUDIT_RECORDED, graceSeconds)) {
    count += facts.length;
    const { eventIds } = await apis.audit.listUnsealed(call, { eventIds: facts.map((fact) => fact.eventId) });
    problems.push(...eventIds.map((id) => `not sealed: ${id}`));
  }
  return { what: 'audit facts', isSound: problems.length === 0, detail: `${count} facts sealed`, problems };
}

async function* factsOf(house: House, eventType: string, graceSeconds: number) {
  for (const { contract } of house.modulesHere) {
    const database = house.databaseOf(contract.module);
    let afterId = 0;
    for (;;) {
      const facts = await listFacts(database, contract.module, {
        eventType,
        afterId,
        olderThanSeconds: graceSeconds,
        limit: PAGE,
      });
      if (facts.length > 0) yield facts;
      if (facts.length < PAGE) break;
      afterId = facts.at(-1)?.id ?? afterId;
    }
  }
}
