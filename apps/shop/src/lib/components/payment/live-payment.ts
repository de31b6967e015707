import type { Payment } from '@lumbung/kit/api.ts';
import { browserApi } from '#lib/browser-api.ts';

const everyMs = 5_000;
const everyMsLater = 15_000;
const patientAfterMs = 3 * 60_000;

/**
 * Watches one payment until it is no longer pending, or has been turned to another channel on another device: the server says so on the stream of notifications, and because a
 * stream can be cut on the way, it is also asked now and then while the page is looked at.
 * @returns stops watching.
 */
export function watchPayment(
  shown: Pick<Payment, 'id' | 'channel'>,
  onsettled: (payment: Payment) => void,
): () => void {
  const startedAt = Date.now();
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look() {
    clearTimeout(timer);
    if (stopped) return;
    const payment = document.hidden
      ? null
      : await browserApi('GET /payments/{id}', { path: { id: shown.id } }).catch(() => null);
    if (stopped) return;
    if (payment && (payment.status !== 'pending' || payment.channel !== shown.channel)) {
      stop();
      onsettled(payment);
      return;
    }
    timer = setTimeout(look, Date.now() - startedAt > patientAfterMs ? everyMsLater : everyMs);
  }

  const stream = new EventSource('/api/v1/notifications/stream');
  for (const name of [
    'payment.completed',
    'payment.failed',
    'payment.expired',
    'payment.cancelled',
    'payment.channel-changed',
    'order.confirmed',
    'message',
  ]) {
    stream.addEventListener(name, look);
  }
  const onvisible = () => void (document.hidden || look());
  document.addEventListener('visibilitychange', onvisible);
  timer = setTimeout(look, everyMs);

  function stop() {
    stopped = true;
    clearTimeout(timer);
    stream.close();
    document.removeEventListener('visibilitychange', onvisible);
  }
  return stop;
}
