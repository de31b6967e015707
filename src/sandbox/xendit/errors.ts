import type { FastifyError, FastifyInstance } from 'fastify';
import { ShapeFault } from '../world/checked.ts';
import type { SandboxLog } from '../world/world.ts';

/** An answer in Xendit's error form: `{ error_code, message, errors? }`. */
export class XenditError extends Error {
  readonly status: number;
  readonly errorCode: string;
  constructor(status: number, errorCode: string, message: string) {
    super(message);
    this.name = 'XenditError';
    this.status = status;
    this.errorCode = errorCode;
  }
}

export const invalid = (message: string) => new XenditError(400, 'API_VALIDATION_ERROR', message);
export const notFound = (message: string) => new XenditError(404, 'DATA_NOT_FOUND', message);

export function installXenditErrors(app: FastifyInstance, log: SandboxLog): void {
  app.setErrorHandler((error: FastifyError | XenditError | ShapeFault, _request, reply) => {
    if (error instanceof XenditError)
      return reply.code(error.status).send({ error_code: error.errorCode, message: error.message });
    if (error instanceof ShapeFault) {
      return reply.code(400).send({
        error_code: 'API_VALIDATION_ERROR',
        message: 'There was an error with the format submitted to the server.',
        errors: error.complaints,
      });
    }
    if (error.statusCode !== undefined && error.statusCode < 500)
      return reply.code(error.statusCode).send({ error_code: 'API_VALIDATION_ERROR', message: error.message });
    log.error({ err: error }, 'sandbox: xendit failed');
    return reply.code(500).send(describeXenditFault(500, null));
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      error_code: 'NOT_FOUND',
      message: `The requested resource ${request.method} ${request.url} was not found`,
    }),
  );
}

const CODES: Record<number, string> = {
  400: 'API_VALIDATION_ERROR',
  401: 'INVALID_API_KEY',
  403: 'REQUEST_FORBIDDEN_ERROR',
  404: 'DATA_NOT_FOUND',
  409: 'DUPLICATE_ERROR',
  429: 'RATE_LIMIT_EXCEEDED',
  503: 'CHANNEL_UNAVAILABLE',
};

export function describeXenditFault(status: number, code: string | null): unknown {
  return {
    error_code: code ?? CODES[status] ?? 'SERVER_ERROR',
    message: 'An unexpected error occurred, our team has been notified and will troubleshoot the issue.',
  };
}
