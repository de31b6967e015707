import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import type { NewId } from '#platform/ids';
import type { Live } from '#platform/live';
import { refuse } from '#platform/refusal';
import { type Content, sealContent } from './deliver.ts';
import { insertDeliveries, insertDelivery, type NewDelivery } from './delivery-queries.ts';
import { writeLetter } from './letter.ts';
import { insertNotices, listReaches, type NewNotice, type NoticeRow, type Reach } from './notice-queries.ts';
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
 * Tells people: always in the inbox, live on open pages, and by mail and WhatsApp as template and preferences have it. All
 * notices are written in one transaction; sending happens behind it. The same `idempotencyKey` tells once.
 */
export async function notifyMany(
  deps: NotifyDeps,
  wishes: readonly { call: Pick<Call, 'idempotencyKey'>; notice: NoticeInput }[],
): Promise<void> {
  if (wishes.length === 0) return;
  const reaches = await listReaches(deps.database, [...new Set(wishes.map((wish) => wish.notice.userId))]);
  const drafts = wishes.map((wish) => draftOf(deps, wish.call, wish.notice, reaches.get(wish.notice.userId)));
  const deliveries = drafts.flatMap((draft) => draft.deliveries);
  const statements = [
    insertNotices(drafts.map((draft) => draft.notice)),
    ...(deliveries.length > 0 ? [insertDeliveries(deliveries)] : []),
  ];
  // A notice that a crash takes is written again: so is the mark of the event it comes from, in the same log.
  const [made] = await deps.database.batch<[{ id: string }[]]>(statements, { lazy: 'where-shared' });
  const fresh = new Set(made.map((row) => row.id));
  for (const { notice, isLive } of drafts) {
    if (!isLive || !fresh.has(notice.id)) continue;
    const { id, type, title, body, link } = notice;
    deps.live.publish(`user:${notice.userId}`, { event: 'notice', data: { id, type, title, body, link } });
  }
  if (deliveries.length > 0) deps.wake();
}

export async function notify(deps: NotifyDeps, call: Call, notice: NoticeInput): Promise<void> {
  await notifyMany(deps, [{ call, notice }]);
}

type Draft = { notice: NewNotice; deliveries: NewDelivery[]; isLive: boolean };

function draftOf(
  deps: NotifyDeps,
  call: Pick<Call, 'idempotencyKey'>,
  input: NoticeInput,
  reach: Reach | undefined,
): Draft {
  const template = TEMPLATES[input.type];
  if (!template) throw refuse('notifications.type-unknown', { type: input.type });
  const language = reach?.contact.language ?? 'id';
  const moments = MOMENTS.filter((key) => key in input.data).map((key) => [key, moment(input.data[key], language)]);
  const words = template[language]({ ...input.data, ...Object.fromEntries(moments) });
  const cause = `${call.idempotencyKey ?? deps.newId()}:${input.type}`;
  const now = deps.clock.now();
  const notice: NewNotice = {
    id: deps.newId(),
    userId: input.userId,
    type: input.type,
    group_name: template.group,
    ...words,
    link: template.link?.(input.data) ?? null,
    read_at: null,
    created_at: now,
    cause,
  };
  const { contents, spare } = reach ? contentsFor(deps, template, reach, notice) : NOTHING;
  const deliveries = contents.map((content) =>
    sealContent(
      deps.cipher,
      {
        id: deps.newId(),
        userId: input.userId,
        type: input.type,
        notBefore: notBefore(template.group, now),
        expiresAt: null,
        cause: `${cause}:${input.userId}:${content.channel}`,
        createdAt: now,
        noticeId: notice.id,
      },
      content,
      spare && { id: deps.newId(), content: spare },
    ),
  );
  return { notice, deliveries, isLive: (reach?.switches ?? DEFAULT_PREFERENCES)[template.group].live };
}

type Outgoing = {
  contents: Content[];
  /** The same over the one way that is left, in case none of the others arrives. */
  spare: Content | null;
};
const NOTHING: Outgoing = { contents: [], spare: null };
/** What people must learn: should the chosen way fail, the other one is taken even where it is switched off. */
const MUST_KNOW: ReadonlySet<Template['group']> = new Set<Template['group']>(['transaction', 'account']);

function contentsFor(deps: NotifyDeps, template: Template, reach: Reach, notice: NoticeRow): Outgoing {
  const allowed = (reach.switches ?? DEFAULT_PREFERENCES)[template.group];
  const link = notice.link ? new URL(notice.link, deps.publicUrl()).toString() : null;
  const chosen = template.channels.filter((channel) => template.isSecurity || allowed[channel]);
  const contents = chosen.flatMap((channel) => contentFor(channel, reach, { ...notice, link }) ?? []);
  const [only, ...others] = contents;
  if (!only || others.length > 0) return { contents, spare: null };
  const next = only.channel === 'email' ? 'whatsapp' : 'email';
  const isWanted = allowed[next] || template.isSecurity || MUST_KNOW.has(template.group);
  return { contents, spare: isWanted ? contentFor(next, reach, { ...notice, link }) : null };
}

/** Null where the person cannot be reached this way. `link` is a whole address here. */
function contentFor(channel: Content['channel'], { contact }: Reach, notice: NoticeRow): Content | null {
  const { language } = contact;
  const { title, body, link } = notice;
  if (channel === 'email') {
    const letter = { name: contact.name, title, body, link, language };
    return contact.email ? { channel, letter: writeLetter({ to: contact.email, ...letter }) } : null;
  }
  if (!contact.phone) return null;
  const parameters = [title, body, link ?? ''];
  return { channel, message: { to: contact.phone, template: 'lumbung_notice', language, parameters, code: null } };
}

export type CodeInput = {
  to: { email: string | null; phone: string | null };
  language: 'id' | 'en';
  purpose: 'login' | 'verify' | 'reset' | 'sign' | 'invite';
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
            noticeId: null,
          },
          content,
        ),
      ),
    ),
  );
  deps.wake();
}
