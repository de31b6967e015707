import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { lazily, lazyPackage } from '#platform/lazy-package';
import type { Letter } from './letter.ts';

/** Never worth another try: the address does not exist, the message is not allowed. */
export class Undeliverable extends Error {}

export type WhatsAppMessage = {
  to: string;
  template: string;
  language: string;
  parameters: string[] /** Shown as a button that copies the code. */;
  code: string | null;
};

/** The ways out of the house. */
export type Carriers = {
  mail(letter: Letter): Promise<void>;
  /** WhatsApp's name of the message, under which it tells what became of it; null where it gives none. */
  whatsapp(message: WhatsAppMessage): Promise<string | null>;
  close(): void;
};

const undici = lazyPackage<typeof import('undici')>('undici');
const nodemailer = lazyPackage<typeof import('nodemailer')>('nodemailer');
const TIMEOUT_MS = 15_000;
const MOST_CONNECTIONS = 4;

export function createCarriers(options: {
  smtp: { url: string; from: string };
  whatsapp: { baseUrl: string; token: string; phoneNumberId: string };
}): Carriers {
  // Letters share connections: greeting, TLS and sign-in cost more than the letter.
  const pool = { url: options.smtp.url, pool: true, maxConnections: MOST_CONNECTIONS } as const;
  const transport = lazily(() => nodemailer().createTransport(pool, { from: options.smtp.from }));
  const agent = lazily(() => new (undici().Agent)({ connections: 8, keepAliveTimeout: 30_000 }));
  const { baseUrl, token, phoneNumberId } = options.whatsapp;
  return {
    mail: async (letter) => {
      await transport
        .get()
        .sendMail(letter)
        .catch((error: unknown) => {
          const code =
            typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : 0;
          // SMTP 5yz is a final no (RFC 5321, section 4.2.1).
          throw code >= 500 ? new Undeliverable(`mail server said ${code}`) : error;
        });
    },
    whatsapp: async (message) => {
      const response = await undici().fetch(`${baseUrl}/v20.0/${phoneNumberId}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(whatsAppBody(message)),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        dispatcher: agent.get(),
      });
      if (response.ok) return messageIdOf(await response.json().catch(() => null));
      const error = `WhatsApp said ${response.status}`;
      throw response.status >= 400 && response.status < 500 && response.status !== 429
        ? new Undeliverable(error)
        : new Error(error);
    },
    close: () => {
      transport.made()?.close();
      void agent.made()?.close();
    },
  };
}

const checkSent = Compile(
  Type.Object({
    messages: Type.Array(Type.Object({ id: Type.String({ minLength: 1, maxLength: 300 }) }), { minItems: 1 }),
  }),
);

function messageIdOf(body: unknown): string | null {
  return checkSent.Check(body) ? (body.messages[0]?.id ?? null) : null;
}

/** WhatsApp Cloud API, template message; digits with country code and no plus. */
function whatsAppBody(message: WhatsAppMessage) {
  const parameters = (texts: string[]) => texts.map((text) => ({ type: 'text', text }));
  const button = message.code
    ? [{ type: 'button', sub_type: 'url', index: '0', parameters: parameters([message.code]) }]
    : [];
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: message.to.replace(/\D/g, ''),
    type: 'template',
    template: {
      name: message.template,
      language: { code: message.language },
      components: [{ type: 'body', parameters: parameters(message.parameters) }, ...button],
    },
  };
}
