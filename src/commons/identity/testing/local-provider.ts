import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import Provider from 'oidc-provider';

/** Somebody with an account at the provider. */
export type LocalPerson = { email?: string; email_verified?: boolean; name?: string };

/**
 * A real OpenID provider on this machine, in Google's place: discovery, code flow, PKCE, signed ID tokens, all over
 * HTTP. Whoever arrives is signed in at once as `signInAs`. For tests only.
 */
export class LocalProvider {
  readonly clientId = 'lumbung-test';
  readonly clientSecret = randomBytes(24).toString('hex');
  readonly people = new Map<string, LocalPerson>();
  signInAs = '';
  /** When set, the person presses "cancel". */
  isRefusing = false;
  private redirectUri: string;
  private server: Server | undefined;
  private provider: Provider | undefined;
  issuer = '';

  constructor(redirectUri: string) {
    this.redirectUri = redirectUri;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    this.server = server;
    this.issuer = `http://127.0.0.1:${port}`;
    this.provider = this.makeProvider();
  }

  /** For a house whose address is known only after it has been told of this provider. */
  sendBackTo(redirectUri: string): void {
    this.redirectUri = redirectUri;
    this.provider = this.makeProvider();
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  private makeProvider(): Provider {
    return new Provider(this.issuer, {
      clients: [
        {
          client_id: this.clientId,
          client_secret: this.clientSecret,
          redirect_uris: [this.redirectUri],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      // As Google does: the claims are in the ID token itself.
      conformIdTokenClaims: false,
      cookies: { keys: [randomBytes(16).toString('hex')] },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
      findAccount: async (_context, id) => {
        const person = this.people.get(id);
        return person && { accountId: id, claims: async () => ({ sub: id, ...person }) };
      },
    });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.url?.startsWith('/interaction/')) await this.interact(request, response);
      else await this.provider?.callback()(request, response);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }

  private async interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const provider = this.provider;
    if (!provider) throw new Error('The provider has not started');
    if (this.isRefusing) return provider.interactionFinished(request, response, { error: 'access_denied' });
    const grant = new provider.Grant({ accountId: this.signInAs, clientId: this.clientId });
    grant.addOIDCScope('openid email profile');
    const grantId = await grant.save();
    return provider.interactionFinished(request, response, {
      login: { accountId: this.signInAs },
      consent: { grantId },
    });
  }
}

/** Walks through the provider's redirects as a browser would, and answers the address it is sent back to. */
export async function walkThrough(start: string, until: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = start;
  for (let step = 0; step < 10; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} });
    await response.arrayBuffer();
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`The provider answered ${response.status} at ${url}`);
    url = new URL(location, url).href;
    if (url.startsWith(until)) return new URL(url);
  }
  throw new Error('The provider redirects without end');
}
