import { createHmac, randomBytes } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { checked } from '../world/checked.ts';
import type { Collection } from '../world/collection.ts';
import type { World } from '../world/world.ts';

const MESSAGES_KEPT = 500;
/** Free text may be sent this long after the person last wrote; later only templates. */
const WINDOW_MS = 24 * 60 * 60_000;
/** Numbers that end like this are not on WhatsApp. */
const UNREACHABLE_ENDING = '0000';

const Parameter = Type.Object({ type: Type.String(), text: Type.Optional(Type.String({ maxLength: 4096 })) });
const Component = Type.Object({
  type: Type.Enum(['header', 'body', 'button', 'footer']),
  sub_type: Type.Optional(Type.String()),
  index: Type.Optional(Type.Union([Type.String(), Type.Integer()])),
  parameters: Type.Optional(Type.Array(Parameter, { maxItems: 50 })),
});
const base = {
  messaging_product: Type.Literal('whatsapp'),
  recipient_type: Type.Optional(Type.Literal('individual')),
  to: Type.String({ pattern: '^\\+?[0-9]{8,15}$' }),
};
const TextMessage = Type.Object({
  ...base,
  type: Type.Literal('text'),
  text: Type.Object({
    body: Type.String({ minLength: 1, maxLength: 4096 }),
    preview_url: Type.Optional(Type.Boolean()),
  }),
});
const TemplateMessage = Type.Object({
  ...base,
  type: Type.Literal('template'),
  template: Type.Object({
    name: Type.String({ pattern: '^[a-z0-9_]{1,512}$' }),
    language: Type.Object({ code: Type.String({ minLength: 2, maxLength: 10 }) }),
    components: Type.Optional(Type.Array(Component, { maxItems: 20 })),
  }),
});
export const checkMessage = checked(Type.Union([TextMessage, TemplateMessage]));
type Body = ReturnType<typeof checkMessage>;
type Template = Static<typeof TemplateMessage>['template'];

export type Message = {
  /** `wamid.…` */
  id: string;
  phoneNumberId: string;
  /** Digits with the country's, no plus. */
  to: string;
  kind: 'text' | 'template';
  templateName: string | null;
  /** As the person reads it. */
  text: string;
  /** Values that were put into the template, in their order. */
  parameters: string[];
  /** The code that a button of the template lets the person copy. */
  code: string | null;
  status: 'accepted' | 'sent' | 'delivered' | 'failed';
  failure: { code: number; title: string } | null;
  sentAt: string;
};

export type MessageDesk = {
  messages: Collection<Message>;
  send(phoneNumberId: string, body: Body): Message;
  /** The person writes: opens the window for free text, and tells whoever listens. */
  receive(from: string, text: string): void;
  /** The approved wording of a template, with `{{1}}`, `{{2}}` … for its parameters. */
  approveTemplate(name: string, wording: string): void;
};

export function createMessageDesk(world: World): MessageDesk {
  const messages = world.store.collection<Message>('whatsapp-message', { limit: MESSAGES_KEPT });
  const wordings = new Map<string, string>();
  const lastWroteMs = new Map<string, number>();
  const move = (id: string, change: Pick<Message, 'status' | 'failure'>) => {
    const message = messages.get(id);
    if (message !== undefined) tellStatus(world, messages.put({ ...message, ...change }));
  };
  return {
    messages,
    send(phoneNumberId, body) {
      const to = body.to.replace('+', '');
      const content =
        body.type === 'text'
          ? { kind: 'text' as const, templateName: null, text: body.text.body, parameters: [], code: null }
          : contentOf(body.template, wordings);
      const message = messages.put({
        id: `wamid.${randomBytes(24).toString('base64url')}`,
        phoneNumberId,
        to,
        ...content,
        status: 'accepted',
        failure: null,
        sentAt: world.nowIso(),
      });
      const failure = failureOf(message, world.nowMs() - (lastWroteMs.get(to) ?? 0) > WINDOW_MS);
      if (failure !== null) world.after(0, () => move(message.id, { status: 'failed', failure }));
      else {
        world.after(0, () => move(message.id, { status: 'sent', failure: null }));
        world.after(world.timing.settleMs, () => move(message.id, { status: 'delivered', failure: null }));
      }
      return message;
    },
    receive(from, text) {
      lastWroteMs.set(from, world.nowMs());
      tell(world, {
        event: 'messages',
        subject: from,
        value: {
          contacts: [{ wa_id: from }],
          messages: [
            {
              from,
              id: `wamid.${randomBytes(24).toString('base64url')}`,
              timestamp: seconds(world),
              type: 'text',
              text: { body: text },
            },
          ],
        },
      });
    },
    approveTemplate: (name, wording) => void wordings.set(name, wording),
  };
}

