import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { checked, ShapeFault } from '../world/checked.ts';
import { installFaults } from '../world/faults.ts';
import type { World } from '../world/world.ts';
import { answerTo, type ChatBody, type Said } from './answers.ts';
import { vectorOf } from './vectors.ts';

export type LanguageModel = { routes: (app: FastifyInstance) => Promise<void> };

/** How a model of this name misbehaves: `lumbung-mini:garbage`. */
export const MISCHIEFS = [
  'slow',
  'garbage',
  'cut-off',
  'endless',
  'no-usage',
  'not-streaming',
  'invents',
  'obeys',
] as const;
type Mischief = (typeof MISCHIEFS)[number];

const Message = Type.Object({
  role: Type.Enum(['system', 'user', 'assistant', 'tool']),
  content: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  tool_call_id: Type.Optional(Type.String()),
  tool_calls: Type.Optional(Type.Unknown()),
});
const checkChat = checked(
  Type.Object({
    model: Type.String({ minLength: 1, maxLength: 200 }),
    messages: Type.Array(Message, { minItems: 1, maxItems: 200 }),
    temperature: Type.Optional(Type.Number({ minimum: 0, maximum: 2 })),
    max_tokens: Type.Optional(Type.Integer({ minimum: 1 })),
    stream: Type.Optional(Type.Boolean()),
    stream_options: Type.Optional(Type.Object({ include_usage: Type.Optional(Type.Boolean()) })),
    tools: Type.Optional(
      Type.Array(Type.Object({ type: Type.Literal('function'), function: Type.Object({ name: Type.String() }) })),
    ),
    tool_choice: Type.Optional(Type.Unknown()),
  }),
);
const checkEmbeddings = checked(
  Type.Object({
    model: Type.String({ minLength: 1, maxLength: 200 }),
    input: Type.Union([Type.String(), Type.Array(Type.String(), { minItems: 1, maxItems: 256 })]),
    dimensions: Type.Optional(Type.Integer({ minimum: 1, maximum: 4_096 })),
  }),
);

const DIMENSION = 768;
const SLOW_MS = 3_000;
const ENDLESS_PIECES = 200_000;

/**
 * A language model that speaks OpenAI's protocol and knows nothing: it calls the tool whose name fits the question best,
 * and reads out what came back with its number. Mounted under `/llm/v1`. Its key is `sandbox`; none is fine, too.
 */
export function createLanguageModel(world: World): LanguageModel {
  return {
    async routes(app) {
      installFaults(app, {
        faults: world.faults,
        provider: 'llm',
        describe: (status, code) => wireError(status, code),
      });
      app.setErrorHandler((error: FastifyError | ShapeFault, _request, reply) => {
        if (error instanceof ShapeFault) return reply.code(400).send(wireError(400, error.message));
        if (error.statusCode !== undefined && error.statusCode < 500)
          return reply.code(error.statusCode).send(wireError(error.statusCode, error.message));
        world.log.error({ err: error }, 'sandbox: language model failed');
        return reply.code(500).send(wireError(500, null));
      });
      app.addHook('onRequest', async (request, reply) => {
        const { authorization } = request.headers;
        if (authorization && authorization !== 'Bearer sandbox')
          return reply.code(401).send(wireError(401, 'invalid_api_key'));
      });
      app.get('/v1/models', async () => ({
        object: 'list',
        data: [{ id: 'lumbung-mini', object: 'model', owned_by: 'sandbox' }],
      }));
      app.post('/v1/embeddings', async (request) => {
        const { model, input, dimensions = DIMENSION } = checkEmbeddings(request.body);
        const texts = typeof input === 'string' ? [input] : input;
        const data = texts.map((text, index) => ({
          object: 'embedding',
          index,
          embedding: vectorOf(text, dimensions),
        }));
        const tokens = texts.reduce((sum, text) => sum + tokensOf(text), 0);
        // Backwards: whoever reads them must look at the index.
        return { object: 'list', model, data: data.reverse(), usage: { prompt_tokens: tokens, total_tokens: tokens } };
      });
      app.post('/v1/chat/completions', async (request, reply) => {
        const body = checkChat(request.body);
        const mischief = MISCHIEFS.find((kind) => body.model.endsWith(`:${kind}`));
        if (mischief === 'slow') await wait(SLOW_MS, undefined, { ref: false });
        const said = answerTo(body as ChatBody, mischief ?? null);
        if (body.stream && mischief !== 'not-streaming') return stream(reply, body as ChatBody, said, mischief);
        return {
          id: 'chat-1',
          object: 'chat.completion',
          model: body.model,
          choices: [wholeChoice(said)],
          usage: usageOf(body as ChatBody, said),
        };
      });
    },
  };
}

function wholeChoice(said: Said): object {
  const message = {
    role: 'assistant',
    content: said.text,
    ...(said.call ? { tool_calls: [wireCall(said.call)] } : {}),
  };
  return { index: 0, message, finish_reason: said.call ? 'tool_calls' : 'stop' };
}

function wireCall({ name, input }: NonNullable<Said['call']>): object {
  return { index: 0, id: 'call_1', type: 'function', function: { name, arguments: JSON.stringify(input) } };
}

async function stream(reply: FastifyReply, body: ChatBody, said: Said, mischief: Mischief | undefined): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (data: unknown) => raw.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  const piece = (delta: object, finish: string | null = null) =>
    send({ id: 'chat-1', object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: finish }] });
  if (said.call) piece({ role: 'assistant', tool_calls: [wireCall(said.call)] });
  for (const word of said.text.match(/\S+\s*/g) ?? []) piece({ content: word });
  if (mischief === 'endless')
    await goOn(
      () => piece({ content: 'lagi dan lagi ' }),
      () => raw.destroyed,
    );
  if (mischief === 'garbage') send('{"choices":[{"delta":{"content":"ro');
  else if (mischief !== 'cut-off') {
    piece({}, said.call ? 'tool_calls' : 'stop');
    const isCounted = body.stream_options?.include_usage && mischief !== 'no-usage';
    if (isCounted) send({ choices: [], usage: usageOf(body, said) });
    send('[DONE]');
  }
  raw.end();
}

async function goOn(say: () => void, isOver: () => boolean): Promise<void> {
  for (let at = 0; at < ENDLESS_PIECES && !isOver(); at++) {
    say();
    if (at % 100 === 0) await wait(1, undefined, { ref: false });
  }
}

function usageOf(body: ChatBody, said: Said): object {
  const prompt = body.messages.reduce((sum, { content }) => sum + tokensOf(content ?? ''), 0);
  const completion = tokensOf(said.text) + (said.call ? 12 : 0);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}

function wireError(status: number, code: string | null): unknown {
  const type = status === 429 ? 'rate_limit_exceeded' : 'server_error';
  return { error: { message: status === 429 ? 'Rate limit reached' : 'Something went wrong', type, code } };
}
