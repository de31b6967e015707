import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { chooseEncoding, compress } from './compress.ts';

const text = JSON.stringify({ items: Array.from({ length: 500 }, (_, index) => ({ id: index, name: 'Kopi Gayo' })) });
const TYPE = 'application/json; charset=utf-8';

describe('compression', () => {
  it('should give the same bytes back when unpacked', async () => {
    for (const payload of [text, Buffer.from(text), text.repeat(10)]) {
      const expected = payload.toString();
      assert.equal(brotliDecompressSync((await compress(payload, TYPE, 'br')) ?? '').toString(), expected);
      assert.equal(gunzipSync((await compress(payload, TYPE, 'gzip')) ?? '').toString(), expected);
    }
  });

  it('should leave an answer as it is when it is short, packed already, or a stream of events', async () => {
    assert.equal(await compress('short', TYPE, 'br'), null);
    assert.equal(await compress(text, 'image/webp', 'br'), null);
    assert.equal(await compress(text, 'text/event-stream', 'br'), null);
    assert.equal(await compress(text, TYPE, null), null);
  });

  const choices: [string | undefined, string | null][] = [
    [undefined, null],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP;q=1.0', 'gzip'],
    ['identity', null],
    ['br;q=0, gzip', null],
    ['*;q=0', null],
    ['brotli', null],
    ['x'.repeat(500), null],
  ];
  for (const [header, encoding] of choices) {
    it(`should choose ${encoding} when the client says ${header?.slice(0, 30)}`, () =>
      assert.equal(chooseEncoding(header), encoding));
  }
});
