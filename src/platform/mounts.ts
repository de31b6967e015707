import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { compressWhole } from './compress-whole.ts';

/** Answers with Node's own objects, e.g. the handler of a built SvelteKit app. */
export type MountHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

export type Mount = {
  /** `/desk`: this path and everything below. */
  prefix: string;
  handle: MountHandler;
};

/** The longest prefix that fits wins. */
export function findMount(mounts: readonly Mount[], path: string): Mount | undefined {
  const fitting = mounts.filter((mount) => path === mount.prefix || path.startsWith(`${mount.prefix}/`));
  return fitting.sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

/**
 * Hands a request over, its body unread. What the app may believe about the client is written into headers here, over
 * anything the client has said itself: scheme and host (adapter-node's PROTOCOL_HEADER and HOST_HEADER), the real
 * address, the correlation id. Its pages are compressed on their way out.
 */
export function handOver(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: { handle: MountHandler; headers: Readonly<Record<string, string>>; publicUrl: string },
): void {
  const { raw } = request;
  raw.headers['x-forwarded-proto'] = request.protocol;
  raw.headers['x-forwarded-host'] = isPlainHost(request.host) ? request.host : new URL(parts.publicUrl).host;
  raw.headers['x-forwarded-for'] = request.exchange.clientAddress;
  raw.headers['x-correlation-id'] = request.id;
  for (const name of Object.keys(parts.headers)) reply.raw.setHeader(name, parts.headers[name] ?? '');
  reply.raw.setHeader('x-correlation-id', request.id);
  reply.hijack();
  compressWhole(raw, reply.raw);
  parts.handle(raw, reply.raw);
}

function isPlainHost(host: string | undefined): boolean {
  return host !== undefined && /^([A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]+\])(:\d{1,5})?$/.test(host);
}
