import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTransport } from 'nodemailer';
import { toBuffer } from 'qrcode';
import sharp from 'sharp';
import { basic, type Loose, openStage, type Stage, TEST_SECRETS } from '../fixtures.ts';
import { html } from './html.ts';
import { readQrPicture } from './scan.ts';
import { grouped, phoneNumber } from './words.ts';

const HEADERS = { authorization: basic(TEST_SECRETS.xenditSecretKey), 'api-version': '2024-11-11' };
let counter = 0;

describe('Phone words', () => {
  it('should escape a value when it is put into a page', () => {
    const list = ['<b>', html`<i>${'&'}</i>`];
    assert.equal(
      html`<p title="${'"x"'}">${list}${null}${false}${undefined}${0}</p>`.text,
      '<p title="&quot;x&quot;">&lt;b&gt;<i>&amp;</i>0</p>',
    );
  });

  it('should group digits when a number is shown to people', () => {
    assert.equal(grouped('9990141234567890'), '9990 1412 3456 7890');
    assert.equal(phoneNumber('6281234567890'), '0812-3456-7890');
  });
});

describe('QR pictures', () => {
  const code =
    '00020101021226670017ID.CO.SANDBOX.WWW01189360099900000000010213LMB00000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204581453033605405250005802ID5914WARUNG LUMBUNG6007BANDUNG61054011162180107INV00010703A016304896E';

  it('should be read when they are a saved PNG, a screenshot, a turned or squeezed photo', async () => {
    const png = await toBuffer(code, { errorCorrectionLevel: 'M', width: 512 });
    const screenshot = await sharp({ create: { width: 1080, height: 2340, channels: 3, background: '#FFFDF8' } })
      .composite([
        { input: await sharp(png).resize(640).toBuffer(), left: 220, top: 700 },
        { input: { create: { width: 900, height: 120, channels: 3, background: '#2B3A8C' } }, left: 90, top: 2100 },
      ])
      .jpeg({ quality: 70 })
      .toBuffer();
    const pictures = {
      png,
      tiny: await toBuffer(code, { width: 180 }),
      noMargin: await toBuffer(code, { width: 400, margin: 0 }),
      screenshot,
      turned: await sharp(png).rotate(12, { background: '#ffffff' }).blur(0.8).toBuffer(),
      jpeg: await sharp(png).jpeg({ quality: 40 }).toBuffer(),
      transparent: await toBuffer(code, { width: 300, color: { light: '#ffffff00' } }),
      large: await sharp(png).resize(3000).toBuffer(),
    };
    for (const [name, picture] of Object.entries(pictures)) assert.equal(await readQrPicture(picture), code, name);
  });

  it('should read as nothing when there is no code or no picture', async () => {
    assert.equal(
      await readQrPicture(
        await sharp({ create: { width: 300, height: 300, channels: 3, background: '#888888' } })
          .png()
          .toBuffer(),
      ),
      null,
    );
    assert.equal(await readQrPicture(Buffer.from('no picture')), null);
    assert.equal(await readQrPicture(Buffer.alloc(0)), null);
  });
});

