import { type Ask, createAsk, type ModelEndpoint } from './language-model-http.ts';
import { ModelFault } from './model-fault.ts';
import { readChatStream, type StreamedChat } from './model-stream.ts';

export type { ModelEndpoint } from './language-model-http.ts';
export { ModelFault, type ModelFaultKind } from './model-fault.ts';

/** One client for every server that speaks OpenAI's `/chat/completions` and `/embeddings`: Groq, Ollama, vLLM and others. */

export type ToolCall = { id: string; name: string /** JSON as the model wrote it. */; arguments: string };
export type ChatMessage =
  | { role: 'system' | 'user'; content: string }
  | { role: 'assistant'; content: string; toolCalls?: readonly ToolCall[] }
  | { role: 'tool'; toolCallId: string; content: string };
export type ChatTool = { name: string; description: string /** JSON schema. */; parameters: object };

export type ChatRequest = {
  messages: readonly ChatMessage[];
  tools?: readonly ChatTool[];
  maxTokens: number;
  temperature?: number;
};

export type Usage = {
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number;
  /** The server did not say; counted from characters. */
  isEstimated: boolean;
};
export type ChatResult = {
  text: string;
  toolCalls: ToolCall[];
  finishReason: string | null;
  usage: Usage;
  latencyMs: number;
};

export type ChatModel = {
  readonly model: string;
  /** `onText` hears the answer as it comes. Throws `ModelFault`. */
  chat(request: ChatRequest, onText?: (text: string) => void, signal?: AbortSignal): Promise<ChatResult>;
};

export type Embedded = { vectors: Float32Array[]; tokens: number; isEstimated: boolean; latencyMs: number };
export type Embedder = {
  readonly model: string;
  readonly dimension: number;
  /** Unit vectors in the order of the texts, at most 32 texts at a time. Throws `ModelFault`. */
  embed(kind: 'query' | 'passage', texts: readonly string[], signal?: AbortSignal): Promise<Embedded>;
};

/** Characters of Indonesian for one token; on the safe side for quotas. */
const CHARACTERS_PER_TOKEN = 3;
export const MOST_TEXTS = 32;

export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

export function createChatModel(endpoint: ModelEndpoint): ChatModel {
  const ask = createAsk(endpoint);
  return {
    model: endpoint.model,
    chat: async (request, onText = () => {}, signal) => {
      const started = performance.now();
      const streamed = await ask('/chat/completions', bodyOf(endpoint, request), signal, (response, stop) =>
        readChatStream(response, onText, stop),
      );
      return { ...resultOf(streamed, request), latencyMs: performance.now() - started };
    },
  };
}

function bodyOf(endpoint: ModelEndpoint, { messages, tools = [], maxTokens, temperature = 0.2 }: ChatRequest): object {
  const functions = tools.map((tool) => ({ type: 'function', function: tool }));
  return {
    model: endpoint.model,
    messages: messages.map(wireMessage),
    temperature,
    max_tokens: maxTokens,
    stream: true,
    stream_options: { include_usage: true },
    ...(functions.length > 0 ? { tools: functions, tool_choice: 'auto' } : {}),
  };
}

function wireMessage(message: ChatMessage): object {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
  if (message.role !== 'assistant' || !message.toolCalls?.length)
    return { role: message.role, content: message.content };
  const calls = message.toolCalls.map(({ id, name, arguments: text }) => ({
    id,
    type: 'function',
    function: { name, arguments: text },
  }));
  return { role: 'assistant', content: message.content, tool_calls: calls };
}

function resultOf(streamed: StreamedChat, request: ChatRequest): Omit<ChatResult, 'latencyMs'> {
  const { text, toolCalls, finishReason, usage } = streamed;
  if (usage) return { text, toolCalls, finishReason, usage: { ...usage, isEstimated: false } };
  const asked = request.messages.reduce((sum, { content }) => sum + estimateTokens(content) + 4, 0);
  const said = estimateTokens(text) + toolCalls.reduce((sum, call) => sum + estimateTokens(call.arguments) + 8, 0);
  const estimate = { promptTokens: asked, completionTokens: said, cachedTokens: 0, isEstimated: true };
  return { text, toolCalls, finishReason, usage: estimate };
}

export function createEmbedder(endpoint: ModelEndpoint, dimension: number): Embedder {
  const ask = createAsk(endpoint);
  return {
    model: endpoint.model,
    dimension,
    embed: async (kind, texts, signal) => {
      const started = performance.now();
      const input = texts.slice(0, MOST_TEXTS).map((text) => prefixOf(endpoint.model, kind) + text);
      const answer = await readEmbeddings(ask, { model: endpoint.model, input }, signal);
      const vectors = vectorsOf(answer, input.length, dimension);
      const told = numberAt(answer, 'usage', 'prompt_tokens');
      const tokens = told ?? input.reduce((sum, text) => sum + estimateTokens(text), 0);
      return { vectors, tokens, isEstimated: told === undefined, latencyMs: performance.now() - started };
    },
  };
}

function readEmbeddings(ask: Ask, body: object, signal: AbortSignal | undefined): Promise<unknown> {
  return ask('/embeddings', body, signal, async (response) => {
    try {
      return (await response.json()) as unknown;
    } catch (error) {
      throw error instanceof SyntaxError ? new ModelFault('garbage', 'the embeddings are not JSON') : error;
    }
  });
}

/** What these families were trained with; without it they find less. */
function prefixOf(model: string, kind: 'query' | 'passage'): string {
  if (/e5/i.test(model)) return kind === 'query' ? 'query: ' : 'passage: ';
  if (/nomic/i.test(model)) return kind === 'query' ? 'search_query: ' : 'search_document: ';
  return '';
}

/** Sorted by their index, of the right length, made one long. Anything else is garbage: a wrong vector would poison the store. */
function vectorsOf(answer: unknown, count: number, dimension: number): Float32Array[] {
  const data = fieldOf(answer, 'data');
  if (!Array.isArray(data) || data.length !== count) throw new ModelFault('garbage', 'not as many vectors as texts');
  const vectors: Float32Array[] = [];
  for (const [place, item] of data.entries()) {
    const index = fieldOf(item, 'index') ?? place;
    const values = fieldOf(item, 'embedding');
    if (typeof index !== 'number' || !Array.isArray(values) || values.length !== dimension)
      throw new ModelFault('garbage', `a vector does not have ${dimension} numbers`);
    vectors[index] = unitVector(values);
  }
  if (vectors.filter(Boolean).length !== count) throw new ModelFault('garbage', 'vectors are missing');
  return vectors;
}

function unitVector(values: readonly unknown[]): Float32Array {
  let square = 0;
  const vector = Float32Array.from(values, (value) => {
    const number = typeof value === 'number' ? value : Number.NaN;
    square += number * number;
    return number;
  });
  const length = Math.sqrt(square);
  if (!(length > 0) || !Number.isFinite(length)) throw new ModelFault('garbage', 'a vector has no direction');
  return vector.map((value) => value / length);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function numberAt(value: unknown, first: string, second: string): number | undefined {
  const found = fieldOf(fieldOf(value, first), second);
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : undefined;
}
