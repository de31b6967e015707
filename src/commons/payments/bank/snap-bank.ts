import { randomInt } from 'node:crypto';
import { ConsecutiveBreaker, circuitBreaker, handleWhen, isBrokenCircuitError } from 'cockatiel';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Clock } from '#platform/clock';
import { lazily, lazyPackage } from '#platform/lazy-package';
import {
  type BankAnswer,
  type BankInquiry,
  type BankStatements,
  BankUnavailable,
  type StatementLine,
} from './bank-inquiry.ts';
import { callSignature, snapTimestamp, tokenSignature } from './snap-signature.ts';
import { readStatement } from './snap-statement.ts';

export type SnapBankOptions = {
  /** With the prefix under which `/v1.0/…` stands, without a slash at the end. */
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  /** PEM (PKCS#8) whose public half the bank knows. Null: no inquiries, the bank counts as unavailable. */
  privateKeyPem: string | null;
  partnerId: string;
  /** Five digits that the bank hands out. */
  channelId?: string;
  /** Clearing code of the bank itself: accounts there are asked for with the internal service (15), others with the external one (16). */
  homeBankCode?: string;
  timeoutMs?: number;
  clock: Clock;
};

const checkToken = Compile(
  Type.Object({
    accessToken: Type.String({ minLength: 1, maxLength: 4_096 }),
    expiresIn: Type.Union([Type.String(), Type.Number()]),
  }),
);
const checkName = Compile(Type.Object({ beneficiaryAccountName: Type.String({ minLength: 1, maxLength: 200 }) }));
const checkCode = Compile(Type.Object({ responseCode: Type.String({ pattern: '^[0-9]{7}$' }) }));

/** A token is renewed this long before it ends. */
const RENEW_EARLY_MS = 60_000;
/** A day's statement is the longest answer. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

type Answer = { status: number; body: unknown };

type Send = (path: string, headers: Record<string, string>, body: string) => Promise<Answer>;

/** Name inquiry over SNAP BI: a token by RSA signature, kept until shortly before its end; calls signed by HMAC. */
export function createSnapBank(options: SnapBankOptions): BankInquiry & BankStatements & { close(): Promise<void> } {
  const { origin, pathname } = new URL(options.baseUrl);
  const prefix = pathname.replace(/\/$/, '');
  const { send, close } = createSender(origin, options.timeoutMs ?? 8_000);
  const tokens = createTokenKeeper(options, (headers, body) => send(`${prefix}/v1.0/access-token/b2b`, headers, body));
  const breaker = circuitBreaker(
    handleWhen((error) => error instanceof BankUnavailable),
    { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(5) },
  );

  async function signedCall(service: string, wish: object): Promise<Answer> {
    const relativeUrl = `${prefix}/v1.0${service}`;
    // Serialised once: the signature is over these very bytes.
    const body = JSON.stringify(wish);
    const headers = callHeaders(options, { relativeUrl, accessToken: await tokens.current(), body });
    return await send(relativeUrl, headers, body);
  }

  async function ask(account: { bankCode: string; accountNumber: string }): Promise<BankAnswer> {
    const isInternal = account.bankCode === options.homeBankCode;
    const wish = {
      partnerReferenceNo: externalId(options.clock.now()),
      ...(isInternal ? {} : { beneficiaryBankCode: account.bankCode }),
      beneficiaryAccountNo: account.accountNumber,
    };
    const service = isInternal ? '/account-inquiry-internal' : '/account-inquiry-external';
    const first = await signedCall(service, wish);
    if (!isTokenRefused(first)) return read(first);
    // The bank forgot our token before its time; a new one is asked for once.
    tokens.forget();
    return read(await signedCall(service, wish));
  }

  async function statement(wish: { accountNumber: string; from: Date; until: Date }): Promise<StatementLine[]> {
    const body = {
      partnerReferenceNo: externalId(options.clock.now()),
      accountNo: wish.accountNumber,
      fromDateTime: snapTimestamp(wish.from),
      toDateTime: snapTimestamp(wish.until),
    };
    const first = await signedCall('/bank-statement', body);
    if (!isTokenRefused(first)) return readStatement(first);
    tokens.forget();
    return readStatement(await signedCall('/bank-statement', body));
  }

  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await breaker.execute(work);
    } catch (error) {
      if (isBrokenCircuitError(error)) throw new BankUnavailable('is left alone after a row of faults');
      throw error;
    }
  }

  return {
    inquire: (account) => guarded(() => ask(account)),
    creditsOf: (wish) => guarded(() => statement(wish)),
    close,
  };
}

