import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { ShapeFault } from '../world/checked.ts';
import type { SandboxLog } from '../world/world.ts';

/** Service codes of the national standard (SNAP BI), by path after the version. */
export const SERVICES = {
  '/access-token/b2b': '73',
  '/balance-inquiry': '11',
  '/bank-statement': '14',
  '/account-inquiry-internal': '15',
  '/account-inquiry-external': '16',
  '/transfer-intrabank': '17',
  '/transfer-interbank': '18',
  '/transfer/status': '36',
} as const;

/**
 * An answer in SNAP's form. The response code is seven digits: HTTP status, service, case. The case numbers are the standard's
 * (00 general, 01 format or token, 02 mandatory field, 11 invalid account, 14 insufficient funds, 18 inactive account, …).
 */
export class SnapError extends Error {
  readonly status: number;
  readonly caseCode: string;
  constructor(status: number, caseCode: string, message: string) {
    super(message);
    this.name = 'SnapError';
    this.status = status;
    this.caseCode = caseCode;
  }
}

export const badFormat = (field: string) => new SnapError(400, '01', `Invalid Field Format ${field}`);
export const missingField = (field: string) => new SnapError(400, '02', `Invalid Mandatory Field ${field}`);

export function serviceOf(request: FastifyRequest): string {
  const path = request.url.split('?')[0] ?? '';
  return Object.entries(SERVICES).find(([suffix]) => path.endsWith(`/v1.0${suffix}`))?.[1] ?? '00';
}

export function installSnapErrors(app: FastifyInstance, log: SandboxLog): void {
  app.setErrorHandler((error: FastifyError | SnapError | ShapeFault, request, reply) => {
    const fault = error instanceof SnapError ? error : snapOf(error);
    if (fault.status >= 500 && !(error instanceof SnapError)) log.error({ err: error }, 'sandbox: bank failed');
    return reply.code(fault.status).send(wireSnapError(fault, serviceOf(request)));
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send({ responseCode: '4040000', responseMessage: `Invalid Transaction Status ${request.url}` }),
  );
}

export function wireSnapError(error: SnapError, service: string): unknown {
  return { responseCode: `${error.status}${service}${error.caseCode}`, responseMessage: error.message };
}

function snapOf(error: FastifyError | ShapeFault): SnapError {
  if (error instanceof ShapeFault) {
    const [first] = error.complaints;
    const field = `{${first?.path ?? 'body'}}`;
    return first?.message === 'is required' ? missingField(field) : badFormat(field);
  }
  if (error.statusCode !== undefined && error.statusCode < 500) return new SnapError(400, '00', 'Bad Request');
  return new SnapError(500, '00', 'General Error');
}

export function describeSnapFault(status: number, code: string | null): unknown {
  return { responseCode: code ?? `${status}0000`, responseMessage: status === 504 ? 'Timeout' : 'General Error' };
}
