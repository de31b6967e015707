import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Type } from 'typebox';
import { defineContract } from './contract.ts';
import { internalRoutes } from './internal-routes.ts';
import type { Module } from './module.ts';
import { isRefusal, refuse, registerRefusals } from './refusal.ts';
import { connectNeighbour, remoteApi } from './remote.ts';
import { guestCall } from './testing/calls.ts';
import { testServer } from './testing/http-server.ts';
import { Unavailable } from './unavailable.ts';

const contract = defineContract({
  module: 'echo',
  operations: {
    say: {
      input: Type.Object({ text: Type.String() }, { additionalProperties: false }),
      output: Type.Object({ text: Type.String() }),
      refusals: ['echo.rude'],
    },
  },
  events: {},
  refusals: { 'echo.rude': { status: 422, id: 'Yang sopan, ya.', en: 'Be kind.' } },
});
registerRefusals(contract);
const SECRET = 'a shared secret of this test';

describe('a module in another process', () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  let url: string;
  const heard: { correlationId: string; userAgent: string | null }[] = [];

  before(async () => {
    const module = {
      contract,
      api: {
        say: async (call: { correlationId: string; userAgent: string | null }, input: { text: string }) => {
          heard.push(call);
          if (input.text === 'rude') throw refuse('echo.rude', { why: 'rude' });
          if (input.text === 'broken') throw new Error('secret detail');
          return { text: input.text };
        },
      },
    } as unknown as Module;
    server = await testServer(internalRoutes([module], [], SECRET));
    url = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  after(() => server.close());

  it('should answer like the module itself when it is called with the shared secret', async () => {
    const call = guestCall({ userAgent: 'browser' });
    assert.deepEqual(await remoteApi(contract, connectNeighbour(url, SECRET)).say(call, { text: 'halo' }), {
      text: 'halo',
    });
    assert.equal(heard.at(-1)?.correlationId, call.correlationId);
    assert.equal(heard.at(-1)?.userAgent, 'browser');
  });

  it('should throw the same refusal with its details when the module refuses', async () => {
    const api = remoteApi(contract, connectNeighbour(url, SECRET));
    await assert.rejects(
      api.say(guestCall(), { text: 'rude' }),
      (error) => isRefusal(error, 'echo.rude') && error.details.why === 'rude',
    );
  });

  it('should turn a caller away when the secret is another one or the body was changed', async () => {
    const before = heard.length;
    await assert.rejects(
      remoteApi(contract, connectNeighbour(url, 'wrong')).say(guestCall(), { text: 'halo' }),
      Unavailable,
    );
    const forged = await fetch(`${url}/internal/v1/echo/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer x.y.z' },
      body: '{"text":"halo"}',
    });
    assert.equal(forged.status, 401);
    assert.equal(heard.length, before);
  });

  it('should say that the neighbour does not answer when it fails or is gone, and stop asking after a row of faults', async () => {
    const api = remoteApi(contract, connectNeighbour(url, SECRET));
    await assert.rejects(
      api.say(guestCall(), { text: 'broken' }),
      (error) => error instanceof Unavailable && !String(error).includes('secret detail'),
    );
    const gone = remoteApi(contract, connectNeighbour('http://127.0.0.1:9', SECRET));
    for (let n = 0; n < 6; n++) await assert.rejects(gone.say(guestCall(), { text: 'halo' }), Unavailable);
  });

  it('should refuse when the contract does not have the operation', async () => {
    const neighbour = connectNeighbour(url, SECRET);
    for (const path of ['/internal/v1/echo/constructor', '/internal/v1/echo/whisper', '/internal/v1/other/say'])
      await assert.rejects(neighbour.post(path, guestCall(), {}));
  });
});
