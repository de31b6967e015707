import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { pack } from 'tar-stream';
import { Archive, plainName } from './archive.ts';

describe('an archive of pictures', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-archive-test-'));
  });
  after(() => rm(folder, { recursive: true }));

  const FILES = {
    'foto/Kaos Biru.jpg': Buffer.from('kaos'),
    'foto/besar.png': Buffer.alloc(2_000),
    '../../luar.jpg': Buffer.from('luar'),
    'catatan.txt': Buffer.from('teks'),
  };
  async function tarOf(files: Record<string, Buffer>): Promise<Buffer> {
    const packing = pack();
    for (const [name, bytes] of Object.entries(files)) packing.entry({ name }, bytes);
    packing.entry({ name: 'tautan.jpg', type: 'symlink', linkname: '/etc/passwd' });
    packing.finalize();
    return buffer(packing);
  }

  it('should find pictures by their names, and nothing that is too large, leads out or is no picture, when it is a zip or a tar', async () => {
    const tar = await tarOf(FILES);
    for (const [kind, bytes] of [
      ['zip', zipSync(FILES)],
      ['tar', tar],
      ['tgz', gzipSync(tar)],
    ] as const) {
      const path = join(folder, `foto.${kind}`);
      await writeFile(path, bytes);
      const archive = await Archive.open(path, 1_000);
      const read = async (name: string) => (await archive.read(name))?.toString() ?? null;
      assert.equal(await read('foto/kaos biru.jpg'), 'kaos', kind);
      assert.equal(await read('Kaos Biru.JPG'), 'kaos', kind);
      for (const name of ['besar.png', 'luar.jpg', '../../luar.jpg', 'catatan.txt', 'tautan.jpg', '/etc/passwd'])
        assert.equal(await read(name), null, `${kind} ${name}`);
      await archive.close();
    }
  });

  it('should say so and leave nothing behind when the file is no archive', async () => {
    const path = join(folder, 'rusak.zip');
    await writeFile(path, Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200, 0xee)]));
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('lumbung-pictures-')).length;
    const opened = await Archive.open(path, 1_000).catch(() => null);
    assert.equal(opened?.size ?? 0, 0);
    await opened?.close();
    await writeFile(path, 'not a tar at all'.repeat(100));
    await assert.rejects(Archive.open(path, 1_000), /cannot be read as a zip or tar/);
    const after = (await readdir(tmpdir())).filter((name) => name.startsWith('lumbung-pictures-')).length;
    assert.ok(after <= before);
  });

  it('should make no path of a name when it leads out', () => {
    assert.equal(plainName('./Foto\\Kaos.JPG'), 'foto/kaos.jpg');
    for (const name of ['..', '../a.jpg', 'a/../../b.jpg', '..\\a.jpg', '', '/']) assert.equal(plainName(name), null);
  });
});
