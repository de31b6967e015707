import { Readable } from 'node:stream';

/** Something that happened, for people who look at a page right now. What they miss they find when they reload. */
export type LiveEvent = {
  /** Becomes the SSE field `event`, e.g. `payment.completed`. */
  event: string;
  /** Sent as JSON. */
  data: unknown;
  id?: string;
};

/** Carries a push to the other processes of the house; made by the composition root. */
export type LiveRelay = (topic: string, event: LiveEvent) => void;

export type Live = {
  /** Tells everybody who listens to the topic, here and (through the relay) in other processes. Never waits, never throws. */
  publish(topic: string, event: LiveEvent): void;
  /** A push that came from another process: told here only. */
  receive(topic: string, event: LiveEvent): void;
  /** Where pushes also go; set once by the composition root. */
  setRelay(relay: LiveRelay): void;
  /**
   * A `text/event-stream` body. Ends when `signal` aborts, when the process drains, or when the listener cannot keep
   * up. `owner` (the first topic unless given) may hold 5 at once: a sixth closes the oldest.
   */
  stream(topics: readonly string[], signal: AbortSignal, owner?: string): Readable;
  /** Ends all streams; new ones end at once. */
  close(): void;
  readonly size: number;
};

const HEARTBEAT_MS = 15_000;
const MAX_PER_OWNER = 5;
const MAX_TOPICS = 20;
/** A listener that has not read this much is gone or too slow. */
const MAX_BUFFERED_BYTES = 64 * 1_024;
/** How long a browser waits before it comes back: after a drain soon, after it was replaced by newer tabs not so soon. */
const RETRY_MS = 2_000;
const RETRY_REPLACED_MS = 60_000;

type Listener = { body: Readable; topics: readonly string[]; owner: string; isEnding: boolean };

export function createLive(options: { heartbeatMs?: number; relay?: LiveRelay } = {}): Live {
  const registry = createRegistry();
  let relay = options.relay;
  let isClosed = false;
  const heartbeat = setInterval(() => {
    for (const listener of registry.all) push(listener, ': still here\n\n');
  }, options.heartbeatMs ?? HEARTBEAT_MS);
  heartbeat.unref();

  function receive(topic: string, event: LiveEvent): void {
    const hearers = registry.hearers(topic);
    if (!hearers) return;
    const text = frameOf(event);
    for (const listener of hearers) push(listener, text);
  }

  return {
    publish: (topic, event) => {
      receive(topic, event);
      relay?.(topic, event);
    },
    receive,
    setRelay: (next) => {
      relay = next;
    },
    stream: (topics, signal, owner = topics[0] ?? '') => {
      const listener = makeListener(topics, owner);
      if (isClosed || signal.aborted) return end(listener, RETRY_MS);
      for (const oldest of registry.ofOwner(owner).slice(0, 1 - MAX_PER_OWNER)) end(oldest, RETRY_REPLACED_MS);
      registry.add(listener);
      const leave = () => listener.body.destroy();
      signal.addEventListener('abort', leave, { once: true });
      listener.body.once('close', () => signal.removeEventListener('abort', leave));
      return listener.body;
    },
    close: () => {
      isClosed = true;
      clearInterval(heartbeat);
      for (const listener of [...registry.all]) end(listener, RETRY_MS);
    },
    get size() {
      return registry.all.size;
    },
  };
}

/** Who listens, by topic and by owner. A listener leaves by itself when its stream ends or breaks. */
function createRegistry() {
  const all = new Set<Listener>();
  const byTopic = new Map<string, Set<Listener>>();
  const byOwner = new Map<string, Set<Listener>>();

  function leave(listener: Listener): void {
    all.delete(listener);
    for (const topic of listener.topics) drop(byTopic, topic, listener);
    drop(byOwner, listener.owner, listener);
  }

  return {
    all,
    hearers: (topic: string) => byTopic.get(topic),
    /** Oldest first, without those that are ending. */
    ofOwner: (owner: string) => [...(byOwner.get(owner) ?? [])].filter((listener) => !listener.isEnding),
    add: (listener: Listener) => {
      all.add(listener);
      for (const topic of listener.topics) byTopic.set(topic, (byTopic.get(topic) ?? new Set()).add(listener));
      byOwner.set(listener.owner, (byOwner.get(listener.owner) ?? new Set()).add(listener));
      listener.body.once('close', () => leave(listener));
    },
  };
}

function drop(index: Map<string, Set<Listener>>, key: string, listener: Listener): void {
  const listeners = index.get(key);
  listeners?.delete(listener);
  if (listeners?.size === 0) index.delete(key);
}

function makeListener(topics: readonly string[], owner: string): Listener {
  const body = new Readable({ read() {}, highWaterMark: MAX_BUFFERED_BYTES });
  // The first bytes open the stream in the browser, also behind proxies that wait for some.
  body.push(`retry: ${RETRY_MS}\n: ${' '.repeat(64)}\n\n`);
  return { body, topics: topics.slice(0, MAX_TOPICS), owner, isEnding: false };
}

function push(listener: Listener, text: string): void {
  const { body } = listener;
  if (body.destroyed || listener.isEnding) return;
  if (body.readableLength + text.length > MAX_BUFFERED_BYTES) body.destroy();
  else body.push(text);
}

function end(listener: Listener, retryMs: number): Readable {
  const { body } = listener;
  if (!body.destroyed && !listener.isEnding) {
    listener.isEnding = true;
    body.push(`retry: ${retryMs}\n\n`);
    body.push(null);
  }
  return body;
}

/** One frame of a server-sent event. Names and ids are ours, but a line break in them would start a new field. */
function frameOf(event: LiveEvent): string {
  const oneLine = (text: string) => text.replace(/[\r\n]/g, ' ');
  const id = event.id === undefined ? '' : `id: ${oneLine(event.id)}\n`;
  return `${id}event: ${oneLine(event.event)}\ndata: ${JSON.stringify(event.data ?? null)}\n\n`;
}
