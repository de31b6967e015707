import { createHash, createHmac, createSign } from 'node:crypto';

/** Signatures of SNAP BI, the national open API standard (Bank Indonesia / ASPI, technical and security standard). */

/** `2026-01-02T10:00:00+07:00`: Jakarta time without milliseconds. */
export function snapTimestamp(at: Date): string {
  return `${new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
}

/** For the token: base64(SHA256withRSA(clientId|timestamp)). */
export function tokenSignature(privateKeyPem: string, clientId: string, timestamp: string): string {
  return createSign('RSA-SHA256').update(`${clientId}|${timestamp}`).sign(privateKeyPem, 'base64');
}

/**
 * For a call: base64(HMAC-SHA512(secret, METHOD:url:token:lowerhex(SHA256(body)):timestamp)). `relativeUrl` carries every
 * prefix under which the bank is mounted and the query; `body` is the very text that is sent.
 */
export function callSignature(
  clientSecret: string,
  call: { method: string; relativeUrl: string; accessToken: string; body: string; timestamp: string },
): string {
  const bodyHash = createHash('sha256').update(call.body, 'utf8').digest('hex');
  return createHmac('sha512', clientSecret)
    .update(`${call.method}:${call.relativeUrl}:${call.accessToken}:${bodyHash}:${call.timestamp}`)
    .digest('base64');
}
