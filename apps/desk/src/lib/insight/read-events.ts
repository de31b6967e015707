/** One event of a stream, as the house sends it: a name and JSON. */
export type StreamEvent = { event: string; data: unknown };

/**
 * Takes a text/event-stream apart as it arrives (WHATWG HTML, "Server-sent events"): events end with an empty line, lines
 * that begin with a colon are comments, several `data` lines are one text. Pieces may be cut anywhere; what is not JSON is
 * left out.
 */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? '\n\n' : value;
      const blocks = rest.replaceAll('\r\n', '\n').split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const read = readBlock(block);
        if (read) yield read;
      }
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function readBlock(block: string): StreamEvent | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field = '', text = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') event = text;
    if (field === 'data') data.push(text);
  }
  if (data.length === 0) return null;
  try {
    return { event, data: JSON.parse(data.join('\n')) as unknown };
  } catch {
    return null;
  }
}
