import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLoad } from './load.ts';
import { isRefusal } from './refusal.ts';

const isBusy = (error: unknown) => isRefusal(error, 'server.busy') && error.retryAfterSeconds !== null;
const LIMITS = { maxWrites: 3, maxReads: 5, maxOwed: 2, maxDelayMs: 100 };

describe('load shedding', () => {
  it('should turn the next one of a kind away, and of no other kind, when its budget is used up', () => {
    const load = createLoad(LIMITS, () => 0);
    const leave = [load.enter('write'), load.enter('write'), load.enter('write')];
    assert.throws(() => load.enter('write'), isBusy);
    for (let count = 0; count < 5; count++) load.enter('read');
    assert.throws(() => load.enter('read'), isBusy);
    for (let count = 0; count < 2; count++) load.enter('owed');
    assert.throws(() => load.enter('owed'), isBusy);
    assert.equal(load.inFlight, 10);
    leave[0]?.();
    load.enter('write');
    assert.throws(() => load.enter('write'), isBusy);
    load.stop();
  });

  it('should turn writes away before all else when the process is slow', () => {
    let delayMs = 150;
    const load = createLoad(LIMITS, () => delayMs);
    assert.throws(() => load.enter('write'), isBusy);
    load.enter('read');
    load.enter('owed');
    delayMs = 201;
    assert.throws(() => load.enter('read'), isBusy);
    assert.throws(() => load.enter('owed'), isBusy);
    assert.equal(load.inFlight, 2);
    load.stop();
  });

  it('should measure the event loop when no measure is given', () => {
    const load = createLoad(LIMITS);
    load.enter('write')();
    assert.deepEqual([load.delayMs, load.inFlight], [0, 0]);
    load.stop();
  });
});
