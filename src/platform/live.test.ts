import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { createLive, type LiveEvent } from './live.ts';
import { waitFor } from './testing/database.ts';

function listen(body: Readable): { text: () => string; isOver: () => boolean } {
  let text = '';
  let isOver = false;
  body.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  body.once('close', () => {
    isOver = true;
  });
  return { text: () => text, isOver: () => isOver };
}

describe('live pushes', () => {
  it('should reach those who listen to the topic and nobody else when something is published', async () => {
    const live = createLive();
    const mine = listen(live.stream(['user:1', 'order:9'], new AbortController().signal));
    const other = listen(live.stream(['user:2'], new AbortController().signal));
    live.publish('order:9', { event: 'payment.completed', data: { orderId: 9 }, id: 'e1' });
    await waitFor('the stream shows it', () => mine.text().includes('payment.completed'));
    assert.ok(mine.text().endsWith('id: e1\nevent: payment.completed\ndata: {"orderId":9}\n\n'));
    assert.equal(other.text().includes('payment.completed'), false);
    live.close();
  });

  it('should keep to one frame when names hold line breaks', async () => {
    const live = createLive();
    const mine = listen(live.stream(['t'], new AbortController().signal));
    live.publish('t', { event: 'a\ndata: forged', data: 'line\nbreak' });
    await waitFor('the stream shows it', () => mine.text().includes('forged'));
    assert.ok(mine.text().endsWith('event: a data: forged\ndata: "line\\nbreak"\n\n'));
    live.close();
  });

  it('should carry pushes to other processes once when a relay is set', () => {
    const relayed: [string, LiveEvent][] = [];
    const live = createLive();
    live.setRelay((topic, event) => relayed.push([topic, event]));
    live.publish('t', { event: 'a', data: 1 });
    live.receive('t', { event: 'b', data: 2 });
    assert.deepEqual(relayed, [['t', { event: 'a', data: 1 }]]);
    live.close();
  });

  it('should close the oldest when one owner opens a sixth', async () => {
    const live = createLive();
    const streams = Array.from({ length: 6 }, () => listen(live.stream(['user:1'], new AbortController().signal)));
    await waitFor('the stream shows it', () => streams[0]?.isOver() === true);
    assert.match(streams[0]?.text() ?? '', /retry: 60000\n\n$/);
    assert.equal(live.size, 5);
    live.publish('user:1', { event: 'a', data: 1 });
    await waitFor('the stream shows it', () => streams.slice(1).every((stream) => stream.text().includes('event: a')));
    live.close();
  });

  it('should forget a listener when its client goes away', async () => {
    const live = createLive();
    const gone = new AbortController();
    listen(live.stream(['t'], gone.signal));
    assert.equal(live.size, 1);
    gone.abort();
    await waitFor('the stream shows it', () => live.size === 0);
    live.close();
  });

  it('should drop a listener when it does not read', async () => {
    const live = createLive();
    const body = live.stream(['t'], new AbortController().signal);
    for (let count = 0; count < 100; count++) live.publish('t', { event: 'a', data: 'x'.repeat(1_000) });
    assert.equal(body.destroyed, true);
    await waitFor('the stream shows it', () => live.size === 0);
    live.close();
  });

  it('should show that it is alive when nothing happens', async () => {
    const live = createLive({ heartbeatMs: 5 });
    const mine = listen(live.stream(['t'], new AbortController().signal));
    await waitFor('the stream shows it', () => mine.text().includes(': still here\n\n'));
    live.close();
  });

  it('should end all streams and open none when it closes', async () => {
    const live = createLive();
    const before = listen(live.stream(['t'], new AbortController().signal));
    live.close();
    const after = listen(live.stream(['t'], new AbortController().signal));
    await waitFor('the stream shows it', () => before.isOver() && after.isOver());
    assert.equal(live.size, 0);
  });
});
