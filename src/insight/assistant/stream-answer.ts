import { Readable } from 'node:stream';
import type { Call } from '#platform/call';
import type { Log } from '#platform/log';
import { describeRefusal, Refusal } from '#platform/refusal';
import type { Begun } from './send-message.ts';

const HEARTBEAT_MS = 15_000;

/**
 * An answer as server-sent events: `question` (as it was kept), `text` (pieces, each of them checked), `replace` (what was
 * told so far is void), `message` (the whole answer, which is what counts), or `refusal`. Who goes away or
 * stops it stops the model as well: what was said until then is kept in the session, and no more tokens are used.
 */
export function streamAnswer(begun: Begun, call: Call, log: Log): Readable {
  const gone = new AbortController();
  const body = new Readable({
    read() {},
    destroy(error, done) {
      gone.abort();
      done(error);
    },
  });
  const send = (event: string, data: unknown): void => {
    if (!body.destroyed) body.push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  // The first bytes open the stream, also behind proxies that wait for some.
  body.push(`: ${' '.repeat(64)}\n\n`);
  send('question', begun.question);
  const heartbeat = setInterval(() => {
    if (!body.destroyed) body.push(': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();
  void begun
    .answer((told) => {
      if (told.kind === 'text') send('text', { text: told.text });
      else if (told.kind === 'replace') send('replace', {});
    }, gone.signal)
    .then((message) => send('message', message))
    .catch((error: unknown) => {
      const isKnown = error instanceof Refusal;
      if (!isKnown) log.error({ err: error }, 'an answer was not finished');
      const code = isKnown ? error.code : 'server.failed';
      const detail = isKnown ? describeRefusal(error, call.language).detail : '';
      send('refusal', { code, detail, correlationId: call.correlationId });
    })
    .finally(() => {
      clearInterval(heartbeat);
      if (!body.destroyed) body.push(null);
    });
  return body;
}
