import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readOrMakeSecrets } from './secrets-file.ts';

describe('the secrets of an installation', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-secrets-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('should be the same for everybody when several processes start on one empty folder', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => readOrMakeSecrets(join(folder, 'fresh'))));
    for (const secrets of all) assert.deepEqual(secrets, all[0]);
    assert.deepEqual(await readOrMakeSecrets(join(folder, 'fresh')), all[0]);
  });

  it('should keep what is there and add what is new when the file is older', async () => {
    const made = await readOrMakeSecrets(join(folder, 'older'));
    const file = join(folder, 'older', 'secrets.json');
    const { whatsappAppSecret: _, ...older } = made;
    await writeFile(file, JSON.stringify(older));
    const grown = await Promise.all(Array.from({ length: 4 }, () => readOrMakeSecrets(join(folder, 'older'))));
    for (const secrets of grown) assert.deepEqual(secrets, grown[0]);
    assert.equal(grown[0]?.masterKey, made.masterKey);
    assert.match(grown[0]?.whatsappAppSecret ?? '', /^[0-9a-f]{64}$/);
  });

  it('should stop, and leave the file alone, when it cannot be read', async () => {
    const place = join(folder, 'broken');
    await readOrMakeSecrets(place);
    const file = join(place, 'secrets.json');
    await writeFile(file, '{"masterKey": "half');
    await assert.rejects(readOrMakeSecrets(place));
    assert.equal(await readFile(file, 'utf8'), '{"masterKey": "half');
  });
});
