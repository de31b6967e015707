/** A bill as the payer's phone sees it, whichever provider made it. */
export type Bill = {
  provider: 'xendit' | 'midtrans';
  /** The provider's id: `pr-…` at Xendit, the transaction id at Midtrans. */
  id: string;
  /** The merchant's own reference. */
  referenceId: string;
  kind: 'qris' | 'virtual_account';
  bankCode: string | null;
  vaNumber: string | null;
  /** Mandiri bill payment asks for the company first. */
  billerCode: string | null;
  qrString: string | null;
  merchantName: string;
  description: string | null;
  /** Null when the payer chooses the amount. */
  amountMinor: number | null;
  status: 'open' | 'paid' | 'expired' | 'cancelled' | 'failed';
  createdAt: string;
  expiresAt: string;
  payments: BillPayment[];
};
export type BillPayment = { id: string; amountMinor: number; paidAt: string };

export type PayWish = {
  /** Other than asked; the rails would not allow it, the sandbox does. */
  amountMinor?: number;
  /** How many times the payer pays, one after another. */
  times?: number;
  /** Also when the bill is already paid, expired or cancelled: a payment that was on its way. */
  evenWhenClosed?: boolean;
  /** When the payer's bank took the money, where the provider tells of it late. */
  paidAt?: string;
};
export type PayAnswer =
  | { paid: true; payments: BillPayment[] }
  | { paid: false; reason: 'unknown' | 'not-open' | 'expired' | 'declined'; failureCode?: string };

/** What a payment provider lets the payer's bank do. */
export type BillKeeper = {
  provider: Bill['provider'];
  find(id: string): Bill | undefined;
  findByQr(qrString: string): Bill | undefined;
  findByVa(vaNumber: string): Bill | undefined;
  /** Newest first; only open ones, only closed ones, or both. */
  newest(limit: number, isOpen?: boolean): Bill[];
  pay(id: string, wish: PayWish): PayAnswer;
  fail(id: string, failureCode: string): boolean;
  expire(id: string): boolean;
};

export type Bills = {
  join(keeper: BillKeeper): void;
  /** By id, merchant's reference, QR payload or virtual account number. */
  find(key: string): Bill | undefined;
  newest(limit: number, isOpen?: boolean): Bill[];
  pay(bill: Bill, wish: PayWish): PayAnswer;
  fail(bill: Bill, failureCode: string): boolean;
  expire(bill: Bill): boolean;
};

export function createBills(): Bills {
  const keepers: BillKeeper[] = [];
  const keeperOf = (bill: Bill) => keepers.find((keeper) => keeper.provider === bill.provider);
  return {
    join: (keeper) => void keepers.push(keeper),
    find(key) {
      const digits = key.replaceAll(/[\s.-]/g, '');
      for (const keeper of keepers) {
        const bill = keeper.find(key) ?? keeper.findByQr(key.trim()) ?? keeper.findByVa(digits);
        if (bill !== undefined) return bill;
      }
      return undefined;
    },
    newest(limit, isOpen) {
      const bills = keepers.flatMap((keeper) => keeper.newest(limit, isOpen));
      return bills.sort((one, other) => other.createdAt.localeCompare(one.createdAt)).slice(0, limit);
    },
    pay: (bill, wish) => keeperOf(bill)?.pay(bill.id, wish) ?? { paid: false, reason: 'unknown' },
    fail: (bill, failureCode) => keeperOf(bill)?.fail(bill.id, failureCode) ?? false,
    expire: (bill) => keeperOf(bill)?.expire(bill.id) ?? false,
  };
}
