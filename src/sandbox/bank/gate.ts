import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { checked, headerOf } from '../world/checked.ts';
import type { World } from '../world/world.ts';
import { badFormat, missingField, SnapError } from './errors.ts';
import { isCallSignature, isTokenSignature, minified } from './signatures.ts';

const TOKEN_LIFE_MS = 900_000;
const MOST_TOKENS = 1_000;
const EXTERNAL_IDS_KEPT = 100_000;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/;
const WIB_OFFSET_MS = 7 * 60 * 60_000;

const checkGrant = checked(
  Type.Object({ grantType: Type.Optional(Type.String()), grant_type: Type.Optional(Type.String()) }),
);

export type Gate = {
  /** Hands out tokens to who signs with the registered key. */
  tokenRoute(app: FastifyInstance): void;
  /** Guards every route that is registered on `app` afterwards. */
  guard(app: FastifyInstance): void;
  registerPublicKey(pem: string): void;
};

/** The bank's door: tokens by RSA, calls by HMAC over the exact bytes, and an X-EXTERNAL-ID that may be used once a day. */
export function createGate(world: World): Gate {
  const tokens = new Map<string, number>();
  const externalIds = world.store.collection<{ id: string }>('bank-external-id', { limit: EXTERNAL_IDS_KEPT });
  const rawBodies = new WeakMap<FastifyRequest, string>();
  let publicKey = world.secrets.bankPublicKey;

  function giveToken(request: FastifyRequest): { accessToken: string; expiresIn: string } {
    const clientId = required(request, 'x-client-key');
    const timestamp = timestampOf(request);
    const signature = required(request, 'x-signature');
    const body = checkGrant(request.body);
    if ((body.grantType ?? body.grant_type) === undefined) throw missingField('grantType');
    if ((body.grantType ?? body.grant_type) !== 'client_credentials') throw badFormat('grantType');
    if (clientId !== world.secrets.bankClientId) throw new SnapError(401, '00', 'Unauthorized. Unknown client');
    if (publicKey === undefined || !isTokenSignature({ publicKey, clientId, timestamp, signature }))
      throw new SnapError(401, '00', 'Unauthorized. Invalid signature');
    const accessToken = randomBytes(32).toString('base64url');
    tokens.set(accessToken, world.nowMs() + TOKEN_LIFE_MS);
    for (const oldest of tokens.keys()) if (tokens.size > MOST_TOKENS) tokens.delete(oldest);
    return { accessToken, expiresIn: String(TOKEN_LIFE_MS / 1_000) };
  }

  function check(request: FastifyRequest): void {
    const timestamp = timestampOf(request);
    const signature = required(request, 'x-signature');
    required(request, 'x-partner-id');
    const externalId = required(request, 'x-external-id');
    if (!/^\d{1,36}$/.test(externalId)) throw badFormat('X-EXTERNAL-ID');
    if (!/^\d{5}$/.test(required(request, 'channel-id'))) throw badFormat('CHANNEL-ID');
    const accessToken = /^Bearer (.+)$/.exec(required(request, 'authorization'))?.[1] ?? '';
    if ((tokens.get(accessToken) ?? 0) <= world.nowMs()) throw new SnapError(401, '01', 'Invalid Token (B2B)');
    if (!isSigned(request, { accessToken, timestamp, signature }))
      throw new SnapError(401, '00', 'Unauthorized. Invalid signature');
    const id = `${new Date(world.nowMs() + WIB_OFFSET_MS).toISOString().slice(0, 10)}:${externalId}`;
    if (externalIds.get(id) !== undefined) throw new SnapError(409, '00', 'Conflict');
    externalIds.put({ id });
  }

  /** Partners may sign the path with or without the place where the bank is mounted. */
  function isSigned(
    request: FastifyRequest,
    { accessToken, timestamp, signature }: { accessToken: string; timestamp: string; signature: string },
  ): boolean {
    const raw = rawBodies.get(request) ?? '';
    const urls = [request.url, request.url.slice(Math.max(0, request.url.indexOf('/v1.0/')))];
    const bodies = [minified(raw), raw];
    const { method } = request;
    return urls.some((relativeUrl) =>
      bodies.some((body) =>
        isCallSignature(
          world.secrets.bankClientSecret,
          { method, relativeUrl, accessToken, body, timestamp },
          signature,
        ),
      ),
    );
  }

  return {
    tokenRoute(app) {
      app.post('/access-token/b2b', async (request) => {
        const { accessToken, expiresIn } = giveToken(request);
        return {
          responseCode: '2007300',
          responseMessage: 'Successful',
          accessToken,
          tokenType: 'BearerToken',
          expiresIn,
        };
      });
    },
    guard(app) {
      const parse = app.getDefaultJsonParser('error', 'error');
      app.removeContentTypeParser('application/json');
      app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
        rawBodies.set(request, String(body));
        parse(request, String(body), done);
      });
      app.addHook('preValidation', async (request) => check(request));
    },
    registerPublicKey: (pem) => {
      publicKey = pem;
    },
  };
}

function required(request: FastifyRequest, name: string): string {
  const value = headerOf(request.headers, name);
  if (value === '') throw missingField(name.toUpperCase());
  return value;
}

function timestampOf(request: FastifyRequest): string {
  const timestamp = required(request, 'x-timestamp');
  if (!TIMESTAMP.test(timestamp) || Number.isNaN(Date.parse(timestamp))) throw badFormat('X-TIMESTAMP');
  return timestamp;
}