describe('Phone', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  async function bill(more: Loose = {}): Promise<Loose> {
    counter += 1;
    const body = {
      reference_id: `phone-${counter}`,
      type: 'PAY',
      country: 'ID',
      currency: 'IDR',
      request_amount: 75_500,
      channel_code: 'QRIS',
      channel_properties: {},
      description: 'Pesanan <LMB>',
      ...more,
    };
    return (await stage.call('POST', '/xendit/v3/payment_requests', { headers: HEADERS, body })).body;
  }
  const get = async (path: string) => {
    const answer = await fetch(`${stage.sandbox.url}${path}`);
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const post = async (path: string, form: Record<string, string> | FormData) => {
    const body = form instanceof FormData ? form : new URLSearchParams(form);
    const answer = await fetch(`${stage.sandbox.url}${path}`, { method: 'POST', body, redirect: 'manual' });
    return { status: answer.status, to: answer.headers.get('location'), text: await answer.text() };
  };

  it('should send a strict policy and no inline script or style when a page is opened', async () => {
    await bill();
    for (const path of ['/', '/bank', '/bank/qris', '/bank/va', '/kode', '/pesan', '/surel']) {
      const { status, headers, text } = await get(path);
      assert.equal(status, 200, path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.doesNotMatch(text, /<style|style=|onclick|<script>/);
      assert.match(text, /<html lang="id">/);
    }
    assert.equal((await get('/nowhere')).status, 404);
    for (const path of ['/phone/phone.css', '/phone/phone.js', '/phone/icon.svg', '/phone/kawung.svg'])
      assert.equal((await get(path)).status, 200, path);
  });

  it('should pay and show the receipt when a code is uploaded as a picture', async () => {
    const { actions, payment_request_id: id } = await bill();
    const form = new FormData();
    form.set(
      'picture',
      new Blob([new Uint8Array(await toBuffer(actions[0].value, { width: 400 }))], { type: 'image/png' }),
      'qris.png',
    );
    const read = await post('/bank/qris', form);
    assert.deepEqual([read.status, read.to], [303, `/bank/bayar/${id}`]);
    const confirm = await get(`/bank/bayar/${id}`);
    assert.match(confirm.text, /Bayar Rp\u00a075\.500/);
    assert.match(confirm.text, /Pesanan &lt;LMB&gt;/);
    const paid = await post(`/bank/bayar/${id}`, {});
    assert.deepEqual([paid.status, paid.to], [303, `/bank/struk/${id}`]);
    await stage.hears(1, ({ body }) => body.data?.payment_request_id === id);
    assert.match((await get(`/bank/struk/${id}`)).text, /Pembayaran berhasil/);
    assert.match((await get('/bank')).text, /Riwayat[\s\S]*−Rp\u00a075\.500/);
    const again = await post(`/bank/bayar/${id}`, {});
    assert.equal(again.status, 422);
    assert.match(again.text, /tidak menunggu pembayaran/);
  });

  it('should find the bill or say what is wrong when a code is pasted or a number typed', async () => {
    const { actions, payment_request_id: id } = await bill();
    assert.equal((await post('/bank/tempel', { code: `  ${actions[0].value}\n` })).to, `/bank/bayar/${id}`);
    assert.match(
      (await post('/bank/tempel', { code: actions[0].value.replace('TokoBapak', 'TokoBapok') })).text,
      /Kode ini rusak/,
    );
    assert.match((await post('/bank/tempel', { code: 'https://example.com' })).text, /bukan kode QRIS/);
    const account = await bill({ channel_code: 'BCA_VIRTUAL_ACCOUNT', channel_properties: { display_name: 'Sari' } });
    const number: string = account.actions[0].value;
    assert.equal(
      (await post('/bank/va', { number: number.replaceAll(/(.{4})/g, '$1 ') })).to,
      `/bank/bayar/${account.payment_request_id}`,
    );
    const unknown = await post('/bank/va', { number: '12345' });
    assert.equal(unknown.status, 422);
    assert.match(unknown.text, /Nomor ini tidak dikenal/);
    const form = new FormData();
    form.set('picture', new Blob(['no picture'], { type: 'image/png' }), 'x.png');
    assert.match((await post('/bank/qris', form)).text, /Tidak ada kode QR/);
  });

  it('should pay wrongly when the trial form says so, and refuse an amount that is no number', async () => {
    const { payment_request_id: id } = await bill();
    assert.equal((await post(`/bank/bayar/${id}`, { amount: 'banyak' })).status, 422);
    assert.equal(
      (await post(`/bank/bayar/${id}`, { amount: 'Rp 60.000', times: '2', evenWhenClosed: 'yes' })).status,
      303,
    );
    const heard = await stage.hears(2, ({ body }) => body.data?.payment_request_id === id);
    assert.deepEqual(
      heard.map(({ body }) => body.data.request_amount),
      [60_000, 60_000],
    );
    const failing = await bill();
    assert.equal((await post(`/bank/gagal/${failing.payment_request_id}`, {})).status, 303);
    assert.match((await get(`/bank/bayar/${failing.payment_request_id}`)).text, /Gagal/);
    const expiring = await bill();
    await post(`/bank/lewat/${expiring.payment_request_id}`, {});
    assert.match((await post(`/bank/bayar/${expiring.payment_request_id}`, {})).text, /Sudah lewat waktunya/);
  });

  it('should refuse to pay when a page of another site asks', async () => {
    const { payment_request_id: id } = await bill();
    const answer = await fetch(`${stage.sandbox.url}/bank/bayar/${id}`, {
      method: 'POST',
      body: new URLSearchParams(),
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(answer.status, 403);
    assert.equal((await stage.control('GET', `/bills/${id}`)).body.status, 'open');
  });

  it('should show messages, codes and mails when they have arrived', async () => {
    const transport = createTransport({
      host: '127.0.0.1',
      port: stage.sandbox.smtpPort,
      secure: false,
      ignoreTLS: true,
    });
    await transport.sendMail({
      from: 'Lumbung <halo@lumbung.test>',
      to: 'sari@lumbung.test',
      subject: 'Kode <masuk>',
      text: 'Kode masukmu 909090',
      html: '<p>Kode masukmu 909090</p>',
    });
    transport.close();
    const components = [{ type: 'body', parameters: [{ type: 'text', text: '454545' }] }];
    await stage.call('POST', '/whatsapp/v20.0/1/messages', {
      headers: { authorization: `Bearer ${TEST_SECRETS.whatsappToken}` },
      body: {
        messaging_product: 'whatsapp',
        to: '6281234567890',
        type: 'template',
        template: { name: 'kode_masuk', language: { code: 'id' }, components },
      },
    });
    const codes = (await get('/kode')).text;
    assert.match(codes, /454 545/);
    assert.match(codes, /909 090/);
    assert.match((await get('/pesan')).text, /Ke 0812-3456-7890/);
    const mails = (await get('/surel')).text;
    assert.match(mails, /Kode &lt;masuk&gt;/);
    const [, id] = /href="\/surel\/([0-9a-f-]{36})"/.exec(mails) ?? [];
    assert.match(
      (await get(`/surel/${id}`)).text,
      /<iframe class="mail-page" src="\/surel\/[0-9a-f-]+\/isi" title="Isi email" sandbox=/,
    );
  });

  it('should show the codes of an authenticator when its address is entered', async () => {
    const uri = 'otpauth://totp/Lumbung:admin%40lumbung.test?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Lumbung';
    assert.equal((await post('/kode/akun', { uri })).status, 303);
    assert.equal((await post('/kode/akun', { uri: 'https://example.com' })).status, 422);
    const { items } = (await stage.control('GET', '/authenticators')).body;
    assert.deepEqual(
      [items.length, items[0].issuer, items[0].account, items[0].code.length],
      [1, 'Lumbung', 'admin@lumbung.test', 6],
    );
    assert.match((await get('/kode')).text, /Lumbung · admin@lumbung\.test/);
    await stage.control('POST', '/authenticators', { uri });
    assert.equal((await stage.control('GET', '/authenticators')).body.items.length, 1, 'the same account once');
  });

  it('should tell followers at once when something changes', async () => {
    const abort = new AbortController();
    const answer = await fetch(`${stage.sandbox.url}/phone/live`, { signal: abort.signal });
    assert.equal(answer.headers.get('content-type'), 'text/event-stream');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    await bill();
    let text = '';
    while (!text.includes('data: change')) text += (await reader?.read())?.value ?? '';
    abort.abort();
  });
});
