import fastify, { type FastifyInstance } from 'fastify';
import { type Clock, systemClock } from '#platform/clock';
import { createBank } from './bank/routes.ts';
import { SETTLEMENT_ACCOUNT } from './bank/transfers.ts';
import { createBiteship } from './biteship/routes.ts';
import { createBmkg } from './bmkg/routes.ts';
import { installControl } from './control/control-routes.ts';
import { createLanguageModel } from './llm/routes.ts';
import { createMailSink } from './mail/mail-sink.ts';
import { createMidtrans } from './midtrans/routes.ts';
import { createNews } from './news/routes.ts';
import { type Authenticators, createAuthenticators } from './phone/authenticators.ts';
import { installPhone } from './phone/routes.ts';
import { createWhatsApp } from './whatsapp/routes.ts';
import type { WebhookSource } from './world/webhook-rules.ts';
import {
  createWorld,
  DEFAULT_TIMING,
  type SandboxLog,
  type SandboxMerchant,
  type SandboxSecrets,
  type SandboxTiming,
} from './world/world.ts';
import { createXendit } from './xendit/routes.ts';

export type { SandboxLog, SandboxMerchant, SandboxSecrets, SandboxTiming } from './world/world.ts';

export type SandboxOptions = {
  /** HTTP port; 0 takes any free one, a taken one means the next free one. */
  port: number;
  host: string;
  /** Port of the mail sink, by the same rules. */
  smtpPort: number;
  /** Where webhooks go: `<lumbungUrl>/webhooks/<provider>`. A function when the address is known only later; null holds them back for good. */
  lumbungUrl: string | (() => string | null);
  secrets: SandboxSecrets;
  log: SandboxLog;
  clock?: Clock;
  /** File that remembers open payments, parcels, mails over a restart (JSON lines); without it all is forgotten at the end. */
  store?: { file: string };
  timing?: Partial<SandboxTiming>;
  /** The shop as payers see it on their phone. */
  merchant?: SandboxMerchant;
  /** Amounts such as 30108 misbehave on purpose (README.md). On unless told. */
  magicAmounts?: boolean;
  /**
   * Webhooks to other addresses than the usual; null sends none.
   */
  webhookUrls?: Partial<Record<WebhookSource, string | null>>;
};

export type Sandbox = {
  /** Without a slash at the end. */
  url: string;
  smtpPort: number;
  stop(): Promise<void>;
};

const MOST_PORTS_TRIED = 50;
const BODY_LIMIT_BYTES = 2 * 1024 * 1024;
const DEFAULT_MERCHANT: SandboxMerchant = { name: 'TokoBapak', city: 'Bandung', postalCode: '40111' };

/**
 * Starts the outside world: twins of Xendit (`/xendit`), Midtrans (`/midtrans`), Biteship (`/biteship`), a SNAP bank (`/bank`),
 * WhatsApp Cloud (`/whatsapp`), BMKG's weather (`/bmkg`), a news search (`/news`), a mail sink, control calls (`/__sandbox/`) and the buyer's phone (`/`), in one small server.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = createWorld({
    clock: options.clock ?? systemClock,
    log: options.log,
    secrets: options.secrets,
    timing: { ...DEFAULT_TIMING, ...options.timing },
    merchant: options.merchant ?? DEFAULT_MERCHANT,
    journalFile: options.store?.file,
    hasMagicAmounts: options.magicAmounts ?? true,
    webhookUrlOf: (source) => webhookUrl(options, source),
  });
  const bank = createBank(world);
  const twins = {
    xendit: createXendit(world, (payment, vaNumber) => {
      const { amountMinor, paidAt, createdAt } = payment;
      const remark = `VA ${vaNumber} ${payment.id}`;
      bank.desk.enter({ accountNo: SETTLEMENT_ACCOUNT, kind: 'CREDIT', amountMinor, remark, at: paidAt ?? createdAt });
    }),
    midtrans: createMidtrans(world),
    biteship: createBiteship(world),
    bank,
    whatsapp: createWhatsApp(world),
    mail: createMailSink(world),
    languageModel: createLanguageModel(world),
    authenticators: createAuthenticators(world),
  };
  world.bills.join(twins.xendit.keeper);
  world.bills.join(twins.midtrans.keeper);

  const app = createServer();
  await app.register(twins.xendit.routes, { prefix: '/xendit' });
  await app.register(twins.midtrans.routes, { prefix: '/midtrans' });
  await app.register(twins.biteship.routes, { prefix: '/biteship' });
  await app.register(twins.bank.routes, { prefix: '/bank' });
  await app.register(twins.whatsapp.routes, { prefix: '/whatsapp' });
  await app.register(createBmkg(world), { prefix: '/bmkg' });
  await app.register(createNews(world), { prefix: '/news' });
  await app.register(twins.languageModel.routes, { prefix: '/llm' });
  await app.register(async (control) => installControl(control, world, twins), { prefix: '/__sandbox' });
  await app.register(async (phone) => installPhone(phone, world, twins));

  const url = await listen(app, options.port, options.host);
  const smtpPort = await twins.mail.listen(options.smtpPort, options.host);
  world.webhooks.resume();
  return {
    url,
    smtpPort,
    async stop() {
      await app.close();
      await twins.mail.stop();
      await world.stop();
    },
  };
}

/** Everything that the control calls and the phone may reach. */
export type Twins = {
  xendit: ReturnType<typeof createXendit>;
  midtrans: ReturnType<typeof createMidtrans>;
  biteship: ReturnType<typeof createBiteship>;
  bank: ReturnType<typeof createBank>;
  whatsapp: ReturnType<typeof createWhatsApp>;
  mail: ReturnType<typeof createMailSink>;
  languageModel: ReturnType<typeof createLanguageModel>;
  authenticators: Authenticators;
};

function createServer(): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  // The providers take a POST that says JSON and brings nothing; Fastify alone would refuse it.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, String(body), done);
  });
  return app;
}

function webhookUrl(options: SandboxOptions, source: WebhookSource): string | null {
  const own = options.webhookUrls?.[source];
  if (own !== undefined) return own;
  const lumbung = typeof options.lumbungUrl === 'function' ? options.lumbungUrl() : options.lumbungUrl;
  // Iris belongs to Midtrans and tells the same place, under a signature of its own.
  const name = source === 'iris' ? 'midtrans' : source;
  return lumbung === null ? null : `${lumbung.replace(/\/$/, '')}/webhooks/${name}`;
}

async function listen(app: FastifyInstance, port: number, host: string): Promise<string> {
  for (let candidate = port; ; candidate += 1) {
    try {
      await app.listen({ port: candidate, host });
      return addressOf(app, host);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || candidate >= port + MOST_PORTS_TRIED) throw error;
    }
  }
}

/** An address that a browser on this machine can open, whatever the server listens on. */
function addressOf(app: FastifyInstance, host: string): string {
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
