import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { memoryStorage } from './fixtures.ts';
import { sha256Of } from './manifest.ts';
import { readParts, writeParts } from './parts.ts';

const CHUNK = 256 * 1024;

describe('a stream in parts', () => {
  it('should come back as it was, in parts of some megabytes, when it is large', async () => {
    const place = memoryStorage();
    const chunks = Array.from({ length: 80 }, () => randomBytes(CHUNK));
    const { parts, rawBytes } = await writeParts(Readable.from(chunks), { place, keyOf: (n) => `a/${n}` });
    assert.equal(rawBytes, 80 * CHUNK);
    assert.ok(parts.length >= 3, `${parts.length} parts`);
    assert.ok(parts.every(({ bytes }) => bytes < 9 * 1024 * 1024));
    const back: Buffer[] = [];
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        back.push(chunk);
        done();
      },
    });
    await readParts(place, parts, sink);
    assert.equal(sha256Of(Buffer.concat(back)), sha256Of(Buffer.concat(chunks)));
  });

  it('should leave nothing behind when there is nothing to keep', async () => {
    const place = memoryStorage();
    assert.deepEqual(await writeParts(Readable.from([]), { place, keyOf: (n) => `a/${n}` }), {
      parts: [],
      rawBytes: 0,
    });
    assert.equal(place.objects.size, 0);
  });

  it('should fail, and not hang, when the place does not take a part', async () => {
    const place = { ...memoryStorage(), put: () => Promise.reject(new Error('full')) };
    const endless = Readable.from(
      (function* () {
        for (;;) yield randomBytes(CHUNK);
      })(),
    );
    await assert.rejects(writeParts(endless, { place, keyOf: (n) => `a/${n}` }), /full/);
  });
});
