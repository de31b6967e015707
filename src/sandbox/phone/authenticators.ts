import { generate } from 'otplib';
import { newUuid } from '#platform/ids';
import type { World } from '../world/world.ts';

const AUTHENTICATORS_KEPT = 50;

type Authenticator = {
  id: string;
  issuer: string;
  account: string;
  secret: string;
  digits: 6 | 8;
  periodSeconds: number;
};
export type AuthenticatorCode = { id: string; issuer: string; account: string; code: string; validUntil: string };

export type Authenticators = {
  /** From an `otpauth://totp/…` address; the same account again replaces its secret. */
  add(uri: string): { id: string; issuer: string; account: string };
  current(): Promise<AuthenticatorCode[]>;
};

/** The authenticator app on the phone (RFC 6238), for people who must show a second factor. */
export function createAuthenticators(world: World): Authenticators {
  const kept = world.store.collection<Authenticator>('authenticator', {
    limit: AUTHENTICATORS_KEPT,
    keys: ({ issuer, account }) => [`${issuer}:${account}`],
  });
  return {
    add(uri) {
      const read = readUri(uri);
      const { id, issuer, account } = kept.put({
        ...read,
        id: kept.find(`${read.issuer}:${read.account}`)?.id ?? newUuid(),
      });
      return { id, issuer, account };
    },
    current() {
      return Promise.all(kept.newest(AUTHENTICATORS_KEPT).map((authenticator) => codeOf(authenticator, world.nowMs())));
    },
  };
}

async function codeOf(
  { id, issuer, account, secret, digits, periodSeconds }: Authenticator,
  nowMs: number,
): Promise<AuthenticatorCode> {
  const code = await generate({ secret, digits, period: periodSeconds, epoch: Math.floor(nowMs / 1_000) });
  const periodMs = periodSeconds * 1_000;
  return {
    id,
    issuer,
    account,
    code,
    validUntil: new Date((Math.floor(nowMs / periodMs) + 1) * periodMs).toISOString(),
  };
}

function readUri(uri: string): Omit<Authenticator, 'id'> {
  const url = new URL(uri);
  const label = decodeURIComponent(url.pathname.replace(/^\/*/, ''));
  const [prefix = '', rest] = label.split(':');
  return {
    issuer: url.searchParams.get('issuer') ?? (rest === undefined ? 'Akun' : prefix),
    account: (rest ?? prefix).trim(),
    secret: url.searchParams.get('secret') ?? '',
    digits: url.searchParams.get('digits') === '8' ? 8 : 6,
    periodSeconds: Math.max(1, Number(url.searchParams.get('period') ?? 30) || 30),
  };
}