const undici = lazyPackage<typeof import('undici')>('undici');

function createSender(origin: string, timeoutMs: number): { send: Send; close(): Promise<void> } {
  const agent = lazily(
    () =>
      new (undici().Agent)({
        connections: 8,
        keepAliveTimeout: 30_000,
        connect: { timeout: 3_000 },
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        maxResponseSize: MAX_ANSWER_BYTES,
      }),
  );
  const json = { 'content-type': 'application/json', accept: 'application/json' };
  return {
    async send(path, headers, body) {
      const wish = { dispatcher: agent.get(), method: 'POST' as const, headers: { ...json, ...headers }, body };
      try {
        const answer = await undici().request(`${origin}${path}`, wish);
        const text = await answer.body.text();
        return { status: answer.statusCode, body: text === '' ? null : JSON.parse(text) };
      } catch (error) {
        throw new BankUnavailable(`${path} got no answer`, error);
      }
    },
    close: async () => agent.made()?.close(),
  };
}

type TokenKeeper = {
  /** One request for a token however many wait for it. */
  current(): Promise<string>;
  forget(): void;
};

function createTokenKeeper(
  options: SnapBankOptions,
  post: (headers: Record<string, string>, body: string) => Promise<Answer>,
): TokenKeeper {
  const { clock, clientId, privateKeyPem } = options;
  let token: { value: string; renewAt: number } | null = null;
  let asking: Promise<string> | null = null;

  async function fetchToken(): Promise<string> {
    if (privateKeyPem === null) throw new BankUnavailable('no private key is configured');
    const timestamp = snapTimestamp(clock.now());
    const signature = tokenSignature(privateKeyPem, clientId, timestamp);
    const headers = { 'x-client-key': clientId, 'x-timestamp': timestamp, 'x-signature': signature };
    const { status, body } = await post(headers, JSON.stringify({ grantType: 'client_credentials' }));
    if (status !== 200 || !checkToken.Check(body))
      throw new BankUnavailable(`the token was refused (${codeOf(body) ?? status})`);
    const lifeMs = Number(body.expiresIn) * 1_000;
    token = { value: body.accessToken, renewAt: clock.now().getTime() + Math.max(lifeMs - RENEW_EARLY_MS, 0) };
    return body.accessToken;
  }

  return {
    async current() {
      if (token && clock.now().getTime() < token.renewAt) return token.value;
      asking ??= fetchToken().finally(() => {
        asking = null;
      });
      return await asking;
    },
    forget: () => {
      token = null;
    },
  };
}

function callHeaders(
  options: SnapBankOptions,
  call: { relativeUrl: string; accessToken: string; body: string },
): Record<string, string> {
  const now = options.clock.now();
  const timestamp = snapTimestamp(now);
  return {
    authorization: `Bearer ${call.accessToken}`,
    'x-timestamp': timestamp,
    'x-signature': callSignature(options.clientSecret, { method: 'POST', timestamp, ...call }),
    'x-partner-id': options.partnerId,
    'x-external-id': externalId(now),
    'channel-id': options.channelId ?? '95221',
  };
}

/** Case 01 under HTTP 401 means the token; other cases are ours to mend and no reason for a new one. */
function isTokenRefused({ status, body }: Answer): boolean {
  return status === 401 && (codeOf(body)?.endsWith('01') ?? false);
}

/**
 * Seven digits: HTTP status, service, case. 404 and case 11 (invalid account) mean that there is no such account, 403
 * and case 18 (inactive) that it takes no money.
 */
function read({ status, body }: Answer): BankAnswer {
  if (status === 200 && checkName.Check(body)) return { found: true, accountName: body.beneficiaryAccountName };
  const code = codeOf(body);
  const caseCode = code?.slice(5);
  if (status === 404 || caseCode === '11') return { found: false, reason: 'not-found' };
  if (caseCode === '18' || caseCode === '09') return { found: false, reason: 'refused' };
  throw new BankUnavailable(`answered ${code ?? status}`);
}

function codeOf(body: unknown): string | null {
  return checkCode.Check(body) ? body.responseCode : null;
}

/** Digits only, unique within a day across processes: the millisecond and nine random digits. */
function externalId(at: Date): string {
  return `${at.getTime()}${String(randomInt(1_000_000_000)).padStart(9, '0')}`;
}
