import { randomInt } from 'node:crypto';
import { newUuid } from '#platform/ids';
import { inquireAccount } from '../world/bank-accounts.ts';
import type { Collection } from '../world/collection.ts';
import type { Plan } from '../world/payment-plans.ts';
import type { World } from '../world/world.ts';
import { SnapError } from './errors.ts';

/** The bank whose twin this is; transfers inside it are "intrabank". */
export const HOUSE_BANK = 'BCA';
/** Where payment providers settle to. */
export const SETTLEMENT_ACCOUNT = '1122334455';
/** Every account that a partner calls its own begins with this. */
export const OPENING_BALANCE_MINOR = 10_000_000_000;
const RECORDS_KEPT = 20_000;

/** 00 success, 01 initiated, 02 paying, 03 pending, 04 refunded, 05 cancelled, 06 failed, 07 not found. */
export type TransferStatus = '00' | '03' | '04' | '06';

export type Transfer = {
  /** The bank's `referenceNo`. */
  id: string;
  partnerReferenceNo: string;
  serviceCode: '17' | '18';
  amountMinor: number;
  sourceAccountNo: string;
  beneficiaryAccountNo: string;
  beneficiaryAccountName: string;
  beneficiaryBankCode: string;
  status: TransferStatus;
  plan: Plan | null;
  createdAt: string;
};

export type Entry = {
  id: string;
  accountNo: string;
  kind: 'CREDIT' | 'DEBIT';
  amountMinor: number;
  at: string;
  remark: string;
};

export type TransferWish = Omit<Transfer, 'id' | 'status' | 'plan' | 'createdAt'>;

export type TransferDesk = {
  transfers: Collection<Transfer>;
  transfer(wish: TransferWish): Promise<{ transfer: Transfer; isAnswerLost: boolean }>;
  find(partnerReferenceNo: string): Transfer | undefined;
  /** Ends a transfer that hangs, or sends back one that had arrived. */
  end(id: string, status: TransferStatus): boolean;
  enter(entry: Omit<Entry, 'id' | 'at'> & { at?: string }): Entry;
  balanceMinor(accountNo: string): number;
  /** Oldest first, both ends included. */
  entries(accountNo: string, fromMs: number, toMs: number): Entry[];
};

export function createTransferDesk(world: World): TransferDesk {
  const transfers = world.store.collection<Transfer>('bank-transfer', {
    limit: RECORDS_KEPT,
    keys: (transfer) => [`partner:${transfer.partnerReferenceNo}`],
  });
  const books = createBooks(world);
  const end = (id: string, status: TransferStatus) => {
    const transfer = transfers.get(id);
    if (transfer === undefined || transfer.status === status || isOver(transfer.status)) return false;
    transfers.put({ ...transfer, status });
    const { sourceAccountNo: accountNo, amountMinor, partnerReferenceNo } = transfer;
    if (isOver(status))
      books.enter({ accountNo, kind: 'CREDIT', amountMinor, remark: `PENGEMBALIAN ${partnerReferenceNo}` });
    return true;
  };
  const refuseRepeated = ({ partnerReferenceNo }: TransferWish) => {
    if (transfers.find(`partner:${partnerReferenceNo}`) === undefined) return;
    throw new SnapError(409, '01', 'Duplicate partnerReferenceNo');
  };
  const transfer = async (wish: TransferWish) => {
    refuseRepeated(wish);
    await checkAccount(world, wish);
    if (books.balanceMinor(wish.sourceAccountNo) < wish.amountMinor)
      throw new SnapError(403, '14', 'Insufficient Funds');
    const plan = world.plans.take({ provider: 'bank', thing: 'payout' }, wish.amountMinor);
    if (plan?.behaviour === 'server-error') throw new SnapError(500, '00', 'General Error');
    if (plan?.behaviour === 'slow') await world.dawdle();
    // The same call may have come again while this one was waiting.
    refuseRepeated(wish);
    const status = plan?.behaviour === 'stuck' || plan?.behaviour === 'fail' ? '03' : '00';
    const made = transfers.put({ ...wish, id: referenceNo(world), status, plan, createdAt: world.nowIso() });
    const remark = `TRANSFER ${wish.partnerReferenceNo} ${wish.beneficiaryAccountName}`.slice(0, 100);
    books.enter({ accountNo: wish.sourceAccountNo, kind: 'DEBIT', amountMinor: wish.amountMinor, remark });
    endLater(made);
    return { transfer: made, isAnswerLost: plan?.behaviour === 'answer-lost' };
  };
  const endLater = ({ id, plan }: Transfer) => {
    if (plan?.behaviour === 'fail') world.after(world.timing.settleMs, () => end(id, '06'));
    if (plan?.behaviour === 'reversed') world.after(world.timing.settleMs, () => end(id, '04'));
  };
  for (const unfinished of transfers.newest(RECORDS_KEPT, ({ status }) => !isOver(status))) endLater(unfinished);
  return {
    transfers,
    transfer,
    find: (partnerReferenceNo) => transfers.find(`partner:${partnerReferenceNo}`),
    end,
    ...books,
  };
}

/** Refunded and failed transfers have given the money back; nothing happens to them any more. */
function isOver(status: TransferStatus): boolean {
  return status === '04' || status === '06';
}

type Books = Pick<TransferDesk, 'enter' | 'balanceMinor' | 'entries'>;

function createBooks(world: World): Books {
  const book = world.store.collection<Entry>('bank-entry', { limit: RECORDS_KEPT });
  const balances = new Map<string, number>();
  const balanceMinor = (accountNo: string) => balances.get(accountNo) ?? OPENING_BALANCE_MINOR;
  const count = ({ accountNo, kind, amountMinor }: Entry) => {
    balances.set(accountNo, balanceMinor(accountNo) + (kind === 'CREDIT' ? amountMinor : -amountMinor));
  };
  for (const entry of book.newest(RECORDS_KEPT)) count(entry);
  world.onReset(() => balances.clear());
  return {
    enter(entry) {
      const entered = book.put({ ...entry, id: newUuid(), at: entry.at ?? world.nowIso() });
      count(entered);
      return entered;
    },
    balanceMinor,
    entries(accountNo, fromMs, toMs) {
      const isMeant = (entry: Entry) =>
        entry.accountNo === accountNo && Date.parse(entry.at) >= fromMs && Date.parse(entry.at) <= toMs;
      return book.newest(RECORDS_KEPT, isMeant).reverse();
    },
  };
}

/** The holder's name, or the refusal that the bank on the other side would give. */
export async function checkAccount(
  world: World,
  { beneficiaryBankCode, beneficiaryAccountNo }: { beneficiaryBankCode: string; beneficiaryAccountNo: string },
): Promise<string> {
  const account = inquireAccount(beneficiaryBankCode, beneficiaryAccountNo);
  switch (account.state) {
    case 'not-found':
      throw new SnapError(404, '11', 'Invalid Card/Account/Customer/Virtual Account');
    case 'closed':
      throw new SnapError(403, '18', 'Inactive Card/Account/Customer');
    case 'dormant':
      throw new SnapError(403, '09', 'Dormant Account');
    case 'bank-unavailable':
      throw new SnapError(500, '02', 'External Server Error');
    default:
      if (account.isSlow) await world.dawdle();
      return account.holderName;
  }
}

/** Date and running digits, as banks number their journal. */
export function referenceNo(world: World): string {
  return `${world.nowIso().slice(0, 10).replaceAll('-', '')}${String(randomInt(1_000_000_000)).padStart(9, '0')}${String(randomInt(1_000)).padStart(3, '0')}`;
}
