import type { TSchema } from 'typebox';
import { isInternal, type ServedRoute, urlOf } from './compiled-route.ts';
import { type JsonSchema, toJsonSchema } from './json-schema.ts';
import { problemResponses, successResponses } from './openapi-responses.ts';
import { createSchemaShelf, type SchemaShelf } from './openapi-schemas.ts';

export type OpenApiDocument = Record<string, unknown> & { paths: Record<string, Record<string, unknown>> };

export type OpenApiOptions = { version?: string; serverUrl?: string };

const DESCRIPTION = `The HTTP API of Lumbung. Bodies are JSON in camelCase; amounts are \`{ amount, currency }\` in whole minor units; times are ISO 8601 in UTC.

Lists take \`limit\` (at most 100) and \`cursor\` and answer \`{ items, nextCursor }\`. Errors are problem documents (RFC 9457) whose \`code\` never changes its meaning; \`detail\` is written for people, in Indonesian or English (\`Accept-Language\`, or \`?lang=\`). Unknown fields are refused.

A POST that creates or moves something takes an \`Idempotency-Key\`: the same key with the same request gets the first answer again for 24 hours.`;

/** Writes the routes down as OpenAPI 3.1: what is served at /docs/openapi.json and kept in docs/reference. */
export function buildOpenApi(routes: readonly ServedRoute[], options: OpenApiOptions = {}): OpenApiDocument {
  const shelf = createSchemaShelf();
  const paths: OpenApiDocument['paths'] = {};
  const shown = routes.filter((route) => !isInternal(route));
  const pathNames = createPathNames();
  for (const route of shown) {
    const { path, rename } = pathNames(route);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, shelf, rename) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lumbung',
      version: options.version ?? '0.0.0',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: options.serverUrl ?? '/' }],
    tags: [...new Set(shown.map((route) => route.module))]
      .sort()
      .map((name) => ({ name, description: `Operations of the module ${name}` })),
    paths,
    components: { schemas: shelf.schemas, securitySchemes: SECURITY_SCHEMES },
  };
}

const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'Access token of /api/v1/auth/login, good for 15 minutes',
  },
  apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: 'Key of a partner or a shop system' },
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'lumbung_access',
    description: 'Our own pages; writes also need our own Origin',
  },
};

type Rename = (parameter: string) => string;

/**
 * Two routes may call one parameter differently (`/categories/:slug`, `/categories/:id`); a description may not. The
 * first one names it.
 */
function createPathNames(): (route: ServedRoute) => { path: string; rename: Rename } {
  const known = new Map<string, string>();
  return (route) => {
    const own = urlOf(route)
      .replace(/:([A-Za-z0-9_]+)/g, '{$1}')
      .replace('*', '{path}');
    const shape = own.replace(/\{[^}]+\}/g, '{}');
    const path = known.get(shape) ?? own;
    known.set(shape, path);
    const shown = namesIn(path);
    const names = new Map(namesIn(own).map((name, index) => [name, shown[index] ?? name]));
    return { path, rename: (parameter) => names.get(parameter) ?? parameter };
  };
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1] ?? '');
}

function operationOf(route: ServedRoute, shelf: SchemaShelf, rename: Rename): Record<string, unknown> {
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    tags: [route.module],
    'x-scope': route.scope,
    security: securityOf(route),
    ...(hasParameters(route) ? { parameters: parametersOf(route, shelf, rename) } : {}),
    ...requestBodyOf(route, shelf),
    responses: { ...successResponses(route, shelf), ...problemResponses(route, shelf) },
  };
}

/** `GET /orders/:id` becomes `getOrdersById`: made from what never changes, so that generated clients stay the same. */
export function operationIdOf(route: Pick<ServedRoute, 'method' | 'path'>): string {
  const words = route.path
    .split('/')
    .filter(Boolean)
    .map((part) => {
      const isParameter = part.startsWith(':');
      const word = part
        .split(/[^A-Za-z0-9]+/)
        .filter(Boolean)
        .map(capital)
        .join('');
      return isParameter ? `By${word}` : word || 'All';
    });
  return route.method.toLowerCase() + words.join('');
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function securityOf(route: ServedRoute): Record<string, string[]>[] {
  if (route.scope === 'webhook') return [];
  const known: Record<string, string[]>[] = [{ bearer: [] }, { apiKey: [] }, { cookie: [] }];
  return route.scope === 'public' ? [{}, ...known] : known;
}

function hasParameters(route: ServedRoute): boolean {
  return route.params !== undefined || route.query !== undefined || takesKey(route) || route.path.includes('*');
}

/** As at the edge: every POST but webhooks, unless the route says otherwise. */
export function takesKey(route: Pick<ServedRoute, 'method' | 'scope' | 'idempotency'>): boolean {
  return (route.idempotency ?? (route.method === 'POST' && route.scope !== 'webhook' ? 'accepted' : 'none')) !== 'none';
}

function parametersOf(route: ServedRoute, shelf: SchemaShelf, rename: Rename): unknown[] {
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: route.idempotency === 'required',
    description: 'Chosen by the client, e.g. a UUID: the same key with the same request gets the first answer again',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  };
  return [
    ...fieldsOf(route.params, 'path', shelf).map((field) => ({ ...field, name: rename(field.name) })),
    ...restOf(route),
    ...fieldsOf(route.query, 'query', shelf),
    ...(takesKey(route) ? [key] : []),
  ];
}

/** What a `*` at the end of a path stands for. */
function restOf(route: ServedRoute): unknown[] {
  return route.path.includes('*') ? [{ name: 'path', in: 'path', required: true, schema: { type: 'string' } }] : [];
}

function fieldsOf(schema: TSchema | undefined, place: 'path' | 'query', shelf: SchemaShelf): { name: string }[] {
  if (!schema) return [];
  const { properties = {}, required = [] }: JsonSchema = toJsonSchema(schema);
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description ? { description } : {}),
      schema: shelf.place(rest),
    };
  });
}

function requestBodyOf(route: ServedRoute, shelf: SchemaShelf): Record<string, unknown> {
  if (route.multipart)
    return {
      requestBody: { required: true, content: { 'multipart/form-data': { schema: uploadSchema(route, shelf) } } },
    };
  if (route.body) {
    const schema = toJsonSchema(route.body);
    const example = route.examples?.body === undefined ? {} : { example: route.examples.body };
    return {
      requestBody: {
        required: (schema.required ?? []).length > 0,
        content: { 'application/json': { schema: shelf.place(schema), ...example } },
      },
    };
  }
  if (route.rawBody)
    return {
      requestBody: {
        required: true,
        description: 'As the provider sends it; its signature is checked',
        content: { 'application/json': { schema: {} } },
      },
    };
  return {};
}

function uploadSchema(route: ServedRoute, shelf: SchemaShelf): unknown {
  const fields = route.body ? (toJsonSchema(route.body).properties ?? {}) : {};
  const properties = Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, shelf.place(schema)]));
  return {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' }, ...properties },
  };
}
