import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { LedgerApi } from '#commons/ledger';
import type { SettingsApi } from '#commons/settings';
import { type Call, systemCall } from '#platform/call';
import type { Clock } from '#platform/clock';
import { type Database, sql } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import type { Job } from '#platform/module';
import type { PostingRequested } from '#platform/posting';
import type { QrisMerchant } from '#platform/qris';
import { describeRefusal, Refusal, refuse, registerRefusals } from '#platform/refusal';
import type { Route } from '#platform/route';
import { guestCall } from '#platform/testing/calls';
import { createSnapBank } from './bank/snap-bank.ts';
import { applyProviderState, type Seen } from './intents/apply-provider-state.ts';
import { createPayments } from './module.ts';
import { createMidtrans } from './providers/midtrans.ts';
import type { PaymentProvider } from './providers/payment-provider.ts';
import { createXendit } from './providers/xendit.ts';
import { paymentSettings } from './settings.ts';
import type { ChannelCode } from './shapes.ts';

/** Named examples for tests. */

/** Made up; institution 999 is nobody's. */
export const exampleMerchant: QrisMerchant = {
  acquirerDomain: 'ID.CO.SANDBOX.WWW',
  merchantPan: '936009990000000001',
  merchantId: 'LMB0000000001',
  criteria: 'UMI',
  nationalId: 'ID1020000000001',
  categoryCode: '5814',
  name: 'WARUNG LUMBUNG',
  city: 'BANDUNG',
  postalCode: '40111',
};

export const channelCodes = [
  'QRIS',
  'VA_BCA',
  'VA_BNI',
  'VA_BRI',
  'VA_MANDIRI',
  'VA_PERMATA',
  'VA_BSI',
  'VA_CIMB',
] as const satisfies readonly ChannelCode[];

/** Real time, moved forward by the test: both sides of a contract look at the same clock. */
export function shiftedClock(): Clock & { advance(ms: number): void } {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}

type Line = PostingRequested['lines'][number];

/**
 * A ledger that reads the module's own outbox instead of hearing it: every instruction counts at once. Holds are kept
 * as the real one keeps them, settled by the entry of the same id.
 */
export function bookkeeper(database: Database) {
  const holds = new Map<string, { accountCode: string; amountMinor: number; isReleased: boolean }>();
  let isLate = false;

  async function postings(): Promise<PostingRequested[]> {
    const rows = await database.run<{ payload: PostingRequested }>(
      sql`select payload from payments.outbox where event_type = 'posting.requested' order by id`,
    );
    return [...new Map(rows.map((row) => [row.payload.entryId, row.payload])).values()];
  }

  /** In the account's own direction: providers hold, all others owe. */
  async function balanceOf(accountCode: string, booked = postings()): Promise<number> {
    const lines = (await booked).flatMap((posting) => posting.lines).filter((line) => line.accountCode === accountCode);
    const owed = lines.reduce((sum, line) => sum + (line.side === 'credit' ? line.amountMinor : -line.amountMinor), 0);
    return accountCode.startsWith('provider:') ? 0 - owed : owed;
  }

  async function heldOn(accountCode: string, booked = postings()): Promise<number> {
    const settled = new Set((await booked).map((posting) => posting.entryId));
    return [...holds]
      .filter(([id, hold]) => hold.accountCode === accountCode && !hold.isReleased && !settled.has(id))
      .reduce((sum, [, hold]) => sum + hold.amountMinor, 0);
  }

  const inTurn = oneAfterAnother();
  const ledger: Pick<LedgerApi, 'placeHold' | 'releaseHold' | 'checkPostings' | 'balancesByCodes'> = {
    balancesByCodes: (_call, { accountCodes }) => balancesOf(accountCodes, { extra, balanceOf, heldOn }),
    placeHold: async (_call, { holdId, accountCode, amountMinor }) =>
      inTurn(async () => {
        const known = holds.get(holdId);
        if (known) return { holdId, status: known.isReleased ? 'released' : 'placed' };
        const booked = postings();
        const owed = extra(accountCode) + (await balanceOf(accountCode, booked));
        const free = isLate ? 0 : owed - (await heldOn(accountCode, booked));
        if (amountMinor > free) throw refuse('ledger.balance-too-low', { accountCode });
        holds.set(holdId, { accountCode, amountMinor, isReleased: false });
        return { holdId, status: 'placed' };
      }),
    releaseHold: async (_call, { holdId }) => {
      const hold = holds.get(holdId);
      if (!hold) throw refuse('ledger.hold-not-found');
      hold.isReleased = true;
      return { holdId, status: 'released' };
    },
    checkPostings: async (_call, { postings: asked }) => compare(asked, await postings()),
  };

  const earned = new Map<string, number>();
  const extra = (accountCode: string): number => earned.get(accountCode) ?? 0;
  return {
    ledger,
    balanceOf: (accountCode: string) => balanceOf(accountCode),
    heldOn: (accountCode: string) => heldOn(accountCode),
    postings,
    /** Money from elsewhere: what orders have booked for a seller. */
    earn: (accountCode: string, amountMinor: number) => void earned.set(accountCode, extra(accountCode) + amountMinor),
    /** While late, nothing that was instructed is booked yet. */
    setLate: (value: boolean) => {
      isLate = value;
    },
  };
}

