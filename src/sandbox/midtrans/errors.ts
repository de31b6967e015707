import type { FastifyError, FastifyInstance } from 'fastify';
import { newUuid } from '#platform/ids';
import { ShapeFault } from '../world/checked.ts';
import type { SandboxLog } from '../world/world.ts';

/**
 * An answer in the form of the Core API: the body's `status_code` is a string and is what counts. The HTTP status is 200 for
 * most of them (Midtrans' own client looks at the body), and the true one for 401, 404 and 5xx.
 */
export class MidtransError extends Error {
  readonly statusCode: number;
  readonly messages: string[];
  constructor(statusCode: number, message: string, messages: string[] = []) {
    super(message);
    this.name = 'MidtransError';
    this.statusCode = statusCode;
    this.messages = messages;
  }
}

export const notFound = () => new MidtransError(404, "Transaction doesn't exist.");
export const cannotChange = () => new MidtransError(412, 'Merchant cannot modify the status of the transaction');

export function installMidtransErrors(app: FastifyInstance, log: SandboxLog): void {
  app.setErrorHandler((error: FastifyError | MidtransError | ShapeFault, _request, reply) => {
    if (error instanceof MidtransError)
      return reply
        .code(httpStatusOf(error.statusCode))
        .send(wireError(error.statusCode, error.message, error.messages));
    if (error instanceof ShapeFault) {
      const messages = error.complaints.map((complaint) => `${complaint.path} ${complaint.message}`);
      return reply.code(200).send(wireError(400, 'One or more parameters in the payload is invalid.', messages));
    }
    if (error.statusCode !== undefined && error.statusCode < 500)
      return reply
        .code(error.statusCode)
        .send(wireError(413, 'The request cannot be processed due to malformed syntax in the request body'));
    log.error({ err: error }, 'sandbox: midtrans failed');
    return reply.code(500).send(describeMidtransFault(500, null));
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(wireError(404, 'The requested resource is not found')),
  );
}

function httpStatusOf(statusCode: number): number {
  return statusCode === 401 || statusCode === 404 || statusCode >= 500 ? statusCode : 200;
}

function wireError(statusCode: number, message: string, messages: string[] = []): unknown {
  return {
    status_code: String(statusCode),
    status_message: message,
    id: newUuid(),
    ...(messages.length === 0 ? {} : { validation_messages: messages }),
  };
}

export function describeMidtransFault(status: number, code: string | null): unknown {
  return wireError(
    code === null ? status : Number(code),
    status === 429
      ? 'The merchant has sent too many requests'
      : 'Sorry, we encountered internal server error. We will fix this soon.',
  );
}
