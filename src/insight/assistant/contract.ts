import { type Static, Type } from 'typebox';
import { STORE_REFUSALS } from '#insight/stores';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

const Day = Type.String({ format: 'date', maxLength: 10 });
export const MessageText = Type.String({ minLength: 1, maxLength: 2_000, pattern: '\\S' });
export const Title = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
/** A person's sessions in one store. */
export const MOST_SESSIONS = 200;

/** A conversation of one person about one store; nobody else sees it. */
export const Session = Type.Object(
  {
    id: Uuid,
    storeId: Uuid,
    title: Type.String(),
    messages: Type.Integer(),
    createdAt: Moment,
    updatedAt: Moment,
  },
  Strict,
);
export type Session = Static<typeof Session>;

/** Where something in an answer is from: `[2]` in the text is the source with the number 2. */
export const Source = Type.Object(
  {
    number: Type.Integer(),
    /** A piece of a document, or figures of a module. */
    kind: Type.Enum(['passage', 'figures']),
    title: Type.String(),
    /** What was read, as the answer was made from it. */
    text: Type.String(),
    /** Of figures: which tool read them, `sales`, `purchase-plan`, `market-price` … */
    tool: Nullable(Type.String()),
    /** Of passages. */
    documentId: Nullable(Uuid),
    chunkId: Nullable(Uuid),
    page: Nullable(Type.Integer()),
    from: Nullable(Type.Integer()),
    to: Nullable(Type.Integer()),
  },
  Strict,
);
export type Source = Static<typeof Source>;

/** Something the assistant could do. It is done when the person says yes, and not before. */
export const Proposal = Type.Object(
  {
    kind: Type.Literal('purchase-plan'),
    from: Day,
    days: Type.Integer(),
    status: Type.Enum(['open', 'done', 'declined']),
    /** What was made of it. */
    planId: Nullable(Uuid),
  },
  Strict,
);
export type Proposal = Static<typeof Proposal>;

/**
 * Why an answer is less than it could be: the model is away, over its quota, too slow, or spoke nonsense; the store's quota
 * of tokens is used up; sentences that no source bears out were taken out; the person stopped it.
 */
export const NOTICES = [
  'model-down',
  'model-over-quota',
  'model-slow',
  'model-garbage',
  'store-quota-reached',
  'claims-removed',
  'stopped',
] as const;
export const Notice = Type.Enum(NOTICES);
export type Notice = Static<typeof Notice>;

export const Message = Type.Object(
  {
    id: Uuid,
    sessionId: Uuid,
    role: Type.Enum(['person', 'assistant']),
    /** Plain text; `[1]` names a source. No links, no pictures, no HTML. */
    text: Type.String(),
    sources: Type.Array(Source),
    /** `not-found`: neither figures nor documents say anything about it. */
    outcome: Nullable(Type.Enum(['answered', 'not-found'])),
    /** Who worded it. */
    writtenBy: Nullable(Type.Enum(['model', 'tools'])),
    notices: Type.Array(Notice),
    /** Questions that might come next. */
    suggestions: Type.Array(Type.String()),
    proposal: Nullable(Proposal),
    createdAt: Moment,
  },
  Strict,
);
export type Message = Static<typeof Message>;

export const Usage = Type.Object(
  {
    /** `2026-11`, in the store's time zone. */
    month: Type.String(),
    tokens: Type.Integer(),
    quota: Type.Integer(),
    remaining: Type.Integer(),
    calls: Type.Integer(),
    failedCalls: Type.Integer(),
    /** Of these tokens some were counted by us, because the server did not say. */
    estimatedTokens: Type.Integer(),
    byFeature: Type.Array(
      Type.Object(
        {
          feature: Type.Enum(['chat', 'document', 'question']),
          model: Type.String(),
          calls: Type.Integer(),
          promptTokens: Type.Integer(),
          completionTokens: Type.Integer(),
          embeddingTokens: Type.Integer(),
          cachedTokens: Type.Integer(),
        },
        Strict,
      ),
    ),
    /** Whether a language model and an embedding endpoint are set. */
    hasModel: Type.Boolean(),
    hasEmbeddings: Type.Boolean(),
  },
  Strict,
);
export type Usage = Static<typeof Usage>;

