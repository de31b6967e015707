import type { FastifyInstance } from 'fastify';
import { PAGE_HEADER } from './call-headers.ts';

export type ClientAddress = { clientAddress?: string };

/** Set by proxies or by transport; a page that renders on the server hands over what it got, and must not choose them. */
const DROPPED = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
];

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** Runs a web `Request` through the server in this process and gives its answer as a web `Response`. */
export async function injectRequest(
  fastify: FastifyInstance,
  request: Request,
  options: { publicUrl: string; pageMark: string } & ClientAddress,
): Promise<Response> {
  const url = new URL(request.url);
  const headers: Record<string, string> = Object.fromEntries(request.headers);
  for (const name of DROPPED) delete headers[name];
  headers.host = new URL(options.publicUrl).host;
  headers[PAGE_HEADER] = options.pageMark;
  // Only our own server rendering comes this way, so a write without an origin is one of our own pages.
  headers.origin ??= new URL(options.publicUrl).origin;
  const payload = request.body ? Buffer.from(await request.arrayBuffer()) : undefined;
  const answer = await fastify.inject({
    // A web Request has normalised its method already.
    method: request.method as Method,
    url: url.pathname + url.search,
    headers,
    remoteAddress: options.clientAddress ?? '127.0.0.1',
    ...(payload ? { payload } : {}),
  });
  return new Response(mayHaveBody(answer.statusCode, request.method) ? new Uint8Array(answer.rawPayload) : null, {
    status: answer.statusCode,
    headers: webHeaders(answer.headers),
  });
}

function mayHaveBody(status: number, method: string): boolean {
  return method !== 'HEAD' && status !== 204 && status !== 205 && status !== 304;
}

function webHeaders(headers: Record<string, string | number | string[] | undefined>): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value ?? []].flat()) result.append(name, String(one));
  }
  return result;
}