/** The real ledger locks the account while it decides; here holds are placed one after another. */
function oneAfterAnother() {
  let turn: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result.catch(() => {});
    return result;
  };
}

type Reader = {
  extra(code: string): number;
  balanceOf(code: string): Promise<number>;
  heldOn(code: string): Promise<number>;
};

async function balancesOf(accountCodes: readonly string[], { extra, balanceOf, heldOn }: Reader) {
  const balances = await Promise.all(
    accountCodes.map(async (accountCode) => {
      const balanceMinor = extra(accountCode) + (await balanceOf(accountCode));
      const heldMinor = await heldOn(accountCode);
      const type = 'liability' as const;
      return { accountCode, currency: 'IDR', type, balanceMinor, heldMinor, availableMinor: balanceMinor - heldMinor };
    }),
  );
  return { balances };
}

/** What of the instructions asked about is not in the books, or otherwise. */
function compare(asked: { entryId: string; lines: Line[] }[], booked: readonly PostingRequested[]) {
  const known = new Map(booked.map((posting) => [posting.entryId, shape(posting.lines)]));
  const differs = ({ entryId, lines }: { entryId: string; lines: Line[] }): boolean =>
    known.has(entryId) && known.get(entryId) !== shape(lines);
  return {
    missingEntryIds: asked.filter(({ entryId }) => !known.has(entryId)).map(({ entryId }) => entryId),
    differingEntryIds: asked.filter(differs).map(({ entryId }) => entryId),
  };
}

function shape(lines: readonly Line[]): string {
  return lines
    .map((line) => `${line.accountCode} ${line.side} ${line.amountMinor}`)
    .sort()
    .join('\n');
}

/** Settings as an operator has them who changed these and no others. */
export function settingsWith(changed: Record<string, unknown> = {}): Pick<SettingsApi, 'readSettings'> {
  const values = Object.fromEntries(
    paymentSettings.map((setting) => [setting.key, changed[setting.key] ?? setting.default]),
  );
  return {
    readSettings: async (_call, { keys }) => ({ values: Object.fromEntries(keys.map((key) => [key, values[key]])) }),
  };
}

