import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { isIP } from 'node:net';
import { guardedLookup, InnerAddress, isPrivateAddress } from '#platform/inner-addresses';

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
  const lookup = guardedLookup(isPrivateAllowed);
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
  if (error instanceof InnerAddress) return new PictureUnavailable('alamat dalam jaringan');
  if (signal.aborted) return new PictureUnavailable('terlalu lama');
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'tidak terjangkau';
  return new PictureUnavailable(code);
}
