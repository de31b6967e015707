import { STATUS_CODES } from 'node:http';
import type { ServedRoute } from './compiled-route.ts';
import { toJsonSchema } from './json-schema.ts';
import type { SchemaShelf } from './openapi-schemas.ts';
import { listRefusals } from './refusal.ts';

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'A problem document (RFC 9457)',
  required: ['type', 'title', 'status', 'code', 'detail', 'correlationId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; programs may switch on it' },
    detail: { type: 'string', description: 'For people, in their language' },
    correlationId: { type: 'string', description: 'Name it when you ask for help' },
    details: { type: 'object', description: 'What the code adds, such as how much is left' },
    errors: {
      type: 'array',
      description: 'One entry per field that is not right',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer (RFC 6901)' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

const CORRELATION_HEADER = {
  'X-Correlation-Id': { description: 'Follows the request through logs and events', schema: { type: 'string' } },
};

export function successResponses(route: ServedRoute, shelf: SchemaShelf): Record<string, unknown> {
  const responses: Record<string, unknown> = {};
  for (const [status, answer] of Object.entries(route.answers)) {
    const shown = answer === null && status === '200' ? '204' : status;
    const content = contentOf(route, answer, shelf);
    responses[shown] = {
      description: STATUS_CODES[shown] ?? 'Answer',
      headers: CORRELATION_HEADER,
      ...(content ? { content } : {}),
    };
  }
  return responses;
}

function contentOf(
  route: ServedRoute,
  answer: ServedRoute['answers'][number],
  shelf: SchemaShelf,
): Record<string, unknown> | null {
  if (answer === null || answer === undefined) return null;
  if (answer === 'binary') {
    const types = route.binaryTypes ?? ['application/octet-stream'];
    return Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', contentMediaType: type } }]));
  }
  return { 'application/json': { schema: shelf.place(toJsonSchema(answer)) } };
}

/** Everything that can be said no to, by status, with its codes and their sentences. */
export function problemResponses(route: ServedRoute, shelf: SchemaShelf): Record<string, unknown> {
  shelf.schemas.Problem ??= PROBLEM_SCHEMA;
  const byStatus = new Map<number, string[]>();
  for (const code of new Set([...edgeCodes(route), ...(route.refusals ?? [])])) {
    const status = listRefusals().get(code)?.status ?? 409;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const entries = [...byStatus]
    .sort(([a], [b]) => a - b)
    .map(([status, codes]) => [String(status), problemResponse(status, codes)]);
  return Object.fromEntries(entries);
}

function problemResponse(status: number, codes: string[]): Record<string, unknown> {
  const sentences = codes.map((code) => `- \`${code}\`: ${listRefusals().get(code)?.en ?? 'see the module'}`);
  const mayRetry = status === 429 || status === 503 || status === 409;
  return {
    description: `${STATUS_CODES[status] ?? 'Problem'}\n\n${sentences.join('\n')}`,
    headers: mayRetry
      ? { ...CORRELATION_HEADER, 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } }
      : CORRELATION_HEADER,
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { code: { type: 'string', enum: codes } } },
          ],
        },
      },
    },
  };
}

/** What the edge itself may answer here. */
function edgeCodes(route: ServedRoute): string[] {
  const isWrite = route.method !== 'GET';
  const idempotency = route.idempotency ?? (route.method === 'POST' && route.scope !== 'webhook' ? 'accepted' : 'none');
  const needsPermission = route.scope.includes(':');
  return [
    'request.invalid',
    ...(route.body ? ['request.not-json'] : []),
    ...(idempotency === 'required' ? ['request.idempotency-key-required'] : []),
    // Also where guests may come: a token that is sent must be good.
    ...(route.scope === 'webhook' ? [] : ['request.sign-in-required']),
    // A place in the path that is longer than any of ours leads nowhere.
    ...(route.path.includes(':') ? ['request.not-found'] : []),
    ...(needsPermission ? ['request.forbidden'] : []),
    ...(isWrite && route.scope !== 'webhook' ? ['request.wrong-origin'] : []),
    ...(idempotency === 'none' ? [] : ['request.in-progress', 'request.idempotency-key-reused']),
    ...(route.body || route.rawBody || route.multipart ? ['request.too-large', 'request.unsupported-media'] : []),
    'request.too-many',
    'server.fault',
    'server.busy',
  ];
}