/** Serves a module's webhook routes the way the house does, with nothing else in between. */
export async function serveWebhooks(
  routes: () => readonly Route[],
): Promise<{ url: string; statuses: number[]; close(): Promise<void> }> {
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const route = routes().find((candidate) => candidate.prefix === '' && candidate.path === request.url);
      const status = await answerStatus(route, Buffer.concat(chunks), request.headers);
      statuses.push(status);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    statuses,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerStatus(route: Route | undefined, rawBody: Buffer, headers: IncomingHttpHeaders): Promise<number> {
  if (!route) return 404;
  try {
    // The handler of a webhook looks at the call, the bytes and the headers only.
    await route.handle({ call: guestCall(), rawBody, headers } as never);
    return 200;
  } catch (error) {
    if (error instanceof Refusal) return describeRefusal(error, 'id').status;
    return 500;
  }
}

type Played = { status: number; body: unknown };
type OpenedSandbox = {
  sandbox: { url: string };
  control(method: string, path: string, body?: unknown): Promise<Played>;
  close(): Promise<void>;
};
type Secrets = {
  xenditSecretKey: string;
  xenditCallbackToken: string;
  midtransServerKey: string;
  irisCreatorKey?: string;
  irisApproverKey?: string;
  irisMerchantKey?: string;
  bankClientId: string;
  bankClientSecret: string;
};
/** The sandbox, handed in by the test: only tests may reach for it. */
export type SandboxKit = {
  open(options: { lumbungUrl: string; webhookUrls: { iris: string }; clock: Clock }): Promise<OpenedSandbox>;
  secrets: Secrets;
  bankPrivateKey: string;
};

const DAY_MS = 86_400_000;

/** The real adapters, pointed at the sandbox. */
function adaptersOf(url: string, kit: SandboxKit, clock: Clock) {
  const { secrets } = kit;
  const timeoutMs = 1_500;
  const { xenditSecretKey: secretKey, xenditCallbackToken: callbackToken } = secrets;
  const xendit = createXendit({ baseUrl: `${url}/xendit`, secretKey, callbackToken, timeoutMs });
  const { midtransServerKey: serverKey, irisCreatorKey = '', irisApproverKey = '', irisMerchantKey = '' } = secrets;
  const iris = { irisCreatorKey, irisApproverKey, irisMerchantKey };
  const midtrans = createMidtrans({ baseUrl: `${url}/midtrans`, serverKey, ...iris, timeoutMs });
  const { bankClientId: clientId, bankClientSecret: clientSecret } = secrets;
  const privateKeyPem = kit.bankPrivateKey;
  const bankOptions = { baseUrl: `${url}/bank`, clientId, clientSecret, privateKeyPem, partnerId: 'LUMBUNG' };
  const bank = createSnapBank({ ...bankOptions, timeoutMs, clock });
  const close = async () => void (await Promise.all([xendit.close(), midtrans.close(), bank.close()]));
  return { providers: [xendit, midtrans] as PaymentProvider[], bank, close };
}

type StageChange = {
  providers?: (adapters: PaymentProvider[]) => PaymentProvider[];
  settings?: Record<string, unknown>;
};

/** The module with its real adapters against the sandbox, its webhooks open to it, and one clock for both. */
export async function openPayments(database: Database, kit: SandboxKit, change: StageChange = {}) {
  const clock = shiftedClock();
  let routes: readonly Route[] = [];
  const door = await serveWebhooks(() => routes);
  const stage = await kit.open({ lumbungUrl: door.url, webhookUrls: { iris: `${door.url}/webhooks/iris` }, clock });
  const adapters = adaptersOf(stage.sandbox.url, kit, clock);
  const books = bookkeeper(database);
  const module = createPayments({
    database,
    ledger: books.ledger,
    settings: settingsWith(change.settings),
    providers: change.providers?.(adapters.providers) ?? adapters.providers,
    bank: adapters.bank,
    cipher: createFieldCipher([Buffer.alloc(32, 7)]),
    clock,
    log: silentLog,
    guard: { openMs: 200, retryPauseMs: 5 },
  });
  registerRefusals(module.contract);
  routes = module.routes ?? [];
  const call = systemCall('test', newUuid());
  const close = async () => {
    await module.settle();
    await stage.close();
    await Promise.all([door.close(), adapters.close()]);
  };
  const ground = { call, clock, door, books, close, control: stage.control, sandboxUrl: stage.sandbox.url };
  return { ...module, ...ground, ...sweepsOf(module.jobs ?? [], call), ...toolsOf(database, { ...ground, adapters }) };
}

function sweepsOf(jobs: readonly Job[], call: Call) {
  const job = (name: string) => async () => await jobs.find((candidate) => candidate.name === name)?.run(call, null);
  return {
    sweep: job('payments.sweep'),
    sweepBills: job('payments.sweep-bills'),
    sweepNotices: job('payments.sweep-notices'),
    sweepRefunds: job('payments.sweep-refunds'),
    sweepPayouts: job('payments.sweep-payouts'),
    sweepExceptions: job('payments.sweep-exceptions'),
  };
}

type Ground = {
  call: Call;
  clock: Clock;
  control: OpenedSandbox['control'];
  adapters: { providers: PaymentProvider[] };
};

function toolsOf(database: Database, { call, clock, control, adapters }: Ground) {
  return {
    providers: new Map(adapters.providers.map((adapter) => [adapter.name, adapter])),
    /** What a provider says, told without asking it. */
    applyProviderState: (seen: Seen) => applyProviderState({ database, clock }, call, seen),
    /** Events of this module about one thing, oldest first. */
    eventsOf: (aggregateId: string) =>
      database.run<{ type: string; payload: Record<string, never> }>(sql`
        select event_type as type, payload from payments.outbox where aggregate_id = ${aggregateId} and event_type not in ('posting.requested', 'audit.recorded') order by id`),
    intent: (wish: IntentWish = {}) => intentInput(clock.now(), wish),
    pay: (payment: { id: string }, extra: object = {}) =>
      control('POST', '/pay', { referenceId: `${payment.id}-1`, ...extra }),
  };
}

export type PaymentsStage = Awaited<ReturnType<typeof openPayments>>;

export type IntentWish = {
  intentId?: string;
  channel?: string;
  parts?: number[];
  amountMinor?: number;
  payerId?: string;
  sellerId?: string;
  expiresInMs?: number;
};

/** A bill for one order per part, or for one order. */
export function intentInput(now: Date, wish: IntentWish = {}) {
  const parts = wish.parts ?? [wish.amountMinor ?? 150_000];
  return {
    intentId: wish.intentId ?? newUuid(),
    invoiceId: newUuid(),
    payerId: wish.payerId ?? newUuid(),
    channel: wish.channel ?? 'QRIS',
    amountMinor: wish.amountMinor ?? parts.reduce((sum, part) => sum + part, 0),
    description: 'Belanja di TokoBapak',
    customerName: 'Siti Rahayu',
    expiresAt: new Date(now.getTime() + (wish.expiresInMs ?? DAY_MS)).toISOString(),
    allocations: parts.map((amountMinor) => ({
      orderId: newUuid(),
      sellerId: wish.sellerId ?? newUuid(),
      amountMinor,
    })),
  };
}
