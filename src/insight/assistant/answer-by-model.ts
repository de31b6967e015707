import type { ChatMessage, ChatModel, ChatResult, ToolCall } from '#platform/language-model';
import { type Answer, proposalOf } from './answer-by-tools.ts';
import { createClaimCheck } from './claims/check-claims.ts';
import { documentFacts } from './facts/document-facts.ts';
import type { FactContext, Finding } from './facts/fact.ts';
import { TOOLS } from './facts/tools.ts';
import { createSources, type Sources } from './gather-sources.ts';
import { chatOnAccount } from './keep-account.ts';
import { periodOf } from './periods.ts';
import { chatTools, historyOf, sourceBlock, systemPrompt } from './prompt.ts';
import { readIntent } from './read-intent.ts';

/** Rounds in which tools may be called; then the model has to speak. */
const MOST_ROUNDS = 3;
const MOST_CALLS = 4;
const MOST_TOKENS = 700;

export type Told = (event: { kind: 'sources' } | { kind: 'text'; text: string } | { kind: 'replace' }) => void;
export type ModelAnswer = { answer: Answer; removed: number; isBorneOut: boolean; isStopped?: boolean };

type Asked = {
  question: string;
  history: readonly { role: 'person' | 'assistant'; body: string }[];
  /** Whoever asked has gone: the model is to stop, and what was told so far is the answer. */
  signal?: AbortSignal | undefined;
};

/**
 * The model asks tools and words the answer; sentence by sentence it is checked and only then told. `isBorneOut` is false
 * where nothing is left that rests on a source: the caller then answers without the model.
 */
export async function answerByModel(
  context: FactContext,
  model: ChatModel,
  asked: Asked,
  told: Told,
): Promise<ModelAnswer> {
  const sources = createSources();
  const messages: ChatMessage[] = [
    { role: 'system', content: systemPrompt(aboutOf(context)) },
    ...historyOf(asked.history),
    { role: 'user', content: await withDocuments(context, sources, asked.question) },
  ];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const isLast = round === MOST_ROUNDS - 1;
    const spoken = createSpeaker(sources, `${asked.question} ${context.today} ${context.store.name}`, told);
    const { signal } = asked;
    const request = { model, signal, messages, maxTokens: MOST_TOKENS, ...(isLast ? {} : { tools: chatTools() }) };
    const result = await chatOnAccount(context.deps, context, request, spoken.hear).catch((error: unknown) => {
      if (signal?.aborted) return null;
      throw error;
    });
    if (result === null || signal?.aborted)
      return { ...finish(context, asked.question, sources, spoken.soFar()), isStopped: true };
    if (isLast || result.toolCalls.length === 0) return finish(context, asked.question, sources, spoken.end());
    if (spoken.hasSpoken()) told({ kind: 'replace' });
    messages.push(...(await runTools(context, sources, result, asked.question)));
    told({ kind: 'sources' });
  }
  throw new Error('The last round always answers');
}

function aboutOf({ store, today, call }: FactContext) {
  return { storeName: store.name, today, language: call.language };
}

/** Passages that fit stand beside the question from the start: small models do not always ask. */
async function withDocuments(context: FactContext, sources: Sources, question: string): Promise<string> {
  const { passages } = await documentFacts(context, { question, period: null });
  for (const passage of passages) sources.addPassage(passage);
  const blocks = sources.all().map(sourceBlock);
  return blocks.length === 0 ? question : `${question}\n\n${blocks.join('\n')}`;
}

function createSpeaker(sources: Sources, alsoKnown: string, told: Told) {
  const check = createClaimCheck(sources.all(), alsoKnown);
  let text = '';
  const say = (part: string): void => {
    text += part;
    if (part !== '') told({ kind: 'text', text: part });
  };
  return {
    hear: (piece: string) => say(check.add(piece)),
    hasSpoken: () => text !== '',
    soFar: () => ({ text: text.trim(), removed: check.removed, cited: check.cited }),
    end: () => {
      say(check.end());
      return { text: text.trim(), removed: check.removed, cited: check.cited };
    },
  };
}

/** Calls of tools that do not exist, or with nonsense in them, are answered as such; the store is never taken from them. */
async function runTools(
  context: FactContext,
  sources: Sources,
  result: ChatResult,
  asked: string,
): Promise<ChatMessage[]> {
  const calls = result.toolCalls.slice(0, MOST_CALLS).map((call, at) => ({ ...call, id: call.id || `call_${at}` }));
  const answers: ChatMessage[] = [];
  for (const call of calls)
    answers.push({ role: 'tool', toolCallId: call.id, content: await runTool(context, sources, call, asked) });
  return [{ role: 'assistant', content: result.text, toolCalls: calls }, ...answers];
}

/** Where the model leaves words or days out, they are those of the person. */
async function runTool(context: FactContext, sources: Sources, call: ToolCall, asked: string): Promise<string> {
  const tool = Object.hasOwn(TOOLS, call.name) ? TOOLS[call.name] : undefined;
  if (!tool) return 'There is no such tool.';
  const question = questionIn(call.arguments) || asked;
  const period = periodOf(question, context.today) ?? periodOf(asked, context.today);
  const finding = await tool.run(context, { question, period });
  return blocksOf(sources, finding) || finding.nothing || 'Nothing found.';
}

function questionIn(text: string): string | null {
  try {
    const read: unknown = JSON.parse(text === '' ? '{}' : text);
    const question: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, 'question') : null;
    return typeof question === 'string' ? question.slice(0, 500) : null;
  } catch {
    return null;
  }
}

function blocksOf(sources: Sources, { facts, passages }: Finding): string {
  const numbers = new Set([...facts.map(sources.addFact), ...passages.map(sources.addPassage)]);
  return sources
    .all()
    .filter(({ number }) => numbers.has(number))
    .map(sourceBlock)
    .join('\n');
}

function finish(
  context: FactContext,
  question: string,
  sources: Sources,
  spoken: { text: string; removed: number; cited: number },
): ModelAnswer {
  const { text, removed, cited } = spoken;
  const answer: Answer = {
    text,
    outcome: 'answered',
    gathered: sources.all(),
    suggestions: [],
    proposal: proposalOf(context, readIntent(question, context.today)),
  };
  return { answer, removed, isBorneOut: cited > 0 };
}
