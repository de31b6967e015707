import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { isPrivateAddress } from '#platform/inner-addresses';
import { fetchPicture } from './fetch-picture.ts';

const LIMITS = { maxBytes: 1_000, timeoutMs: 2_000, isPrivateAllowed: true };

describe('fetchPicture', () => {
  let web: Server;
  let url = '';
  before(async () => {
    const ways: Record<string, (response: ServerResponse) => void> = {
      '/good': (response) => response.end('bytes'),
      '/large': (response) => response.end(Buffer.alloc(2_000)),
      '/slow': (response) => response.write('x'),
      '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
      '/file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      '/moved': (response) => response.writeHead(301, { location: '/good' }).end(),
    };
    web = createServer((request, response) => {
      const way = ways[request.url ?? ''] ?? (() => response.writeHead(404).end());
      way(response);
    });
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
    url = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  });
  after(() => {
    web.closeAllConnections();
    web.close();
  });

  it('should answer the bytes when the address is good or has moved', async () => {
    for (const path of ['/good', '/moved'])
      assert.equal((await fetchPicture(`${url}${path}`, LIMITS)).toString(), 'bytes');
  });

  it('should give up with a reason when it is large, slow, gone, goes round in circles or is no web address', async () => {
    const reasons: [string, RegExp][] = [
      [`${url}/large`, /terlalu besar/],
      [`${url}/slow`, /terlalu lama/],
      [`${url}/none`, /jawaban 404/],
      [`${url}/loop`, /terlalu sering dialihkan/],
      [`${url}/file`, /bukan alamat http/],
      ['ftp://gambar.example/a.jpg', /bukan alamat http/],
      ['nonsense', /bukan alamat http/],
      ['http://127.0.0.1:1/a.jpg', /ECONNREFUSED/],
    ];
    for (const [address, reason] of reasons)
      await assert.rejects(fetchPicture(address, { ...LIMITS, timeoutMs: 500 }), reason, address);
  });

  it('should ask nobody inside the network when that is not allowed, however the address is written', async () => {
    const closed = { ...LIMITS, isPrivateAllowed: false };
    const { port } = new URL(url);
    const written = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0x7f.1',
      '169.254.169.254',
    ];
    for (const host of written)
      await assert.rejects(fetchPicture(`http://${host}:${port}/good`, closed), /alamat dalam jaringan/, host);
  });

  it('should tell addresses of the world from those inside when they are looked at', () => {
    for (const inside of [
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '100.64.0.1',
      '0.0.0.0',
      '255.255.255.255',
      '::',
      'fd00::1',
      'fe80::1',
      '64:ff9b::a00:1',
      '::ffff:10.0.0.1',
      'x',
    ])
      assert.equal(isPrivateAddress(inside), true, inside);
    for (const outside of ['8.8.8.8', '172.32.0.1', '103.10.10.10', '2606:4700::1111'])
      assert.equal(isPrivateAddress(outside), false, outside);
  });
});
