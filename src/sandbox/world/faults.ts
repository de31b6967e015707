import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newUuid } from '#platform/ids';

export const PROVIDERS = ['xendit', 'midtrans', 'biteship', 'bank', 'whatsapp', 'mail', 'bmkg', 'news', 'llm'] as const;
export type Provider = (typeof PROVIDERS)[number];

/**
 * `error` refuses before anything is done; `error-after` and `drop-answer` do the work and then lose the answer, the nasty
 * kind; `slow` answers late; `timeout` never answers.
 */
export const FAULT_KINDS = ['error', 'error-after', 'drop-answer', 'slow', 'timeout'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type Fault = {
  id: string;
  provider: Provider;
  kind: FaultKind;
  /** Only calls whose `METHOD /path` contains this text; null for all of the provider. */
  match: string | null;
  /** HTTP status of `error` and `error-after`. */
  status: number;
  /** The provider's error code in the body; null for a fitting one. */
  code: string | null;
  /** For `slow`. */
  delayMs: number;
  /** Calls still to be hit. */
  times: number;
};

export type Faults = {
  add(fault: Omit<Fault, 'id'>): Fault;
  take(provider: Provider, call: string): Fault | undefined;
  waiting(): Fault[];
  clear(): void;
};

export function createFaults(): Faults {
  let faults: Fault[] = [];
  return {
    add(fault) {
      const added = { ...fault, id: newUuid() };
      faults.push(added);
      return added;
    },
    take(provider, call) {
      const fault = faults.find(
        (candidate) => candidate.provider === provider && (candidate.match === null || call.includes(candidate.match)),
      );
      if (fault === undefined) return undefined;
      fault.times -= 1;
      faults = faults.filter((candidate) => candidate.times > 0);
      return fault;
    },
    waiting: () => faults.map((fault) => ({ ...fault })),
    clear: () => {
      faults = [];
    },
  };
}

/** A call left without an answer is cut off after this long, so that nothing hangs for ever. */
const HANG_MS = 120_000;

/**
 * Lets the faults that wait for this provider strike its next calls.
 *
 * @param describe the provider's own error body for a status and a code
 */
export function installFaults(
  app: FastifyInstance,
  options: { faults: Faults; provider: Provider; describe: (status: number, code: string | null) => unknown },
): void {
  const { faults, provider, describe } = options;
  const afterwards = new WeakMap<object, Fault>();

  app.addHook('onRequest', async (request, reply) => {
    const fault = faults.take(provider, `${request.method} ${request.url}`);
    if (fault === undefined) return;
    switch (fault.kind) {
      case 'slow':
        await wait(fault.delayMs, undefined, { ref: false });
        return;
      case 'error':
        return reply.code(fault.status).send(describe(fault.status, fault.code));
      case 'timeout':
        reply.hijack();
        setTimeout(() => request.raw.socket.destroy(), HANG_MS).unref();
        return;
      default:
        afterwards.set(request, fault);
    }
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = afterwards.get(request);
    if (fault === undefined) return payload;
    afterwards.delete(request);
    if (fault.kind === 'drop-answer') {
      request.raw.socket.destroy();
      return payload;
    }
    reply.code(fault.status).header('content-type', 'application/json; charset=utf-8').removeHeader('content-length');
    return JSON.stringify(describe(fault.status, fault.code));
  });
}

/** The work is done, the line breaks before the answer arrives. */
export function cutOff(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}
