import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { takePorts } from './house-ports.ts';

describe('ports of a house under test', () => {
  it('should lie below the range of outgoing connections and be given to nobody else when a house has them', async () => {
    const taken = await Promise.all(Array.from({ length: 50 }, () => takePorts()));
    const ports = taken.flatMap(({ house, second, sandbox, mail }) => [house, second, sandbox, mail]);
    assert.equal(new Set(ports).size, ports.length);
    assert.ok(ports.every((port) => port >= 20_000 && port < 32_768));
    await Promise.all(taken.map(({ giveBack }) => giveBack()));
  });

  it('should be free again when the house has given them back', async () => {
    const { house, giveBack } = await takePorts();
    await giveBack();
    const server = createServer();
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen({ port: house, host: '127.0.0.1' }, done);
    });
    server.close();
  });
});
