import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { readTar, type TarFile, tarEnd, tarFile } from './tar.ts';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function filesOf(bytes: Buffer, size: number): Promise<TarFile[]> {
  const files: TarFile[] = [];
  for await (const file of readTar(inPieces(bytes, size))) files.push(file);
  return files;
}

describe('files in a row', () => {
  const files = [0, 1, 511, 512, 513, 70_000].map((size) => ({
    name: `pictures/${size}/a.webp`,
    bytes: randomBytes(size),
  }));
  const whole = Buffer.concat([...files.flatMap(tarFile), tarEnd()]);

  for (const size of [1_000_000, 512, 333])
    it(`should give back the same files when they come in pieces of ${size} bytes`, async () => {
      assert.deepEqual(await filesOf(whole, size), files);
    });

  it('should say so when the row ends in the middle of a file or a header was changed', async () => {
    await assert.rejects(filesOf(whole.subarray(0, whole.length - 60_000), 512), /ends in the middle/);
    const changed = Buffer.from(whole);
    changed[3] = 0x41;
    await assert.rejects(filesOf(changed, 512), /not sound/);
  });
});