const one = { sessionId: Uuid };
const sessionRefusals = ['stores.not-found', 'assistant.session-not-found'] as const;

/** Answers questions about a store from its own figures and documents, with sources; with a language model or without. */
export const assistantContract = defineContract({
  module: 'assistant',
  operations: {
    createSession: {
      input: Type.Object({ storeId: Uuid, title: Type.Optional(Title) }, Strict),
      output: Session,
      refusals: ['stores.not-found', 'assistant.too-many'],
    },
    /** One's own in this store, the last used first. */
    listSessions: {
      input: Type.Object({ storeId: Uuid, ...PageQuery }, Strict),
      output: ListOf(Session),
      refusals: ['stores.not-found'],
    },
    getSession: { input: Type.Object(one, Strict), output: Session, refusals: [...sessionRefusals] },
    removeSession: { input: Type.Object(one, Strict), output: Type.Object({}, Strict), refusals: [...sessionRefusals] },
    /** Oldest first. */
    listMessages: {
      input: Type.Object({ ...one, ...PageQuery }, Strict),
      output: ListOf(Message),
      refusals: [...sessionRefusals],
    },
    /** Keeps the question, answers it, keeps and gives the answer. */
    sendMessage: {
      input: Type.Object({ ...one, text: MessageText }, Strict),
      output: Message,
      refusals: [...sessionRefusals, 'assistant.busy', 'assistant.session-full'],
    },
    /** The person's yes or no to what an answer proposed; only now is anything done. The same answer twice is once. */
    decideProposal: {
      input: Type.Object({ ...one, messageId: Uuid, accept: Type.Boolean() }, Strict),
      output: Message,
      refusals: [
        ...sessionRefusals,
        'stores.read-only',
        'assistant.proposal-not-found',
        'assistant.proposal-decided',
        'assistant.proposal-failed',
      ],
    },
    /** What is kept of a person: his conversations (the newest 5,000 messages), for him to take away. */
    personalData: {
      input: Type.Object({ userId: Uuid }, Strict),
      output: Type.Object(
        {
          conversations: Type.Array(
            Type.Object(
              {
                sessionId: Uuid,
                storeId: Uuid,
                title: Type.String(),
                role: Type.String(),
                text: Type.String(),
                createdAt: Moment,
              },
              Strict,
            ),
          ),
        },
        Strict,
      ),
      refusals: [],
    },
    /** Tokens of this month, by feature and model. */
    readUsage: {
      input: Type.Object({ storeId: Uuid }, Strict),
      output: Usage,
      refusals: ['stores.not-found'],
    },
  },
  events: {
    /** Somebody was answered: without the words. */
    'assistant.answered': {
      version: 1,
      aggregate: 'assistant-session',
      payload: Type.Object({
        storeId: Uuid,
        sessionId: Uuid,
        outcome: Type.String(),
        writtenBy: Type.String(),
        notices: Type.Array(Type.String()),
        milliseconds: Type.Integer(),
      }),
    },
  },
  refusals: {
    ...STORE_REFUSALS,
    'assistant.session-not-found': {
      status: 404,
      id: 'Percakapan ini tidak ada.',
      en: 'There is no such conversation.',
    },
    'assistant.too-many': {
      status: 422,
      id: 'Paling banyak {most} percakapan. Hapus yang lama dulu.',
      en: 'At most {most} conversations. Remove old ones first.',
    },
    'assistant.session-full': {
      status: 422,
      id: 'Percakapan ini sudah panjang. Mulai yang baru.',
      en: 'This conversation has become long. Begin a new one.',
    },
    'assistant.busy': {
      status: 409,
      id: 'Pertanyaan sebelumnya masih dijawab. Tunggu sebentar.',
      en: 'The question before is still being answered. Wait a moment.',
    },
    'assistant.proposal-not-found': { status: 404, id: 'Usulan ini tidak ada.', en: 'There is no such proposal.' },
    'assistant.proposal-decided': {
      status: 409,
      id: 'Usulan ini sudah dijawab.',
      en: 'This proposal has been decided.',
    },
    'assistant.proposal-failed': {
      status: 422,
      id: 'Usulan tidak bisa dijalankan: {reason}',
      en: 'The proposal cannot be carried out: {reason}',
    },
  },
});
export type AssistantApi = ApiOf<typeof assistantContract>;
