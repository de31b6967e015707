import { resolve } from 'node:path';
import { assert } from './platform/assert.ts';
import { listModuleFolders } from './platform/modules-on-disk.ts';
import { readOrMakeSecrets, type Secrets } from './platform/secrets-file.ts';

/** Everything that an operator can set, read once. The only reader of the environment. */
export type Config = {
  isProduction: boolean;
  port: number;
  host: string;
  /** As people reach us: in mails, redirects, cookies, allowed origins. */
  publicUrl: string;
  corsOrigins: string[];
  trustProxy: boolean;
  dataDir: string;
  logLevel: string;
  database: {
    /** Null: the embedded server in the data folder. */
    url: string | null;
    /** A module's own database, by schema name. */
    urlOf: Record<string, string>;
    /** Every module under its own role, with rights on its own schema only. */
    hasRoles: boolean;
    poolSize: number;
  };
  /** Modules that run in this process; null for all. */
  modules: string[] | null;
  /** Processes of the other modules. */
  neighbours: Record<string, string>;
  sandbox: { isOn: boolean; port: number; smtpPort: number };
  hasDemo: boolean;
  limits: {
    globalPerMinute: number;
    userPerMinute: number;
    loginPerMinute: number;
    registerPerMinute: number;
    loanApplicationPerMinute: number;
    webhookPerMinute: number;
    /** Tests and bench: no limit, whatever its name, is below this. 0 in production, always. */
    atLeastPerMinute: number;
  };
  /** Requests being answered at the same time in this process; the next one is told to come again. */
  atOnce: { writes: number; reads: number };
  otlpEndpoint: string | null;
  providers: {
    xendit: { baseUrl: string; secretKey: string; callbackToken: string };
    midtrans: { baseUrl: string; serverKey: string; irisMerchantKey: string };
    biteship: { baseUrl: string; key: string; webhookSecret: string };
    bank: {
      baseUrl: string;
      clientId: string;
      clientSecret: string;
      privateKeyPem: string;
      partnerId: string;
      settlementAccount: string;
    };
    whatsapp: { baseUrl: string; token: string; phoneNumberId: string; appSecret: string; verifyToken: string | null };
    smtp: { url: string; from: string };
    bmkg: { baseUrl: string };
    /** A search that speaks Serper's contract; null: no headlines. */
    news: { baseUrl: string; key: string } | null;
    google: { issuer: string; clientId: string; clientSecret: string } | null;
    s3: { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string } | null;
  };
  /** Any server that speaks OpenAI's protocol; null: the assistant answers from tools and passages alone. */
  languageModel: {
    chat: ModelEndpoint | null;
    /** Null: documents are searched by words alone. */
    embeddings: (ModelEndpoint & { dimension: number }) | null;
    /** Of one store, chat and embeddings together. */
    tokensPerMonth: number;
  };
  secrets: Secrets;
};

/** With its version in the address: `https://api.groq.com/openai/v1`. */
type ModelEndpoint = { url: string; key: string | null; model: string; timeoutMs: number };

type Environment = Record<string, string | undefined>;

const SECRET_VARIABLES: Record<keyof Secrets, string> = {
  masterKey: 'LUMBUNG_MASTER_KEY',
  internalSecret: 'INTERNAL_SECRET',
  xenditSecretKey: 'XENDIT_SECRET_KEY',
  xenditCallbackToken: 'XENDIT_CALLBACK_TOKEN',
  midtransServerKey: 'MIDTRANS_SERVER_KEY',
  irisMerchantKey: 'IRIS_MERCHANT_KEY',
  biteshipKey: 'BITESHIP_KEY',
  biteshipWebhookSecret: 'BITESHIP_WEBHOOK_SECRET',
  bankClientSecret: 'BANK_CLIENT_SECRET',
  whatsappToken: 'WHATSAPP_TOKEN',
  whatsappAppSecret: 'WHATSAPP_APP_SECRET',
  bankPrivateKey: 'BANK_PRIVATE_KEY',
};

/** A copy of the environment, for those who start with other ports. */
export function environment(change: Environment = {}): Environment {
  return { ...process.env, ...change };
}

