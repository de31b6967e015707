import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { systemCall } from '#platform/call';
import { systemClock } from '#platform/clock';
import { newUuid } from '#platform/ids';
import { isRefusal } from '#platform/refusal';
import { diskStorage, type Storage } from '#platform/storage';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { createMedia } from './module.ts';
import { createRenderPicture } from './render-picture.ts';

describe('media', () => {
  const world = testDatabase('media');
  const person = userCall(newUuid());
  let folder: string;
  let storage: Storage;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-media-'));
    storage = diskStorage(folder);
  });
  after(() => rm(folder, { recursive: true }));

  const api = () => createMedia({ database: world.database, storage, clock: systemClock, newId: newUuid }).api;
  const photo = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#2B3A8C' } });
  const store = (bytes: Buffer, call = person) =>
    api().storePicture(call, { ownerId: null, purpose: 'product', base64: bytes.toString('base64') });

  it('should keep a picture upright and without metadata when a phone sends one', async () => {
    const phone = await photo(1600, 1200)
      .withExif({ IFD0: { Make: 'Telepon' }, IFD3: { GPSLatitude: '6/1 54/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const picture = await store(phone);
    assert.deepEqual([picture.width, picture.height], [1200, 1600]);
    const kept = await storage.get(`pictures/${picture.id}/original.webp`);
    assert.ok(kept);
    const metadata = await sharp(kept).metadata();
    assert.equal(metadata.exif, undefined);
    assert.equal(metadata.orientation, undefined);
  });

  it('should make and keep a rendition when it is asked for the first time', async () => {
    const picture = await store(await photo(1600, 900).jpeg().toBuffer());
    assert.equal(picture.url, `/media/${picture.id}/1280.webp`);
    assert.deepEqual(
      picture.sources.map((source) => source.type),
      ['image/avif', 'image/webp'],
    );
    const render = createRenderPicture({ storage });
    for (const { width, format } of [
      { width: 320, format: 'webp' },
      { width: 640, format: 'avif' },
      { width: 1280, format: 'webp' },
    ]) {
      const [first, second] = await Promise.all([
        render(picture.id, `${width}.${format}`),
        render(picture.id, `${width}.${format}`),
      ]);
      assert.equal((await sharp(first.bytes).metadata()).width, width);
      assert.deepEqual(first.bytes, second.bytes);
    }
    assert.deepEqual((await readdir(join(folder, 'pictures', picture.id))).sort(), [
      '1280.webp',
      '320.webp',
      '640.avif',
      'original.webp',
    ]);
  });

  it('should not offer sizes beyond the original when the picture is small', async () => {
    const picture = await store(await photo(500, 400).png().toBuffer());
    assert.equal(picture.url, `/media/${picture.id}/640.webp`);
    assert.equal(picture.sources[1]?.srcset, `/media/${picture.id}/320.webp 320w, /media/${picture.id}/640.webp 500w`);
  });

  it('should refuse bytes when they are no picture, whatever they call themselves (media.not-a-picture)', async () => {
    const cut = (await photo(800, 800).jpeg().toBuffer()).subarray(0, 300);
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><script>alert(1)</script></svg>',
    );
    for (const bytes of [Buffer.from('<html>'), Buffer.alloc(0), Buffer.from('%PDF-1.7'), cut, svg]) {
      await assert.rejects(store(bytes), (error) => isRefusal(error, 'media.not-a-picture'));
    }
  });

  it('should take an SVG from the house itself when demo goods are drawn', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640"><rect width="640" height="640" fill="#F2B134"/></svg>',
    );
    const picture = await store(svg, systemCall('demo', 'test'));
    assert.deepEqual([picture.width, picture.height], [640, 640]);
  });

  it('should refuse a picture when it is too small or too large (media.too-small, media.too-large)', async () => {
    await assert.rejects(store(await photo(99, 500).png().toBuffer()), (error) => isRefusal(error, 'media.too-small'));
    await assert.rejects(store(Buffer.alloc(8 * 1024 * 1024 + 1)), (error) => isRefusal(error, 'media.too-large'));
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await assert.rejects(store(bomb), (error) => isRefusal(error, 'media.too-large'));
  });

  it('should store once when the same id comes twice', async () => {
    const pictureId = newUuid();
    const base64 = (await photo(300, 300).png().toBuffer()).toString('base64');
    const first = await api().storePicture(person, { pictureId, ownerId: null, purpose: 'shop', base64 });
    const second = await api().storePicture(person, { pictureId, ownerId: null, purpose: 'shop', base64: '' });
    assert.deepEqual(second, first);
  });

  it('should give only the own pictures when an owner is named', async () => {
    const ownerId = newUuid();
    const base64 = (await photo(300, 300).png().toBuffer()).toString('base64');
    const own = await api().storePicture(person, { ownerId, purpose: 'shop', base64 });
    const other = await api().storePicture(person, { ownerId: newUuid(), purpose: 'shop', base64 });
    const { pictures } = await api().picturesByIds(person, { pictureIds: [own.id, other.id], ownerId });
    assert.deepEqual(
      pictures.map((picture) => picture.id),
      [own.id],
    );
  });

  it('should answer not found when picture or size do not exist (media.not-found)', async () => {
    const render = createRenderPicture({ storage });
    await assert.rejects(render(newUuid(), '320.webp'), (error) => isRefusal(error, 'media.not-found'));
    for (const file of ['321.webp', '320.gif', '../secrets.json', 'original.webp']) {
      await assert.rejects(render(newUuid(), file), (error) => isRefusal(error, 'media.not-found'));
    }
  });
});
