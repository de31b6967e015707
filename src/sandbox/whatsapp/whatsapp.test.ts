import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Loose, openStage, type Stage, TEST_SECRETS } from '../fixtures.ts';

const HEADERS = { authorization: `Bearer ${TEST_SECRETS.whatsappToken}` };

describe('WhatsApp Cloud messages', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
    await stage.control('PUT', '/webhooks/urls', {
      source: 'whatsapp',
      url: String((await stage.control('GET', '/webhooks/urls')).body.xendit).replace('xendit', 'whatsapp'),
    });
  });
  after(() => stage.close());
  afterEach(() => {
    stage.heard.length = 0;
  });

  const send = (body: Loose, headers: Record<string, string> = HEADERS) =>
    stage.call('POST', '/whatsapp/v20.0/100200300/messages', { headers, body });
  const template = (to: string, code = '482913') => ({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'template',
    template: {
      name: 'kode_masuk',
      language: { code: 'id' },
      components: [
        { type: 'body', parameters: [{ type: 'text', text: code }] },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: code }] },
      ],
    },
  });
  const text = (to: string, body = 'Halo') => ({ messaging_product: 'whatsapp', to, type: 'text', text: { body } });
  const states = (heard: { body: Loose }) => heard.body.entry[0].changes[0].value.statuses?.[0];

  it('should keep a message for the phone and tell its way under a signature when a template is sent', async () => {
    const { status, body } = await send(template('6281234567890'));
    assert.equal(status, 200);
    assert.deepEqual(body.contacts, [{ input: '6281234567890', wa_id: '6281234567890' }]);
    assert.match(body.messages[0].id, /^wamid\./);
    const heard = await stage.hears(2, (one) => states(one)?.id === body.messages[0].id);
    assert.deepEqual(
      heard.map(states).map((state) => state.status),
      ['sent', 'delivered'],
    );
    for (const one of heard) {
      assert.equal(
        one.headers['x-hub-signature-256'],
        `sha256=${createHmac('sha256', TEST_SECRETS.whatsappAppSecret ?? '')
          .update(one.raw)
          .digest('hex')}`,
      );
    }
    const { items } = (await stage.control('GET', '/messages?to=6281234567890')).body;
    assert.deepEqual([items[0].templateName, items[0].parameters], ['kode_masuk', ['482913', '482913']]);
    const codes = (await stage.control('GET', '/codes?to=%2B6281234567890')).body.items;
    assert.deepEqual([codes[0].code, codes[0].channel], ['482913', 'whatsapp']);
  });

  it('should show the approved wording when a template has one', async () => {
    await stage.control('PUT', '/whatsapp/templates', {
      name: 'kode_masuk',
      wording: 'Kode masukmu {{1}}. Jangan berikan ke siapa pun.',
    });
    await send(template('6281200000001', '112233'));
    const { items } = (await stage.control('GET', '/messages?to=6281200000001')).body;
    assert.equal(items[0].text, 'Kode masukmu 112233. Jangan berikan ke siapa pun.');
  });

  it('should deliver free text only when the person has written within 24 hours', async () => {
    const { body } = await send(text('6281299999991'));
    const [failed] = await stage.hears(1, (one) => states(one)?.id === body.messages[0].id);
    assert.deepEqual(
      [states(failed ?? { body: {} }).status, states(failed ?? { body: {} }).errors[0].code],
      ['failed', 131_047],
    );
    await stage.control('POST', '/whatsapp/inbound', { from: '6281299999991', text: 'Ready kak?' });
    await stage.hears(1, (one) => one.body.entry[0].changes[0].value.messages?.[0].text.body === 'Ready kak?');
    const second = await send(text('6281299999991', 'Siap kak'));
    const heard = await stage.hears(2, (one) => states(one)?.id === second.body.messages[0].id);
    assert.equal(states(heard.at(-1) ?? { body: {} }).status, 'delivered');
  });

  it('should fail when the number ends in 0000', async () => {
    const { body } = await send(template('6281230000'));
    const [failed] = await stage.hears(1, (one) => states(one)?.id === body.messages[0].id);
    assert.equal(states(failed ?? { body: {} }).errors[0].code, 131_026);
  });

  it('should refuse in its own form when token, number, kind or template are wrong', async () => {
    const stranger = await send(template('6281234567890'), { authorization: 'Bearer wrong' });
    assert.deepEqual(
      [stranger.status, stranger.body.error.code, stranger.body.error.type],
      [401, 190, 'OAuthException'],
    );
    for (const body of [
      template('0812-3456'),
      { ...template('6281234567890'), messaging_product: 'sms' },
      { ...text('6281234567890'), text: { body: '' } },
      { ...template('6281234567890'), template: { name: 'Kode Masuk', language: { code: 'id' } } },
    ]) {
      const answer = await send(body);
      assert.deepEqual([answer.status, answer.body.error.code], [400, 100], JSON.stringify(body));
    }
  });
});
