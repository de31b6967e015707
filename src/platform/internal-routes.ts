import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Call } from './call.ts';
import { readCall } from './call-token.ts';
import type { EventEnvelope } from './events.ts';
import type { Inbox } from './inbox.ts';
import type { Module } from './module.ts';
import { isRefusal, refuse } from './refusal.ts';
import { answer, type Route, route } from './route.ts';

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const Params = Type.Object({ module: Type.String({ maxLength: 60 }), operation: Type.String({ maxLength: 60 }) });

type Operation = { work: (call: Call, input: never) => Promise<unknown>; validator: ReturnType<typeof Compile> };

/** What this process answers to its neighbours: every operation of its modules, and their inboxes. */
export function internalRoutes(modules: readonly Module[], inboxes: readonly Inbox[], secret: string): Route[] {
  const key = new TextEncoder().encode(secret);
  const operations = new Map<string, Operation>();

  function operationOf(name: string, operation: string): Operation {
    const id = `${name}.${operation}`;
    const known = operations.get(id) ?? compileOperation(modules, name, operation);
    operations.set(id, known);
    return known;
  }

  return [
    route({
      method: 'POST',
      path: '/internal/v1/:module/:operation',
      prefix: '',
      summary: 'A call from another process of this installation.',
      scope: 'webhook',
      params: Params,
      answers: { 200: Type.Unknown(), 409: Type.Unknown() },
      idempotency: 'none',
      rawBody: true,
      bodyLimitBytes: MAX_BODY_BYTES,
      handle: async ({ params, headers, rawBody }) => {
        const text = rawBody?.toString('utf8') ?? '';
        const path = `/internal/v1/${params.module}/${params.operation}`;
        const call = await readCall(key, String(headers.authorization ?? ''), path, text);
        const body: unknown = JSON.parse(text);
        if (params.operation === 'events') return receive(inboxes, params.module, body as { events: EventEnvelope[] });
        const { work, validator } = operationOf(params.module, params.operation);
        if (!validator.Check(body)) throw new Error(`${path} was called with a body that its contract does not allow`);
        return perform(() => work(call, body as never));
      },
    }),
  ];
}

function compileOperation(modules: readonly Module[], name: string, operation: string): Operation {
  const module = modules.find((candidate) => candidate.contract.module === name);
  const isThere = module && Object.hasOwn(module.contract.operations, operation);
  const definition = isThere ? module.contract.operations[operation] : undefined;
  const work = module?.api[operation];
  if (!definition || !work) throw refuse('request.not-found');
  return { work, validator: Compile(definition.input) };
}

async function receive(inboxes: readonly Inbox[], name: string, body: { events: EventEnvelope[] }) {
  const inbox = inboxes.find((candidate) => candidate.module === name);
  if (!inbox) throw refuse('request.not-found');
  await inbox.receive(body.events);
  return answer(200, {});
}

/** A refusal crosses the wire as data, so that the caller can throw the same one. */
async function perform(work: () => Promise<unknown>) {
  try {
    return answer(200, (await work()) ?? null);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const { code, details, fields, retryAfterSeconds } = error;
    return answer(409, { refusal: { code, details, fields, retryAfterSeconds } });
  }
}
