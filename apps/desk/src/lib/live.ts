import { refreshSession } from '#lib/api.ts';

/** What the house pushes to the people concerned: ids and states, so that a page knows what to ask for again. */
export type LiveEvent = { event: string; orderId: string | null; orderNumber: string | null };

const names = [
  'order.confirmed',
  'order.shipped',
  'order.delivered',
  'order.completed',
  'order.cancelled',
  'seller.approved',
  'seller.rejected',
  'seller.suspended',
];
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();

/** Hears what happens while the desk is open. @returns stops hearing. */
export function onLive(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Opens the one stream of the desk; what was missed meanwhile is found by reloading. @returns closes it. */
export function openLive(): () => void {
  let stream: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = firstPauseMs;
  let isClosed = false;

  function open(): void {
    if (isClosed) return;
    stream = new EventSource('/api/v1/notifications/stream');
    stream.onopen = () => {
      pauseMs = firstPauseMs;
    };
    // A cut line is mended by the browser itself; an answer like 401 is not: then the session is renewed first.
    stream.onerror = () => {
      if (stream?.readyState !== EventSource.CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(() => void refreshSession().then(open), pauseMs);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    };
    for (const name of names) stream.addEventListener(name, (message) => tell(name, message));
  }

  open();
  return () => {
    isClosed = true;
    clearTimeout(timer);
    stream?.close();
  };
}

function tell(name: string, message: MessageEvent<unknown>): void {
  const event = readLive(name, message.data);
  for (const listener of listeners) listener(event);
}

/** Reads the data of a push; what is missing or of another form is null. */
export function readLive(name: string, data: unknown): LiveEvent {
  const fields = parse(data);
  const textOf = (key: string) => (typeof fields[key] === 'string' ? fields[key] : null);
  return { event: name, orderId: textOf('orderId'), orderNumber: textOf('orderNumber') };
}

function parse(data: unknown): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(String(data));
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
}
