import { ModelFault } from './model-fault.ts';

export type StreamedChat = {
  text: string;
  toolCalls: { id: string; name: string; arguments: string }[];
  finishReason: string | null;
  usage: { promptTokens: number; completionTokens: number; cachedTokens: number } | null;
};

const MOST_CHARACTERS = 400_000;
const MOST_TEXT = 40_000;
const MOST_CALLS = 16;
/** Between two pieces of an answer. */
const IDLE_MS = 20_000;

/**
 * Reads a chat answer, streamed (`data:` lines up to `[DONE]`) or whole. Bounded in size; a line that is not JSON, an
 * answer that stops without its end, and one that never ends are faults, not answers.
 */
export async function readChatStream(
  response: Response,
  onText: (text: string) => void,
  stop: AbortSignal,
): Promise<StreamedChat> {
  const chat: StreamedChat = { text: '', toolCalls: [], finishReason: null, usage: null };
  if (!response.body) throw new ModelFault('garbage', 'an empty answer');
  const isWhole = response.headers.get('content-type')?.includes('application/json') ?? false;
  const pieces = bounded(piecesOf(response.body, stop));
  const isDone = isWhole ? await takeWhole(chat, pieces, onText) : await takeLines(chat, pieces, onText);
  if (!isDone && chat.finishReason === null) throw new ModelFault('garbage', 'the answer was cut off');
  chat.toolCalls = chat.toolCalls.filter((call) => call?.name);
  return chat;
}

async function takeWhole(
  chat: StreamedChat,
  pieces: AsyncIterable<string>,
  onText: (text: string) => void,
): Promise<boolean> {
  let whole = '';
  for await (const piece of pieces) whole += piece;
  take(chat, parse(whole), onText);
  return false;
}

async function takeLines(
  chat: StreamedChat,
  pieces: AsyncIterable<string>,
  onText: (text: string) => void,
): Promise<boolean> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (readLine(chat, line, onText)) return true;
  }
  return readLine(chat, rest, onText);
}

async function* bounded(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let size = 0;
  for await (const piece of pieces) {
    size += piece.length;
    if (size > MOST_CHARACTERS) throw new ModelFault('garbage', 'the answer does not end');
    yield piece;
  }
}

async function* piecesOf(body: ReadableStream<Uint8Array>, stop: AbortSignal): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      let timer: NodeJS.Timeout | undefined;
      const tooLong = new Promise<never>((_, fail) => {
        timer = setTimeout(() => fail(new ModelFault('slow', 'stopped in the middle of an answer')), IDLE_MS);
      });
      const { done, value } = await Promise.race([reader.read(), tooLong]).finally(() => clearTimeout(timer));
      if (stop.aborted) throw new ModelFault('slow', 'took longer than allowed');
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** True at the end of the stream. Comments and other fields of server-sent events are skipped. */
function readLine(chat: StreamedChat, line: string, onText: (text: string) => void): boolean {
  const text = line.trim();
  if (text === '' || text.startsWith(':') || /^(event|id|retry):/.test(text)) return false;
  if (!text.startsWith('data:')) throw new ModelFault('garbage', 'not server-sent events');
  const data = text.slice(5).trim();
  if (data === '[DONE]') return true;
  take(chat, parse(data), onText);
  return false;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ModelFault('garbage', 'a piece of the answer is not JSON');
  }
}

function take(chat: StreamedChat, event: unknown, onText: (text: string) => void): void {
  if (field(event, 'error') !== undefined) throw new ModelFault('unavailable', 'an error in the stream');
  const usage = field(event, 'usage') ?? field(field(event, 'x_groq'), 'usage');
  if (typeof usage === 'object' && usage !== null) chat.usage = usageOf(usage);
  const choices = field(event, 'choices');
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  if (choice === undefined) return;
  const delta = field(choice, 'delta') ?? field(choice, 'message');
  const content = field(delta, 'content');
  if (typeof content === 'string' && content !== '') {
    chat.text += content;
    if (chat.text.length > MOST_TEXT) throw new ModelFault('garbage', 'the answer does not end');
    onText(content);
  }
  const calls = field(delta, 'tool_calls');
  if (Array.isArray(calls)) for (const [place, call] of calls.entries()) takeCall(chat, place, call);
  const finish = field(choice, 'finish_reason');
  if (typeof finish === 'string') chat.finishReason = finish;
}

/** Pieces of a call carry its index; its arguments come bit by bit. */
function takeCall(chat: StreamedChat, place: number, call: unknown): void {
  const index = field(call, 'index') ?? place;
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= MOST_CALLS)
    throw new ModelFault('garbage', 'a call of a tool without a place');
  chat.toolCalls[index] ??= { id: '', name: '', arguments: '' };
  const known = chat.toolCalls[index];
  const about = field(call, 'function');
  const [id, name, text] = [field(call, 'id'), field(about, 'name'), field(about, 'arguments')];
  if (typeof id === 'string' && known.id === '') known.id = id.slice(0, 100);
  if (typeof name === 'string') known.name += name.slice(0, 100);
  if (typeof text === 'string') known.arguments += text.slice(0, MOST_TEXT);
}

function usageOf(usage: object): StreamedChat['usage'] {
  const count = (value: unknown) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? Math.min(value, 10_000_000) : 0;
  return {
    promptTokens: count(field(usage, 'prompt_tokens')),
    completionTokens: count(field(usage, 'completion_tokens')),
    cachedTokens: count(field(field(usage, 'prompt_tokens_details'), 'cached_tokens')),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