function failureOf(message: Message, isWindowClosed: boolean): Message['failure'] {
  if (message.to.endsWith(UNREACHABLE_ENDING)) return { code: 131_026, title: 'Message undeliverable' };
  if (message.kind === 'text' && isWindowClosed) return { code: 131_047, title: 'Re-engagement message' };
  return null;
}

type Content = Pick<Message, 'kind' | 'templateName' | 'text' | 'parameters' | 'code'>;

function contentOf(template: Template, wordings: Map<string, string>): Content {
  const body = valuesOf(template, 'body');
  const buttons = valuesOf(template, 'button');
  const mayHoldCode = /code|kode|otp/.test(template.name) ? [...buttons, ...body] : buttons;
  const code = mayHoldCode.find((value) => /^\d{4,8}$/.test(value)) ?? null;
  const wording = wordings.get(template.name);
  const text =
    wording === undefined
      ? usualWording(body, code, template.language.code)
      : wording.replaceAll(/\{\{(\d+)\}\}/g, (_, number) => body[Number(number) - 1] ?? '');
  const parameters = [...valuesOf(template, 'header'), ...body, ...buttons];
  return { kind: 'template', templateName: template.name, text, parameters, code };
}

/** Templates with a code have one wording for everybody, WhatsApp's own; of others only the values are known here. */
function usualWording(values: string[], code: string | null, language: string): string {
  if (code === null)
    return values.map((value, at) => (at === 0 && values.length > 1 ? `*${value}*` : value)).join('\n');
  return language.startsWith('id')
    ? `*${code}* adalah kode verifikasi Anda. Demi keamanan, jangan bagikan kode ini.`
    : `*${code}* is your verification code. For your security, do not share this code.`;
}

function valuesOf({ components = [] }: Template, type: string): string[] {
  return components
    .filter((component) => component.type === type)
    .flatMap((component) => component.parameters ?? [])
    .flatMap((parameter) => parameter.text ?? []);
}

function tellStatus(world: World, message: Message): void {
  const errors =
    message.failure === null ? {} : { errors: [{ code: message.failure.code, title: message.failure.title }] };
  const statuses = [
    { id: message.id, status: message.status, timestamp: seconds(world), recipient_id: message.to, ...errors },
  ];
  tell(world, {
    event: `status.${message.status}`,
    subject: message.id,
    value: { statuses },
    phoneNumberId: message.phoneNumberId,
  });
}

function tell(
  world: World,
  notice: { event: string; subject: string; value: Record<string, unknown>; phoneNumberId?: string },
): void {
  const metadata = { display_phone_number: '6281100000000', phone_number_id: notice.phoneNumberId ?? '0' };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '0',
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...notice.value } }],
      },
    ],
  });
  const sign = (secret: string) => ({
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  });
  const secret = world.secrets.whatsappAppSecret ?? world.secrets.whatsappToken;
  world.webhooks.send({
    source: 'whatsapp',
    event: notice.event,
    subject: notice.subject,
    message: { body, headers: sign(secret) },
    forged: { body, headers: sign('not-the-secret') },
  });
}

function seconds(world: World): string {
  return String(Math.floor(world.nowMs() / 1_000));
}
