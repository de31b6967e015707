import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type ChatMessage, createChatModel, createEmbedder, ModelFault } from '#platform/language-model';
import { openStage, type Stage } from '../fixtures.ts';

const TOOLS = [{ name: 'sales_summary', description: 'Sales', parameters: { type: 'object' } }];
const ASKED: ChatMessage[] = [
  { role: 'system', content: 'Jawab dari sumber.' },
  { role: 'user', content: 'penjualan kemarin?' },
];
const ANSWERED: ChatMessage[] = [
  ...ASKED,
  { role: 'assistant', content: '', toolCalls: [{ id: 'call_1', name: 'sales_summary', arguments: '{}' }] },
  { role: 'tool', toolCallId: 'call_1', content: '<source n="1">\nPenjualan 120 pcs\n</source>' },
];

describe('a language model behind the one client', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  const chat = (model = 'lumbung-mini', timeoutMs = 5_000) =>
    createChatModel({ url: `${stage.sandbox.url}/llm/v1`, key: 'sandbox', model, timeoutMs, retryMs: 1 });
  const fault = (wish: Record<string, unknown>) =>
    stage.control('POST', '/faults', { provider: 'llm', kind: 'error', ...wish });
  const fails = (kind: string) => (error: unknown) => error instanceof ModelFault && error.kind === kind;
  const ask = (model?: string, timeoutMs?: number) =>
    chat(model, timeoutMs).chat({ messages: ANSWERED, maxTokens: 200 });

  it('should call a tool and then read out its source, streamed, when all is well', async () => {
    const called = await chat().chat({ messages: ASKED, tools: TOOLS, maxTokens: 200 });
    assert.deepEqual(called.toolCalls, [{ id: 'call_1', name: 'sales_summary', arguments: '{}' }]);
    const pieces: string[] = [];
    const said = await chat().chat({ messages: ANSWERED, maxTokens: 200 }, (piece) => pieces.push(piece));
    assert.deepEqual([said.text, pieces.join(''), said.finishReason], ['Penjualan 120 pcs [1].', said.text, 'stop']);
    assert.ok(pieces.length > 1 && said.usage.promptTokens > 0 && !said.usage.isEstimated);
  });

  it('should estimate tokens when the server does not tell, and read an answer that is not streamed', async () => {
    const [silent, whole] = await Promise.all([ask('lumbung-mini:no-usage'), ask('lumbung-mini:not-streaming')]);
    assert.ok(silent.usage.isEstimated && silent.usage.promptTokens > 10);
    assert.deepEqual([whole.text, whole.usage.isEstimated], ['Penjualan 120 pcs [1].', false]);
  });

  it('should try again when the server is down for a moment, and give up when it stays down', async () => {
    await fault({ status: 503, times: 2 });
    assert.equal((await ask()).text, 'Penjualan 120 pcs [1].');
    await fault({ status: 500, times: 3 });
    await assert.rejects(ask(), fails('unavailable'));
    await fault({ kind: 'drop-answer', times: 3 });
    await assert.rejects(ask('lumbung-mini:not-streaming'), fails('unavailable'));
    await assert.rejects(
      createChatModel({ url: 'http://127.0.0.1:9/v1', key: null, model: 'x', retryMs: 1 }).chat({
        messages: ASKED,
        maxTokens: 9,
      }),
      fails('unavailable'),
    );
  });

  it('should say over quota when it is told so three times', async () => {
    await fault({ status: 429, times: 3 });
    await assert.rejects(ask(), fails('over-quota'));
  });

  it('should say garbage when the stream breaks off, is not JSON, or does not end', async () => {
    await assert.rejects(ask('lumbung-mini:garbage'), fails('garbage'));
    await assert.rejects(ask('lumbung-mini:cut-off'), fails('garbage'));
    await assert.rejects(ask('lumbung-mini:endless', 20_000), fails('garbage'));
  });

  it('should say slow when it takes longer than allowed, and refused when the key is wrong', async () => {
    await assert.rejects(ask('lumbung-mini:slow', 60), fails('slow'));
    const wrong = createChatModel({ url: `${stage.sandbox.url}/llm/v1`, key: 'x', model: 'm' });
    await assert.rejects(wrong.chat({ messages: ASKED, maxTokens: 9 }), fails('refused'));
  });

  it('should leave the server alone for a while when it has failed five times in a row', async () => {
    const model = chat();
    await fault({ status: 500, times: 15 });
    for (let time = 0; time < 5; time++) await assert.rejects(model.chat({ messages: ASKED, maxTokens: 9 }));
    await assert.rejects(
      model.chat({ messages: ASKED, maxTokens: 9 }),
      (error) => error instanceof ModelFault && /left alone/.test(error.message),
    );
  });

  it('should give unit vectors in the order of the texts, and refuse another length, when it embeds', async () => {
    const url = `${stage.sandbox.url}/llm/v1`;
    const embedder = createEmbedder({ url, key: null, model: 'nomic-embed-text' }, 768);
    const texts = ['roti tawar', 'roti tawar gandum', 'harga cabai rawit'];
    const { vectors, tokens } = await embedder.embed('passage', texts);
    const dot = (a = 0, b = 0) =>
      (vectors[a] ?? new Float32Array()).reduce((sum, x, at) => sum + x * (vectors[b]?.[at] ?? 0), 0);
    assert.equal(vectors.length, 3);
    assert.ok(Math.abs(dot(0, 0) - 1) < 1e-5 && dot(0, 1) > dot(0, 2) && tokens > 0);
    // The twin is asked for no length and gives 768.
    const short = createEmbedder({ url, key: null, model: 'x' }, 384);
    await assert.rejects(short.embed('query', ['roti']), fails('garbage'));
  });
});
