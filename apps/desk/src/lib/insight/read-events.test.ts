import { describe, expect, it } from 'vitest';
import { readEvents, type StreamEvent } from './read-events.ts';

async function eventsOf(text: string, size: number): Promise<StreamEvent[]> {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      for (let at = 0; at < bytes.length; at += size) stream.enqueue(bytes.slice(at, at + size));
      stream.close();
    },
  });
  const events: StreamEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

describe('a stream of events', () => {
  const text =
    ': halo\n\nevent: delta\ndata: {"text":"é 1"}\n\nevent: delta\r\ndata: {"text":\r\ndata: "2"}\r\n\r\ndata: bukan json\n\nevent: answer\ndata: {}';

  it('should be the same events when it is cut anywhere', async () => {
    const expected = [
      { event: 'delta', data: { text: 'é 1' } },
      { event: 'delta', data: { text: '2' } },
      { event: 'answer', data: {} },
    ];
    for (const size of [1, 2, 3, 7, 1_000]) expect(await eventsOf(text, size)).toEqual(expected);
  });

  it('should be nothing when nothing comes', async () => {
    expect(await eventsOf('', 1)).toEqual([]);
  });
});
