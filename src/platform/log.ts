import { type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'fatal'> & {
  child(bindings: Record<string, unknown>): Log;
};

/** Paths whose values never reach a log. */
const SECRETS = [
  'password',
  'newPassword',
  'currentPassword',
  'refreshToken',
  'accessToken',
  'token',
  'code',
  'totpCode',
  'secret',
  'nik',
  'accountNumber',
  'authorization',
  'cookie',
];

/** Structured logs on standard output. Secrets are masked by path, as a second net below "do not log them". */
export function createLog(options: { level: string; name: string }): Log {
  return pino({
    level: options.level,
    name: options.name,
    redact: { paths: SECRETS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[masked]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

export const silentLog: Log = {
  info() {},
  warn() {},
  error() {},
  debug() {},
  fatal() {},
  child: () => silentLog,
} as unknown as Log;
