import { createHash, createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';

/** base64(SHA256withRSA(privateKey, clientId|timestamp)), checked with the partner's public key (PEM). */
export function isTokenSignature(parts: {
  publicKey: string;
  clientId: string;
  timestamp: string;
  signature: string;
}): boolean {
  try {
    const key = createPublicKey(parts.publicKey);
    return verify(
      'sha256',
      Buffer.from(`${parts.clientId}|${parts.timestamp}`),
      key,
      Buffer.from(parts.signature, 'base64'),
    );
  } catch {
    return false;
  }
}

export type SignedCall = { method: string; relativeUrl: string; accessToken: string; body: string; timestamp: string };

/** METHOD:relativeUrl:accessToken:lowerhex(SHA256(minified body)):timestamp. An empty body hashes the empty string. */
export function stringToSign({ method, relativeUrl, accessToken, body, timestamp }: SignedCall): string {
  return `${method}:${relativeUrl}:${accessToken}:${createHash('sha256').update(body).digest('hex')}:${timestamp}`;
}

/** base64(HMAC_SHA512(clientSecret, stringToSign)) */
export function callSignature(clientSecret: string, call: SignedCall): string {
  return createHmac('sha512', clientSecret).update(stringToSign(call)).digest('base64');
}

export function isCallSignature(clientSecret: string, call: SignedCall, signature: string): boolean {
  const expected = Buffer.from(callSignature(clientSecret, call));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** What the standard calls minified: no spaces between tokens; spaces inside strings stay. */
export function minified(body: string): string {
  if (body === '') return '';
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}
