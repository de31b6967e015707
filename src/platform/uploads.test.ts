import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { route } from './route.ts';
import { post, problemOf, serve } from './testing/http-server.ts';
import { createThing } from './testing/http-things.ts';

describe('uploads', () => {
  const upload = route({
    method: 'POST',
    path: '/media',
    summary: 'x',
    scope: 'public',
    multipart: true,
    bodyLimitBytes: 1_000,
    answers: { 201: Type.Unknown() },
    handle: async ({ files }) =>
      (await files()).map(({ field, filename, bytes, fields }) => ({ field, filename, size: bytes.length, fields })),
  });
  const served = serve([upload, createThing]);
  const send = (parts: Record<string, string | Blob>) => {
    const form = new FormData();
    for (const [name, part] of Object.entries(parts))
      typeof part === 'string' ? form.append(name, part) : form.append(name, part, 'foto.png');
    return fetch(`${served.url}/api/v1/media`, { method: 'POST', body: form });
  };

  it('should carry files and fields when they are within the limits', async () => {
    const response = await send({ purpose: 'product', file: new Blob(['x'.repeat(900)]) });
    assert.deepEqual(await response.json(), [
      { field: 'file', filename: 'foto.png', size: 900, fields: { purpose: 'product' } },
    ]);
  });

  it('should be refused when a file is too large', async () => {
    assert.equal((await problemOf(await send({ file: new Blob(['x'.repeat(1_001)]) }))).code, 'request.too-large');
  });

  it('should be refused when there are too many parts', async () => {
    assert.equal(
      (await problemOf(await send(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, 'x'])))))
        .code,
      'request.too-large',
    );
  });

  it('should be refused when a field holds NUL', async () => {
    assert.equal((await problemOf(await send({ purpose: 'a\0b', file: new Blob(['x']) }))).code, 'request.invalid');
  });

  const broken: [string, string, string][] = [
    [
      'the form ends early',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
    ],
    ['the form is empty', 'multipart/form-data; boundary=x', ''],
    ['there is no boundary', 'multipart/form-data', 'abc'],
    [
      'a part has no name',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--x--\r\n',
    ],
  ];
  for (const [when, type, body] of broken) {
    it(`should end in a clean answer when ${when}`, async () => {
      const response = await fetch(`${served.url}/api/v1/media`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      assert.ok(response.status < 500, `${response.status} ${await response.text()}`);
    });
  }

  it('should be refused when JSON is wanted, and the other way round', async () => {
    assert.equal((await post(`${served.url}/api/v1/media`, {})).status, 415);
    const form = new FormData();
    form.append('name', 'x');
    assert.equal((await fetch(`${served.url}/api/v1/things`, { method: 'POST', body: form })).status, 415);
  });
});
