import type { Call } from '#platform/call';
import { eventInsert } from '#platform/events';
import { ModelFault } from '#platform/language-model';
import { refuse } from '#platform/refusal';
import { answerByModel, type Told } from './answer-by-model.ts';
import { type Answer, answerByTools } from './answer-by-tools.ts';
import type { AssistantDeps } from './assistant-deps.ts';
import { assistantContract, type Message, type Notice } from './contract.ts';
import type { FactContext } from './facts/fact.ts';
import { StoreQuotaReached, searchOnAccount } from './keep-account.ts';
import { type Opened, openSession, toMessage } from './keep-sessions.ts';
import { dayOf } from './periods.ts';
import { endTurn, insertMessage, listLastMessages, type NewMessage, takeTurn } from './session-queries.ts';

const MOST_MESSAGES = 400;
const HISTORY = 6;

export type Begun = {
  question: Message;
  /** Answers and keeps the answer. `told` hears of it as it comes; the whole is what counts. After `signal` the model is stopped, and what it said so far is kept. */
  answer(told?: Told, signal?: AbortSignal): Promise<Message>;
};

/** Keeps the question and takes the turn; everything that is refused is refused here, before anything is streamed. */
export async function beginMessage(
  deps: AssistantDeps,
  call: Call,
  { sessionId, text }: { sessionId: string; text: string },
): Promise<Begun> {
  const opened = await openSession(deps, call, sessionId);
  if (opened.session.message_count >= MOST_MESSAGES) throw refuse('assistant.session-full');
  if (!(await takeTurn(deps.database, sessionId, deps.clock.now())))
    throw refuse('assistant.busy', {}, { retryAfterSeconds: 3 });
  const question = messageOf(deps, opened, { role: 'person', body: text.trim() });
  try {
    const history = await listLastMessages(deps.database, sessionId, HISTORY);
    await deps.database.run(insertMessage(question));
    return {
      question: toMessage(question),
      answer: (told = () => {}, signal = undefined) =>
        answerTurn({ deps, call, opened }, { text: question.body, history, signal }, told),
    };
  } catch (error) {
    await deps.database.run(endTurn(sessionId));
    throw error;
  }
}

type Turn = { deps: AssistantDeps; call: Call; opened: Opened };
type Asked = {
  text: string;
  history: Awaited<ReturnType<typeof listLastMessages>>;
  signal: AbortSignal | undefined;
};

async function answerTurn({ deps, call, opened }: Turn, asked: Asked, told: Told): Promise<Message> {
  const { session, store } = opened;
  const started = performance.now();
  try {
    const context: FactContext = {
      deps: { ...deps, knowledge: searchOnAccount(deps, store) },
      call,
      store,
      today: dayOf(deps.clock.now(), store.timeZone),
    };
    const { answer, writtenBy, notices } = await bestAnswer(context, asked, told);
    const message = messageOf(deps, opened, {
      role: 'assistant',
      body: answer.text,
      sources: named(answer),
      outcome: answer.outcome,
      written_by: writtenBy,
      notices,
      suggestions: answer.suggestions,
      proposal: answer.proposal,
    });
    const payload = {
      storeId: store.id,
      sessionId: session.id,
      outcome: answer.outcome,
      writtenBy,
      notices,
      milliseconds: Math.round(performance.now() - started),
    };
    await deps.database.batch([
      insertMessage(message),
      endTurn(session.id),
      eventInsert(assistantContract, 'assistant.answered', { call, aggregateId: session.id, payload }),
    ]);
    return toMessage(message);
  } catch (error) {
    await deps.database.run(endTurn(session.id));
    throw error;
  }
}

type Best = { answer: Answer; writtenBy: 'model' | 'tools'; notices: Notice[] };

/** By the model where there is one; without it wherever it is away, over its quota, or says what nothing bears out. */
async function bestAnswer(context: FactContext, { text, history, signal }: Asked, told: Told): Promise<Best> {
  const { model } = context.deps;
  if (!model) return byTools(context, text, told, []);
  try {
    const asked = { question: text, history, signal };
    const { answer, removed, isBorneOut, isStopped } = await answerByModel(context, model, asked, told);
    if (isStopped) return { answer: stopped(context, answer), writtenBy: 'model', notices: ['stopped'] };
    const notices: Notice[] = removed > 0 ? ['claims-removed'] : [];
    if (isBorneOut) return { answer, writtenBy: 'model', notices };
    told({ kind: 'replace' });
    return byTools(context, text, told, notices);
  } catch (error) {
    const notice = noticeOf(error);
    context.deps.log.warn({ notice }, 'the assistant answers without the model');
    told({ kind: 'replace' });
    return byTools(context, text, told, [notice]);
  }
}

function stopped({ call: { language } }: FactContext, answer: Answer): Answer {
  const text = answer.text || (language === 'en' ? 'Stopped.' : 'Dihentikan.');
  return { ...answer, text, suggestions: [], proposal: null };
}

async function byTools(context: FactContext, text: string, told: Told, notices: Notice[]): Promise<Best> {
  const answer = await answerByTools(context, text);
  told({ kind: 'text', text: answer.text });
  return { answer, writtenBy: 'tools', notices };
}

/** What is no fault of the model flies on. */
function noticeOf(error: unknown): Notice {
  if (error instanceof StoreQuotaReached) return 'store-quota-reached';
  if (!(error instanceof ModelFault)) throw error;
  switch (error.kind) {
    case 'over-quota':
      return 'model-over-quota';
    case 'slow':
      return 'model-slow';
    case 'garbage':
      return 'model-garbage';
    default:
      return 'model-down';
  }
}

/** Only sources that the text names are kept beside it. */
function named({ text, gathered }: Answer): NewMessage['sources'] {
  const numbers = new Set([...text.matchAll(/\[(\d{1,4})\]/g)].map(([, digits]) => Number(digits)));
  return gathered.filter(({ number }) => numbers.has(number));
}

function messageOf(
  deps: AssistantDeps,
  { session, store }: Opened,
  own: Pick<NewMessage, 'role' | 'body'> & Partial<NewMessage>,
): NewMessage {
  return {
    id: deps.newId(),
    session_id: session.id,
    store_id: store.id,
    sources: [],
    outcome: null,
    written_by: null,
    notices: [],
    suggestions: [],
    proposal: null,
    created_at: deps.clock.now(),
    ...own,
  };
}
