import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLoad } from './load.ts';
import { isRefusal } from './refusal.ts';

const isBusy = (error: unknown) => isRefusal(error, 'server.busy') && error.retryAfterSeconds !== null;

describe('load shedding', () => {
  it('should turn writes away before reads when many requests are under way', () => {
    const load = createLoad({ maxInFlight: 10, maxDelayMs: 100 }, () => 0);
    for (let count = 0; count < 8; count++) load.enter('write');
    assert.throws(() => load.enter('write'), isBusy);
    load.enter('read');
    load.enter('read');
    assert.throws(() => load.enter('read'), isBusy);
    load.leave();
    load.enter('read');
    assert.equal(load.inFlight, 10);
    load.stop();
  });

  it('should turn writes away before reads when the process is slow', () => {
    let delayMs = 150;
    const load = createLoad({ maxInFlight: 10, maxDelayMs: 100 }, () => delayMs);
    assert.throws(() => load.enter('write'), isBusy);
    load.enter('read');
    delayMs = 201;
    assert.throws(() => load.enter('read'), isBusy);
    assert.equal(load.inFlight, 1);
    load.stop();
  });

  it('should measure the event loop when no measure is given', () => {
    const load = createLoad({ maxInFlight: 10, maxDelayMs: 100 });
    load.enter('write');
    assert.equal(load.delayMs, 0);
    load.stop();
  });
});
