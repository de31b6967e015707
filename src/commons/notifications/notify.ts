import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import type { NewId } from '#platform/ids';
import type { Live } from '#platform/live';
import { refuse } from '#platform/refusal';
import type { Preferences } from './contract.ts';
import { type Content, sealContent } from './deliver.ts';
import { insertDelivery } from './delivery-queries.ts';
import { writeLetter } from './letter.ts';
import { type Contact, findReach, insertNotice, type NoticeRow } from './notice-queries.ts';
import { codeWords, DEFAULT_PREFERENCES, moment, notBefore, TEMPLATES, type Template } from './templates.ts';

export type NotifyDeps = {
  database: Database;
  cipher: FieldCipher;
  clock: Clock;
  newId: NewId;
  live: Pick<Live, 'publish'>;
  publicUrl: () => string;
  wake: () => void;
};
export type NoticeInput = { userId: string; type: string; data: Record<string, unknown> };

/** Fields that are moments, written out in the language of the person. */
const MOMENTS = ['payableUntil', 'completesAt'];

/**
 * Tells a person: always in the inbox, live on open pages, and by mail and WhatsApp as template and preferences have it.
 * Everything is written in one transaction; sending happens behind it. The same `idempotencyKey` tells once.
 */
export async function notify(deps: NotifyDeps, call: Call, input: NoticeInput): Promise<void> {
  const template = TEMPLATES[input.type];
  if (!template) throw refuse('notifications.type-unknown', { type: input.type });
  const reach = await findReach(deps.database, input.userId);
  const language = reach?.contact.language ?? 'id';
  const data = {
    ...input.data,
    ...Object.fromEntries(
      MOMENTS.filter((key) => key in input.data).map((key) => [key, moment(input.data[key], language)]),
    ),
  };
  const words = template[language](data);
  const cause = call.idempotencyKey ?? deps.newId();
  const notice: NoticeRow = {
    id: deps.newId(),
    type: input.type,
    group_name: template.group,
    ...words,
    link: template.link?.(input.data) ?? null,
    read_at: null,
    created_at: deps.clock.now(),
  };
  const contents = reach ? contentsFor(deps, template, reach, notice) : [];
  const [made] = await deps.database.batch<[{ id: string }[]]>([
    insertNotice({ ...notice, userId: input.userId, cause: `${cause}:${input.type}` }),
    ...contents.map((content) =>
      insertDelivery(
        sealContent(
          deps.cipher,
          {
            id: deps.newId(),
            userId: input.userId,
            type: input.type,
            notBefore: notBefore(template.group, deps.clock.now()),
            expiresAt: null,
            cause: `${cause}:${input.type}:${input.userId}:${content.channel}`,
            createdAt: deps.clock.now(),
          },
          content,
        ),
      ),
    ),
  ]);
  if (made.length > 0 && (reach?.switches ?? DEFAULT_PREFERENCES)[template.group].live) {
    deps.live.publish(`user:${input.userId}`, {
      event: 'notice',
      data: { id: notice.id, type: notice.type, title: notice.title, body: notice.body, link: notice.link },
    });
  }
  if (contents.length > 0) deps.wake();
}

type Reach = { contact: Contact; switches: Preferences | null };

function contentsFor(deps: NotifyDeps, template: Template, reach: Reach, notice: NoticeRow): Content[] {
  const { contact } = reach;
  const allowed = (reach.switches ?? DEFAULT_PREFERENCES)[template.group];
  const { language } = contact;
  return template.channels.flatMap((channel): Content[] => {
    if (!template.isSecurity && !allowed[channel]) return [];
    const link = notice.link ? new URL(notice.link, deps.publicUrl()).toString() : null;
    if (channel === 'email')
      return contact.email
        ? [
            {
              channel,
              letter: writeLetter({
                to: contact.email,
                name: contact.name,
                title: notice.title,
                body: notice.body,
                link,
                language,
              }),
            },
          ]
        : [];
    if (!contact.phone) return [];
    return [
      {
        channel,
        message: {
          to: contact.phone,
          template: 'lumbung_notice',
          language,
          parameters: [notice.title, notice.body, link ?? ''],
          code: null,
        },
      },
    ];
  });
}

export type CodeInput = {
  to: { email: string | null; phone: string | null };
  language: 'id' | 'en';
  purpose: 'login' | 'verify' | 'reset' | 'sign';
  code: string;
  expiresAt: string;
};

/** Puts a one-time code on its way: sealed while it waits, gone when it is sent, dropped when it comes too late. */
export async function sendCode(deps: NotifyDeps, call: Call, input: CodeInput): Promise<void> {
  const { language, code } = input;
  const words = codeWords(language, input.purpose, code, moment(input.expiresAt, language));
  const contents: Content[] = [];
  if (input.to.email)
    contents.push({
      channel: 'email',
      letter: writeLetter({ to: input.to.email, name: null, ...words, link: null, language }),
    });
  if (input.to.phone)
    contents.push({
      channel: 'whatsapp',
      message: { to: input.to.phone, template: 'lumbung_code', language, parameters: [code], code },
    });
  const cause = call.idempotencyKey ?? deps.newId();
  const now = deps.clock.now();
  await deps.database.batch(
    contents.map((content) =>
      insertDelivery(
        sealContent(
          deps.cipher,
          {
            id: deps.newId(),
            userId: null,
            type: `code.${input.purpose}`,
            notBefore: now,
            expiresAt: input.expiresAt,
            cause: `${cause}:${content.channel}`,
            createdAt: now,
          },
          content,
        ),
      ),
    ),
  );
  deps.wake();
}
