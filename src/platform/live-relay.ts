import pg from 'pg';
import { newUuid } from './ids.ts';
import type { Live, LiveEvent } from './live.ts';
import type { Log } from './log.ts';

const CHANNEL = 'lumbung_live';
const GATHER_MS = 25;
/** PostgreSQL takes less than 8,000 bytes in one notification. */
const MAX_BYTES = 7_500;
const RECONNECT_MS = 2_000;

type Push = { topic: string; event: LiveEvent };

/**
 * Carries live pushes between the processes of one database by NOTIFY: gathered over 25 ms, because a NOTIFY in every
 * transaction would serialise commits. A push that is too large, or made while the connection is away, is lost: pages ask
 * again when they reload.
 */
export function startLiveRelay(options: { url: string; live: Live; log: Log }): { stop(): Promise<void> } {
  const self = newUuid();
  let client: pg.Client | undefined;
  let waiting: Push[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: options.url, application_name: 'lumbung-live' });
    // A server that shuts down is told of twice: its farewell, and then the end of the connection.
    let isLost = false;
    next.on('error', (error) => {
      if (!isLost) reconnect(error);
      isLost = true;
    });
    next.on('notification', (message) => receive(message.payload ?? ''));
    await next.connect();
    // A push lost in a crash of the database is one that nobody could have received: no commit of it waits for the disk.
    await next.query(`set synchronous_commit = off; listen ${CHANNEL}`);
    client = next;
  }
  function reconnect(error: unknown): void {
    client = undefined;
    if (isStopped) return;
    options.log.warn({ err: error }, 'live pushes to other processes will be resumed');
    setTimeout(() => void connect().catch(reconnect), RECONNECT_MS).unref();
  }
  function receive(payload: string): void {
    const message = JSON.parse(payload) as { from: string; pushes: Push[] };
    if (message.from === self) return;
    for (const push of message.pushes) options.live.receive(push.topic, push.event);
  }
  function flush(): void {
    timer = undefined;
    const payload = JSON.stringify({ from: self, pushes: waiting });
    waiting = [];
    if (Buffer.byteLength(payload) > MAX_BYTES) return;
    void client?.query('select pg_notify($1, $2)', [CHANNEL, payload]).catch(() => {});
  }

  options.live.setRelay((topic, event) => {
    waiting.push({ topic, event });
    timer ??= setTimeout(flush, GATHER_MS);
  });
  void connect().catch(reconnect);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
