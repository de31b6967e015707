import * as client from 'openid-client';
import { refuse } from '#platform/refusal';

export type GoogleSettings = {
  /** `https://accounts.google.com`; another OpenID provider in tests. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the provider sends people back: `<public url>/api/v1/auth/google/callback`. Asked late: the port may be found at start. */
  redirectUri: () => string;
};

/** OpenID Connect code flow with PKCE, state and nonce. All checks are the library's (a certified one), none our own. */
export type GoogleSignIn = {
  issuer: string;
  begin(): Promise<{ url: string; state: string; nonce: string; codeVerifier: string }>;
  /** Claims of the ID token. Refuses `identity.google-refused` for whatever is wrong with what came back. */
  finish(query: string, expected: { state: string; nonce: string; codeVerifier: string }): Promise<unknown>;
};

const TIMEOUT_SECONDS = 10;

export function createGoogleSignIn(settings: GoogleSettings): GoogleSignIn {
  let discovering: Promise<client.Configuration> | undefined;

  function configuration(): Promise<client.Configuration> {
    discovering ??= discover(settings).catch((error: unknown) => {
      // Asked again at the next sign-in: an outage must not last longer than itself.
      discovering = undefined;
      throw refuseAs('identity.google-unavailable', error);
    });
    return discovering;
  }

  return {
    issuer: settings.issuer,
    begin: async () => {
      const config = await configuration();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const codeVerifier = client.randomPKCECodeVerifier();
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: settings.redirectUri(),
        scope: 'openid email profile',
        response_type: 'code',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state, nonce, codeVerifier };
    },
    finish: async (query, expected) => {
      const config = await configuration();
      const cameBackTo = new URL(settings.redirectUri());
      cameBackTo.search = query;
      try {
        const tokens = await client.authorizationCodeGrant(config, cameBackTo, {
          expectedState: expected.state,
          expectedNonce: expected.nonce,
          pkceCodeVerifier: expected.codeVerifier,
          idTokenExpected: true,
        });
        return tokens.claims();
      } catch (error) {
        throw refuseAs(isOutage(error) ? 'identity.google-unavailable' : 'identity.google-refused', error);
      }
    },
  };
}

async function discover(settings: GoogleSettings): Promise<client.Configuration> {
  const issuer = new URL(settings.issuer);
  const isLocal = issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(issuer.hostname);
  return client.discovery(
    issuer,
    settings.clientId,
    { redirect_uris: [settings.redirectUri()] },
    client.ClientSecretBasic(settings.clientSecret),
    {
      timeout: TIMEOUT_SECONDS,
      // Plain http only towards this very machine: a local provider in tests and demonstrations.
      execute: isLocal ? [client.allowInsecureRequests] : [],
    },
  );
}

/** No answer, or one of a broken server; everything else is about this sign-in. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof TypeError || error.name === 'TimeoutError' || error.name === 'AbortError') return true;
  return 'status' in error && typeof error.status === 'number' && error.status >= 500;
}

function refuseAs(code: string, cause: unknown): Error {
  const refusal = refuse(code);
  refusal.cause = cause;
  return refusal;
}