/** Reads and checks the environment. Throws one error that names everything that is wrong. */
export async function readConfig(env: Environment = environment()): Promise<Config> {
  const problems: string[] = [];
  const isProduction = env.NODE_ENV === 'production';
  const dataDir = resolve(env.LUMBUNG_DATA ?? '.data');
  const port = integer(env, 'PORT', 3000, problems);
  const sandbox = {
    isOn: isOn(env.SANDBOX, !isProduction),
    port: integer(env, 'SANDBOX_PORT', port + 1, problems),
    smtpPort: integer(env, 'SANDBOX_SMTP_PORT', port + 25, problems),
  };
  const made = isProduction ? {} : await readOrMakeSecrets(dataDir);
  const secrets = checkSecrets({ ...made, ...definedSecrets(env) }, problems);
  if (isProduction && !env.PUBLIC_URL) problems.push('PUBLIC_URL is missing');
  const perModule = await readPerModule(env);
  const config: Config = {
    isProduction,
    port,
    host: env.HOST ?? (isProduction ? '0.0.0.0' : '127.0.0.1'),
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${port}`,
    corsOrigins: list(env.CORS_ORIGINS),
    trustProxy: isOn(env.TRUST_PROXY, false),
    dataDir,
    logLevel: env.LOG_LEVEL ?? (isProduction ? 'info' : 'warn'),
    database: {
      url: env.DATABASE_URL ?? null,
      urlOf: perModule.urlOf,
      hasRoles: isOn(env.DATABASE_ROLES, false),
      poolSize: integer(env, 'DATABASE_POOL', 10, problems),
    },
    modules: env.MODULES ? list(env.MODULES) : null,
    neighbours: perModule.neighbours,
    sandbox,
    hasDemo: isOn(env.DEMO, !isProduction),
    limits: readLimits(env, isProduction, problems),
    atOnce: {
      writes: integer(env, 'WRITES_AT_ONCE', 100, problems),
      reads: integer(env, 'READS_AT_ONCE', 400, problems),
    },
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    providers: readProviders(env, secrets, sandbox),
    languageModel: readLanguageModel(env, problems),
    secrets,
  };
  if (problems.length > 0) throw new Error(`The configuration is not complete:\n  ${problems.join('\n  ')}`);
  return config;
}

function readLimits(env: Environment, isProduction: boolean, problems: string[]): Config['limits'] {
  const atLeastPerMinute = integer(env, 'RATE_LIMITS_AT_LEAST', 0, problems);
  if (isProduction && atLeastPerMinute > 0)
    problems.push(
      'RATE_LIMITS_AT_LEAST takes the limits of sign-in away; it is for tests and not allowed in production',
    );
  return {
    atLeastPerMinute,
    globalPerMinute: integer(env, 'RATE_LIMIT_GLOBAL', 1000, problems),
    userPerMinute: integer(env, 'RATE_LIMIT_USER', 100, problems),
    loginPerMinute: integer(env, 'RATE_LIMIT_LOGIN', 5, problems),
    registerPerMinute: integer(env, 'RATE_LIMIT_REGISTER', 3, problems),
    loanApplicationPerMinute: integer(env, 'RATE_LIMIT_LOAN_APPLICATION', 10, problems),
    webhookPerMinute: integer(env, 'RATE_LIMIT_WEBHOOK', 6000, problems),
  };
}

/** Weather and headlines; without a key, headlines come from the sandbox or not at all. */
function readSignals(
  env: Environment,
  at: (given: string | undefined, path: string, live: string) => string,
  hasTwin: boolean,
): Pick<Config['providers'], 'bmkg' | 'news'> {
  const key = env.NEWS_KEY ?? (hasTwin ? 'sandbox' : null);
  return {
    bmkg: { baseUrl: at(env.BMKG_BASE_URL, '/bmkg', 'https://api.bmkg.go.id') },
    news: key === null ? null : { baseUrl: at(env.NEWS_BASE_URL, '/news', 'https://google.serper.dev'), key },
  };
}

function bankOf(env: Environment, secrets: Secrets, baseUrl: string): Config['providers']['bank'] {
  return {
    baseUrl,
    clientId: env.BANK_CLIENT_ID ?? 'lumbung',
    clientSecret: secrets.bankClientSecret,
    privateKeyPem: secrets.bankPrivateKey,
    partnerId: env.BANK_PARTNER_ID ?? 'LUMBUNG',
    settlementAccount: env.BANK_SETTLEMENT_ACCOUNT ?? '1122334455',
  };
}

function readProviders(env: Environment, secrets: Secrets, sandbox: Config['sandbox']): Config['providers'] {
  const twin = sandbox.isOn
    ? { http: `http://127.0.0.1:${sandbox.port}`, smtp: `smtp://127.0.0.1:${sandbox.smtpPort}` }
    : null;
  const at = (given: string | undefined, path: string, live: string): string =>
    given ?? (twin ? `${twin.http}${path}` : live);
  return {
    xendit: {
      baseUrl: at(env.XENDIT_BASE_URL, '/xendit', 'https://api.xendit.co'),
      secretKey: secrets.xenditSecretKey,
      callbackToken: secrets.xenditCallbackToken,
    },
    midtrans: {
      baseUrl: at(env.MIDTRANS_BASE_URL, '/midtrans', 'https://api.midtrans.com'),
      serverKey: secrets.midtransServerKey,
      irisMerchantKey: secrets.irisMerchantKey,
    },
    biteship: {
      baseUrl: at(env.BITESHIP_BASE_URL, '/biteship', 'https://api.biteship.com'),
      key: secrets.biteshipKey,
      webhookSecret: secrets.biteshipWebhookSecret,
    },
    bank: bankOf(env, secrets, at(env.BANK_BASE_URL, '/bank', 'https://bank.invalid')),
    whatsapp: {
      baseUrl: at(env.WHATSAPP_BASE_URL, '/whatsapp', 'https://graph.facebook.com'),
      token: secrets.whatsappToken,
      phoneNumberId: env.WHATSAPP_PHONE_NUMBER_ID ?? '100000000000001',
      appSecret: secrets.whatsappAppSecret,
      verifyToken: env.WHATSAPP_VERIFY_TOKEN ?? null,
    },
    smtp: {
      url: env.SMTP_URL ?? twin?.smtp ?? 'smtp://localhost:25',
      from: env.MAIL_FROM ?? 'Lumbung <halo@lumbung.test>',
    },
    ...readSignals(env, at, twin !== null),
    google: env.GOOGLE_CLIENT_ID
      ? {
          issuer: env.GOOGLE_ISSUER ?? 'https://accounts.google.com',
          clientId: env.GOOGLE_CLIENT_ID,
          clientSecret: env.GOOGLE_CLIENT_SECRET ?? '',
        }
      : null,
    s3: env.S3_ENDPOINT
      ? {
          endpoint: env.S3_ENDPOINT,
          bucket: env.S3_BUCKET ?? 'lumbung',
          region: env.S3_REGION ?? 'auto',
          accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
          secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
        }
      : null,
  };
}

function readLanguageModel(env: Environment, problems: string[]): Config['languageModel'] {
  const timeoutMs = integer(env, 'LLM_TIMEOUT_MS', 60_000, problems);
  const endpoint = (name: string, url: string | undefined, key: string | undefined, model: string | undefined) => {
    if (!url) return null;
    if (!URL.canParse(url) || !/^https?:/.test(url)) problems.push(`${name}_URL must be an http address, not ${url}`);
    if (!model) problems.push(`${name}_MODEL is missing`);
    return { url, key: key ?? null, model: model ?? '', timeoutMs };
  };
  const embeddings = endpoint('EMBEDDINGS', env.EMBEDDINGS_URL, env.EMBEDDINGS_KEY, env.EMBEDDINGS_MODEL);
  const dimension = integer(env, 'EMBEDDINGS_DIMENSION', 768, problems);
  if (dimension < 1 || dimension > 4_096) problems.push('EMBEDDINGS_DIMENSION must be between 1 and 4096');
  return {
    chat: endpoint('LLM', env.LLM_URL, env.LLM_KEY, env.LLM_MODEL),
    embeddings: embeddings ? { ...embeddings, dimension } : null,
    tokensPerMonth: integer(env, 'LLM_TOKENS_PER_MONTH', 2_000_000, problems),
  };
}

/** `DATABASE_URL_<WING>`, `DATABASE_URL_<MODULE>` and `<MODULE>_URL`. */
async function readPerModule(
  env: Environment,
): Promise<{ urlOf: Record<string, string>; neighbours: Record<string, string> }> {
  const urlOf: Record<string, string> = {};
  const neighbours: Record<string, string> = {};
  for (const { wing, module } of await listModuleFolders()) {
    const database = env[`DATABASE_URL_${module.toUpperCase()}`] ?? env[`DATABASE_URL_${wing.toUpperCase()}`];
    if (database) urlOf[module] = database;
    const neighbour = env[`${module.toUpperCase()}_URL`];
    if (neighbour) neighbours[module] = neighbour;
  }
  return { urlOf, neighbours };
}

function definedSecrets(env: Environment): Partial<Secrets> {
  const given = Object.entries(SECRET_VARIABLES).flatMap(([name, variable]) =>
    env[variable] ? [[name, env[variable]]] : [],
  );
  return Object.fromEntries(given) as Partial<Secrets>;
}

function checkSecrets(given: Partial<Secrets>, problems: string[]): Secrets {
  for (const [name, variable] of Object.entries(SECRET_VARIABLES)) {
    if (!given[name as keyof Secrets]) problems.push(`${variable} is missing`);
  }
  if (given.masterKey && !/^[0-9a-f]{64}(,[0-9a-f]{64})*$/.test(given.masterKey)) {
    problems.push('LUMBUNG_MASTER_KEY must be 64 hexadecimal digits (several keys: newest first, with commas between)');
  }
  return given as Secrets;
}

function isOn(text: string | undefined, otherwise: boolean): boolean {
  return text ? text === 'on' : otherwise;
}

function integer(env: Environment, name: string, otherwise: number, problems: string[]): number {
  const text = env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) problems.push(`${name} must be a whole number, not ${text}`);
  return value;
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

/** Master keys of field encryption, newest first. */
export function masterKeysOf(config: Config): Buffer[] {
  const keys = config.secrets.masterKey.split(',').map((hex) => Buffer.from(hex, 'hex'));
  assert(
    keys.every((key) => key.length === 32),
    'A master key has 32 bytes',
  );
  return keys;
}

/**
 * The built shop reads its own environment when it is imported: which headers tell it scheme, host and client. The house
 * writes those headers on every request that it hands over.
 */
export function prepareShopEnvironment(): void {
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
  process.env.HOST_HEADER = 'x-forwarded-host';
  process.env.ADDRESS_HEADER = 'x-forwarded-for';
  process.env.BODY_SIZE_LIMIT = '9M';
}

/** When `npm start` was typed, so that the seconds told are those that a person has waited. */
export function startedAtMs(): number {
  return Number(process.env.LUMBUNG_STARTED_AT) || Date.now();
}
