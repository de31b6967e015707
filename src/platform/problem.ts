import { STATUS_CODES } from 'node:http';
import { AssertionFailed } from './assert.ts';
import type { Language } from './call.ts';
import { describeRefusal, type FieldError, isRefusal, listRefusals, type Refusal, refuse } from './refusal.ts';
import { Unavailable } from './unavailable.ts';
import { describeField } from './validation-sentences.ts';

/** RFC 9457 with our members: `code` may be switched on by clients, `detail` is for people, in their language. */
export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  correlationId: string;
  /** What a refusal adds for the caller, such as how much stock is left. */
  details?: Record<string, unknown>;
  errors?: FieldError[];
};

export type Problem = { status: number; headers: Record<string, string>; body: ProblemBody };

/**
 * What stands behind an error. `refusal`: the expected no. `input`: the caller's request could not be read.
 * `data`: the database found a value that no schema had caught, a gap of ours. `busy`: the world is slow or away.
 * `fault`: ours, an alarm.
 */
export type Cause = 'refusal' | 'input' | 'data' | 'busy' | 'fault';

const RETRY_AFTER_SECONDS = 2;

/** Sorts an error into a refusal that people can read and the cause that operators care about. */
export function toRefusal(error: unknown): { refusal: Refusal; cause: Cause } {
  if (isRefusal(error)) {
    if (listRefusals().has(error.code)) return { refusal: error, cause: 'refusal' };
    return { refusal: refuse('server.fault'), cause: 'fault' };
  }
  if (error instanceof AssertionFailed) return { refusal: refuse('server.fault'), cause: 'fault' };
  const inputCode = inputCodeOf(error);
  if (inputCode) return { refusal: refuse(inputCode), cause: 'input' };
  if (isBusy(error))
    return { refusal: refuse('server.busy', {}, { retryAfterSeconds: RETRY_AFTER_SECONDS }), cause: 'busy' };
  if (isDataException(error)) return { refusal: refuse('request.invalid'), cause: 'data' };
  return { refusal: refuse('server.fault'), cause: 'fault' };
}

export function renderProblem(refusal: Refusal, language: Language, correlationId: string): Problem {
  const { status, detail } = describeRefusal(refusal, language);
  const body: ProblemBody = {
    type: `urn:lumbung:problem:${refusal.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: refusal.code,
    detail,
    correlationId,
  };
  if (Object.keys(refusal.details).length > 0) body.details = refusal.details;
  if (refusal.fields.length > 0) body.errors = refusal.fields.map((field) => describeField(field, language));
  const headers: Record<string, string> = {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language,
  };
  if (refusal.retryAfterSeconds !== null)
    headers['retry-after'] = String(Math.max(1, Math.ceil(refusal.retryAfterSeconds)));
  if (status === 401) headers['www-authenticate'] = 'Bearer realm="lumbung"';
  return { status, headers, body };
}

/** Errors of the server's own machinery that a request has caused, by Fastify's codes. */
const INPUT_CODES: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported-media',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.not-json',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.not-json',
  FST_ERR_BAD_URL: 'request.invalid',
  // No id and no slug is that long.
  FST_ERR_MAX_PARAM_LENGTH: 'request.not-found',
  FST_ERR_VALIDATION: 'request.invalid',
  FST_REQ_FILE_TOO_LARGE: 'request.too-large',
  FST_FILES_LIMIT: 'request.too-large',
  FST_FIELDS_LIMIT: 'request.too-large',
  FST_PARTS_LIMIT: 'request.too-large',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'request.unsupported-media',
};

const INPUT_STATUSES: Record<number, string> = {
  400: 'request.invalid',
  404: 'request.not-found',
  405: 'request.method-not-allowed',
  406: 'request.invalid',
  408: 'request.invalid',
  411: 'request.invalid',
  413: 'request.too-large',
  414: 'request.headers-too-large',
  415: 'request.unsupported-media',
  431: 'request.headers-too-large',
};

function inputCodeOf(error: unknown): string | undefined {
  const code = codeOf(error);
  // Other libraries also give their errors a statusCode; a provider's 404 is not the caller's.
  if (!code.startsWith('FST_')) return undefined;
  if (INPUT_CODES[code]) return INPUT_CODES[code];
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 0;
  return INPUT_STATUSES[status];
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** SQLSTATE classes and codes of a server that is away, full or too slow; and what is left of deadlocks after retries. */
const BUSY_SQLSTATE = /^(08...|53...|57P0[1-5]|57014|55P03|40001|40P01|25P0[234]|58030)$/;
const BUSY_SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EMFILE',
  'ENFILE',
]);
/** `pg` gives these no code: the pool is exhausted, or the connection broke under a query. */
const BUSY_MESSAGE =
  /timeout exceeded when trying to connect|connection terminated|connection timeout|client has encountered a connection error|cannot use a pool after calling end/i;

function isBusy(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  const code = codeOf(error);
  if (BUSY_SQLSTATE.test(code) || BUSY_SYSTEM.has(code)) return true;
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isBusy);
  return error instanceof Error && BUSY_MESSAGE.test(error.message);
}

/** Class 22 (a value out of range, not a uuid, …) and 54000 (a text too long for an index): bad input that got through. */
function isDataException(error: unknown): boolean {
  const code = codeOf(error);
  return /^22...$/.test(code) || code === '54000';
}
