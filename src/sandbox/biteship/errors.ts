import type { FastifyError, FastifyInstance } from 'fastify';
import { ShapeFault } from '../world/checked.ts';
import type { SandboxLog } from '../world/world.ts';

/** An answer in Biteship's error form: `{ success: false, error, code }`. */
export class BiteshipError extends Error {
  readonly status: number;
  readonly code: number;
  constructor(status: number, code: number, message: string) {
    super(message);
    this.name = 'BiteshipError';
    this.status = status;
    this.code = code;
  }
}

export function installBiteshipErrors(app: FastifyInstance, log: SandboxLog): void {
  app.setErrorHandler((error: FastifyError | BiteshipError | ShapeFault, _request, reply) => {
    if (error instanceof BiteshipError)
      return reply.code(error.status).send({ success: false, error: error.message, code: error.code });
    if (error instanceof ShapeFault)
      return reply.code(400).send({ success: false, error: error.message, code: 40_000_002 });
    const status = 'statusCode' in error ? error.statusCode : undefined;
    if (status !== undefined && status < 500)
      return reply.code(status).send({ success: false, error: error.message, code: 40_000_003 });
    log.error({ err: error }, 'sandbox: biteship failed');
    return reply.code(500).send(describeBiteshipFault(500, null));
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ success: false, error: 'Not found', code: 40_400_001 }),
  );
}

export function describeBiteshipFault(status: number, code: string | null): unknown {
  return {
    success: false,
    error: 'Internal server error. Please contact our support.',
    code: code === null ? status * 100_000 + 1 : Number(code),
  };
}
