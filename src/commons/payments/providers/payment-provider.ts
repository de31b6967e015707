import type { ChannelCode } from '../shapes.ts';

/**
 * The port behind which payment providers stand. Amounts are whole rupiah; each adapter converts at its own edge.
 * `reference` is ours, is stored before the call, and makes a repeated call find what the first one did.
 */
export type PaymentProvider = {
  /** `xendit`, `midtrans`: also names the ledger account `provider:<name>` and the webhook. */
  name: string;
  supports(channel: ChannelCode): boolean;
  /** Whether money of this channel can go back the way it came. */
  canRefund(channel: ChannelCode): boolean;
  createPayment(wish: PaymentWish): Promise<ProviderPayment>;
  /** How it stands at the provider now; null where it knows no such payment, or cannot look it up by what we know. */
  getPayment(key: PaymentKey): Promise<ProviderPayment | null>;
  /** Closes it for payers. Harmless when it is closed already; the caller reads its state afterwards. */
  cancelPayment(key: PaymentKey): Promise<void>;
  /** Whether it gives accounts of this channel that take any amount, any number of times. */
  canOpenAccounts(channel: ChannelCode): boolean;
  /** Opens such an account; the same reference gives the same account. Providers that cannot are never asked. */
  openAccount(wish: AccountWish): Promise<ProviderAccount>;
  /**
   * All money that the provider dates into a time, of any reference, with what it cost. Empty where it shows no such
   * list. More than can be read is a fault: ask for less.
   */
  listArrivals(span: { since: Date; until: Date }): Promise<ProviderArrival[]>;
  refund(wish: RefundWish): Promise<ProviderRefund>;
  getRefund(key: {
    refundId: string;
    providerRefundId: string | null;
    captureId: string;
  }): Promise<ProviderRefund | null>;
  payout(wish: PayoutWish): Promise<ProviderPayout>;
  getPayout(key: { payoutId: string; providerPayoutId: string | null }): Promise<ProviderPayout | null>;
  /** How a dispute stands now; null where the provider knows of none. */
  getDispute(key: { disputeId: string; captureId: string | null }): Promise<ProviderDispute | null>;
  /** Everything that moved under a reference of ours, with what it cost; null where the provider shows no such list. */
  listMoves(reference: string): Promise<ProviderMove[] | null>;
  /** Checks the signature over the raw bytes in constant time, then says what the message is about. Throws `WebhookRefused`. */
  readWebhook(rawBody: Buffer, headers: WebhookHeaders): ProviderNotice;
  /** The same for a body that was verified before and kept; null when nobody can read it any more. */
  rereadWebhook(rawBody: Buffer): ProviderNotice | null;
};

export type WebhookHeaders = Record<string, string | string[] | undefined>;

export type PaymentWish = {
  reference: string;
  channel: ChannelCode;
  amountMinor: number;
  /** Up to 200 characters. */
  description: string;
  customerName: string;
  createdAt: Date;
  expiresAt: Date;
};

export type PaymentKey = {
  reference: string;
  /** The provider's id of the payment, when we know it. */
  providerPaymentId: string | null;
  /** The provider's id of one arrival of money, when a notice named it. */
  captureId: string | null;
};

export type ProviderStatus = 'pending' | 'paid' | 'failed' | 'expired' | 'cancelled';

/** Money that arrived. */
export type ProviderCapture = { captureId: string; amountMinor: number; paidAt: Date };

export type ProviderPayment = {
  reference: string;
  providerPaymentId: string;
  status: ProviderStatus;
  /** Those that the provider names in this answer, which need not be all. */
  captures: ProviderCapture[];
  failureCode: string | null;
  instructions: ProviderInstructions | null;
};

export type ProviderInstructions =
  | { kind: 'qr'; qrString: string }
  | { kind: 'virtual_account'; bank: string; accountNumber: string; accountName: string; billerCode: string | null };

