import { createHash } from 'node:crypto';
import { jwtVerify } from 'jose';
import type { Call } from './call.ts';
import { refuse } from './refusal.ts';

export const INTERNAL_ISSUER = 'lumbung-internal';

/** Binds a token to the body it came with. */
export function bodyHash(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}

/** The call that a neighbour has signed for exactly this path and body; a refusal for anything else. */
export async function readCall(key: Uint8Array, authorization: string, path: string, body: string): Promise<Call> {
  const token = authorization.replace(/^Bearer /, '');
  const rules = { algorithms: ['HS256'], issuer: INTERNAL_ISSUER, clockTolerance: 5 };
  const verified = await jwtVerify(token, key, rules).catch(() => undefined);
  if (!verified || verified.payload.path !== path || verified.payload.body !== bodyHash(body)) {
    throw refuse('request.sign-in-required');
  }
  return verified.payload.call as Call;
}
