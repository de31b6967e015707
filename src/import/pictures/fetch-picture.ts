import { lookup as resolveName } from 'node:dns';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Addresses that lead into this machine, this network, or nowhere: nobody outside may make us ask them. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 32],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6');

export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || PRIVATE.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

export type FetchLimits = { maxBytes: number; timeoutMs: number; isPrivateAllowed: boolean };

/** Why a picture could not be had, in a few words. */
export class PictureUnavailable extends Error {}

const MAX_REDIRECTS = 3;

/**
 * The bytes behind an address on the web: bounded in size and time over all redirects together. Names are checked by the
 * very addresses that are then connected to, so a name that changes its mind in between gets nowhere.
 */
export async function fetchPicture(url: string, limits: FetchLimits): Promise<Buffer> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  let next = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const response = await request(next, limits, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode >= 300 && statusCode < 400 && headers.location) {
      response.destroy();
      next = new URL(headers.location, next).href;
      continue;
    }
    if (statusCode !== 200) {
      response.destroy();
      throw new PictureUnavailable(`jawaban ${statusCode}`);
    }
    return readBounded(response, limits.maxBytes, signal);
  }
  throw new PictureUnavailable('terlalu sering dialihkan');
}

function request(url: string, { isPrivateAllowed }: FetchLimits, signal: AbortSignal): Promise<IncomingMessage> {
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
  if (protocol !== 'http:' && protocol !== 'https:') throw new PictureUnavailable('bukan alamat http');
  const literal = hostname.replace(/^\[|\]$/g, '');
  // An address written as numbers is never looked up.
  if (!isPrivateAllowed && isIP(literal) && isPrivateAddress(literal))
    throw new PictureUnavailable('alamat dalam jaringan');
  const lookup: LookupFunction = (name, options, done) => {
    resolveName(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '');
      const [first] = addresses;
      if (!first) return done(new PictureUnavailable('nama tidak dikenal'), '');
      if (!isPrivateAllowed && addresses.some(({ address }) => isPrivateAddress(address)))
        return done(new PictureUnavailable('alamat dalam jaringan'), '');
      if (options.all) return done(null, addresses);
      done(null, first.address, first.family);
    });
  };
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(reasonOf(error, signal));
    const get = protocol === 'https:' ? getSecure : getPlain;
    get(url, { lookup, signal, agent: false, headers: { accept: 'image/*', 'user-agent': 'Lumbung' } }, resolve).on(
      'error',
      fail,
    );
  });
}

async function readBounded(response: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new PictureUnavailable('terlalu besar');
      chunks.push(chunk);
    }
  } catch (error) {
    throw reasonOf(error, signal);
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown, signal: AbortSignal): PictureUnavailable {
  if (error instanceof PictureUnavailable) return error;
  if (signal.aborted) return new PictureUnavailable('terlalu lama');
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'tidak terjangkau';
  return new PictureUnavailable(code);
}
