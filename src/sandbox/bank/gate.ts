import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { checked, headerOf } from '../world/checked.ts';
import type { Collection } from '../world/collection.ts';
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
  const keeper: Keeper = {
    world,
    tokens: new Map(),
    externalIds: world.store.collection<{ id: string }>('bank-external-id', { limit: EXTERNAL_IDS_KEPT }),
    rawBodies: new WeakMap(),
    publicKey: world.secrets.bankPublicKey,
  };
  return {
    tokenRoute(app) {
      app.post('/access-token/b2b', async (request) => {
        const accessToken = giveToken(keeper, request);
        const expiresIn = String(TOKEN_LIFE_MS / 1_000);
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
        keeper.rawBodies.set(request, String(body));
        void parse(request, String(body), done);
      });
      app.addHook('preValidation', async (request) => check(keeper, request));
    },
    registerPublicKey: (pem) => {
      keeper.publicKey = pem;
    },
  };
}

type Keeper = {
  world: World;
  /** Access token → when it ends, in milliseconds. */
  tokens: Map<string, number>;
  /** `YYYY-MM-DD:externalId`, by the bank's day. */
  externalIds: Collection<{ id: string }>;
  rawBodies: WeakMap<FastifyRequest, string>;
  publicKey: string | undefined;
};

function giveToken({ world, tokens, publicKey }: Keeper, request: FastifyRequest): string {
  const clientId = required(request, 'x-client-key');
  const timestamp = timestampOf(request);
  const signature = required(request, 'x-signature');
  const body = checkGrant(request.body);
  const grant = body.grantType ?? body.grant_type;
  if (grant === undefined) throw missingField('grantType');
  if (grant !== 'client_credentials') throw badFormat('grantType');
  if (clientId !== world.secrets.bankClientId) throw new SnapError(401, '00', 'Unauthorized. Unknown client');
  if (publicKey === undefined || !isTokenSignature({ publicKey, clientId, timestamp, signature })) {
    throw new SnapError(401, '00', 'Unauthorized. Invalid signature');
  }
  const accessToken = randomBytes(32).toString('base64url');
  tokens.set(accessToken, world.nowMs() + TOKEN_LIFE_MS);
  for (const oldest of tokens.keys()) if (tokens.size > MOST_TOKENS) tokens.delete(oldest);
  return accessToken;
}

function check(keeper: Keeper, request: FastifyRequest): void {
  const { world, tokens, externalIds } = keeper;
  const timestamp = timestampOf(request);
  const signature = required(request, 'x-signature');
  required(request, 'x-partner-id');
  const externalId = required(request, 'x-external-id');
  if (!/^\d{1,36}$/.test(externalId)) throw badFormat('X-EXTERNAL-ID');
  if (!/^\d{5}$/.test(required(request, 'channel-id'))) throw badFormat('CHANNEL-ID');
  const accessToken = /^Bearer (.+)$/.exec(required(request, 'authorization'))?.[1] ?? '';
  if ((tokens.get(accessToken) ?? 0) <= world.nowMs()) throw new SnapError(401, '01', 'Invalid Token (B2B)');
  if (!isSigned(keeper, request, { accessToken, timestamp, signature })) {
    throw new SnapError(401, '00', 'Unauthorized. Invalid signature');
  }
  const id = `${new Date(world.nowMs() + WIB_OFFSET_MS).toISOString().slice(0, 10)}:${externalId}`;
  if (externalIds.get(id) !== undefined) throw new SnapError(409, '00', 'Conflict');
  externalIds.put({ id });
}

/** Partners may sign the path with or without the place where the bank is mounted. */
function isSigned(
  { world, rawBodies }: Keeper,
  request: FastifyRequest,
  { accessToken, timestamp, signature }: { accessToken: string; timestamp: string; signature: string },
): boolean {
  const { method } = request;
  const raw = rawBodies.get(request) ?? '';
  const urls = [request.url, request.url.slice(Math.max(0, request.url.indexOf('/v1.0/')))];
  const bodies = [minified(raw), raw];
  const { bankClientSecret } = world.secrets;
  return urls.some((relativeUrl) =>
    bodies.some((body) =>
      isCallSignature(bankClientSecret, { method, relativeUrl, accessToken, body, timestamp }, signature),
    ),
  );
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
