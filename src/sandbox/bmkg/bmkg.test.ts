import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openStage, type Stage } from '../fixtures.ts';

describe('weather and news in the sandbox', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  it('should tell three days in slots of three hours when a village is asked for', async () => {
    const { status, body } = await stage.call('GET', '/bmkg/publik/prakiraan-cuaca?adm4=31.71.03.1001');
    assert.equal(status, 200);
    assert.equal(body.lokasi.adm4, '31.71.03.1001');
    assert.equal(body.data[0].cuaca.flat().length, 24);
    assert.ok(
      body.data[0].cuaca.flat().every((slot: { t: number; weather_desc: string }) => slot.t > 0 && slot.weather_desc),
    );
  });

  it('should answer 404 or 400 when the village is unknown or no village', async () => {
    assert.equal((await stage.call('GET', '/bmkg/publik/prakiraan-cuaca?adm4=31.71.03.0000')).status, 404);
    assert.equal((await stage.call('GET', '/bmkg/publik/prakiraan-cuaca?adm4=31')).status, 400);
  });

  it('should find made-up headlines when a key is given, and misbehave when told', async () => {
    const question = { headers: { 'x-api-key': 'k' }, body: { q: 'cabai rawit' } };
    assert.equal((await stage.call('POST', '/news/news', { body: { q: 'cabai' } })).status, 403);
    assert.equal((await stage.call('POST', '/news/news', question)).body.news.length, 4);
    await stage.control('POST', '/faults', { provider: 'news', kind: 'error', status: 500 });
    assert.equal((await stage.call('POST', '/news/news', question)).status, 500);
  });
});
