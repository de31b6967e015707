/** The package brings no types; these are the parts that our tests use. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  type Claims = Record<string, unknown> & { sub: string };
  type Account = { accountId: string; claims(use: string, scope: string): Promise<Claims> };
  export type Configuration = {
    clients: object[];
    claims?: Record<string, string[]>;
    conformIdTokenClaims?: boolean;
    cookies?: object;
    features?: object;
    findAccount(context: unknown, id: string): Promise<Account | undefined>;
    interactions?: { url(context: unknown, interaction: { uid: string }): string };
    jwks?: object;
    ttl?: Record<string, number>;
  };
  type Grant = { addOIDCScope(scope: string): void; save(): Promise<string> };
  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
    Grant: new (options: {
      accountId: string;
      clientId: string;
    }) => Grant;
  }
}