export type RefundWish = {
  refundId: string;
  captureId: string;
  providerPaymentId: string;
  amountMinor: number;
  reason: string;
};
export type ProviderRefund = {
  providerRefundId: string;
  status: 'pending' | 'succeeded' | 'failed';
  failureCode: string | null;
  /** What the provider keeps for it; zero where it does not say. */
  feeMinor: number;
};

export type PayoutWish = {
  payoutId: string;
  bankCode: string;
  accountNumber: string;
  accountName: string;
  amountMinor: number;
  description: string;
};
export type ProviderPayout = {
  providerPayoutId: string;
  status: 'pending' | 'succeeded' | 'failed' | 'reversed';
  failureCode: string | null;
};

/** A payer's bank wants the money of one arrival back. `lost`: the provider has taken it. */
export type ProviderDispute = {
  disputeId: string;
  captureId: string;
  status: 'open' | 'won' | 'lost';
  amountMinor: number;
};

/** An account that a payer keeps. Up to 50 characters of his name are shown by the bank. */
export type AccountWish = { reference: string; channel: ChannelCode; payerName: string; createdAt: Date };
export type ProviderAccount = {
  reference: string;
  providerAccountId: string;
  bank: string;
  accountNumber: string;
  accountName: string;
};
/** A line of the provider's list: says only what to ask for. */
export type ProviderArrival = { transactionId: string; reference: string; captureId: string; feeMinor: number };

/** `captureId` for money that arrived. `feeMinor` with taxes on it; zero until the provider has charged it. */
export type ProviderMove = { transactionId: string; captureId: string | null; feeMinor: number };

/** What a webhook is about. Nothing in it is believed; it says what to ask the provider for. */
export type ProviderNotice =
  | {
      about: 'payment';
      reference: string;
      providerPaymentId: string | null;
      captureId: string | null;
      claim: 'paid' | 'ended' | 'pending';
    }
  | {
      about: 'refund';
      reference: string | null;
      providerRefundId: string | null;
      captureId: string | null;
      refundKeys: string[];
    }
  | { about: 'dispute'; disputeId: string; captureId: string | null }
  | { about: 'payout'; reference: string | null; providerPayoutId: string }
  | { about: 'nothing'; event: string };

/** The provider understood and said no: nothing was done. */
export class ProviderRefused extends Error {
  readonly code: string;
  constructor(provider: string, code: string, message: string) {
    super(`${provider} refused: ${code} ${message}`.slice(0, 500));
    this.name = 'ProviderRefused';
    this.code = code;
  }
}

/** No usable answer: it may or may not have been done. `isSent` is false when it certainly was not. */
export class ProviderFault extends Error {
  readonly isSent: boolean;
  readonly isTimeout: boolean;
  constructor(provider: string, what: string, options: { isSent: boolean; isTimeout?: boolean; cause?: unknown }) {
    super(`${provider}: ${what}`.slice(0, 500), { cause: options.cause });
    this.name = 'ProviderFault';
    this.isSent = options.isSent;
    this.isTimeout = options.isTimeout ?? false;
  }
}

/** Money in another currency than rupiah would count as so many rupiah: it is not believed. Not every answer names one. */
export function assertRupiah(provider: string, currency: string | null | undefined): void {
  if (currency && currency !== 'IDR')
    throw new ProviderFault(provider, `speaks of money in ${currency}, not in rupiah`, { isSent: true });
}

/** Reads a body that was verified before. */
export function rereading(read: () => ProviderNotice): ProviderNotice | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof WebhookRefused) return null;
    throw error;
  }
}

/** A message that is not from the provider (`forged`), or that nobody can read (`malformed`). */
export class WebhookRefused extends Error {
  readonly reason: 'forged' | 'malformed';
  constructor(reason: 'forged' | 'malformed') {
    super(`The webhook is ${reason}`);
    this.name = 'WebhookRefused';
    this.reason = reason;
  }
}
