import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTransport, type Transporter } from 'nodemailer';
import { openStage, type Stage } from '../fixtures.ts';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('Mail sink', () => {
  let stage: Stage;
  let transport: Transporter;
  before(async () => {
    stage = await openStage();
    transport = createTransport({
      host: '127.0.0.1',
      port: stage.sandbox.smtpPort,
      secure: false,
      ignoreTLS: true,
      pool: true,
      maxConnections: 2,
    });
  });
  after(async () => {
    transport.close();
    await stage.close();
  });

  const mails = async (to: string) => (await stage.control('GET', `/mails?to=${encodeURIComponent(to)}`)).body.items;
  const send = (to: string, more: object = {}) =>
    transport.sendMail({
      from: 'Lumbung <halo@lumbung.test>',
      to,
      subject: 'Kode masuk Lumbung',
      text: 'Kode masukmu 774411. Berlaku 5 menit.',
      ...more,
    });

  it('should keep a mail as it came and find the code in it when one is sent', async () => {
    await send('sari@lumbung.test', { subject: 'Kode masuk – Lumbung', html: '<p>Kode masukmu <b>774411</b></p>' });
    const [mail] = await mails('sari@lumbung.test');
    assert.deepEqual(
      [mail.from, mail.to, mail.subject],
      ['Lumbung <halo@lumbung.test>', ['sari@lumbung.test'], 'Kode masuk – Lumbung'],
    );
    assert.match(mail.text, /774411/);
    assert.match(mail.html, /<b>774411<\/b>/);
    const codes = (await stage.control('GET', '/codes?to=sari@lumbung.test')).body.items;
    assert.equal(codes[0].code, '774411');
    assert.equal((await stage.control('GET', `/mails/${mail.id}`)).body.subject, mail.subject);
    assert.equal((await stage.control('GET', '/mails/none')).status, 404);
  });

  it('should take a login when the sender has one', async () => {
    const withLogin = createTransport({
      host: '127.0.0.1',
      port: stage.sandbox.smtpPort,
      secure: false,
      ignoreTLS: true,
      auth: { user: 'anybody', pass: 'anything' },
    });
    await withLogin.sendMail({ from: 'a@lumbung.test', to: 'login@lumbung.test', subject: 'Masuk', text: 'x' });
    withLogin.close();
    assert.equal((await mails('login@lumbung.test')).length, 1);
  });

  it('should show pictures and hand out attachments when the mail carries them', async () => {
    await send('gambar@lumbung.test', {
      html: '<img src="cid:logo"><p>Halo</p>',
      attachments: [
        { filename: 'logo.png', content: PIXEL, cid: 'logo' },
        { filename: 'faktur.pdf', content: Buffer.from('%PDF-1.4') },
      ],
    });
    const [mail] = await mails('gambar@lumbung.test');
    assert.deepEqual(
      mail.attachments.map((attachment: { name: string }) => attachment.name),
      ['logo.png', 'faktur.pdf'],
    );
    const page = await fetch(`${stage.sandbox.url}/surel/${mail.id}/isi`);
    assert.match(await page.text(), /src="data:image\/png;base64,iVBOR/);
    assert.match(page.headers.get('content-security-policy') ?? '', /^sandbox .*default-src 'none'/);
    const file = await fetch(`${stage.sandbox.url}/surel/${mail.id}/lampiran/1`);
    assert.equal(await file.text(), '%PDF-1.4');
  });

  it('should refuse recipients for good or for now when their name says so', async () => {
    await assert.rejects(send('bounce@lumbung.test'), /550/);
    await assert.rejects(send('busy@lumbung.test'), /451/);
    assert.equal((await mails('bounce@lumbung.test')).length, 0);
  });

  it('should refuse or keep-and-refuse the next mail when a fault waits', async () => {
    await stage.control('POST', '/faults', { provider: 'mail', kind: 'error', status: 554 });
    await assert.rejects(send('fault@lumbung.test'), /554/);
    assert.equal((await mails('fault@lumbung.test')).length, 0);
    await stage.control('POST', '/faults', { provider: 'mail', kind: 'error-after', status: 451 });
    await assert.rejects(send('fault@lumbung.test'), /451/);
    await send('fault@lumbung.test');
    assert.equal((await mails('fault@lumbung.test')).length, 2);
  });

  it('should refuse a mail when it is too big', async () => {
    await assert.rejects(
      send('besar@lumbung.test', { attachments: [{ filename: 'x', content: Buffer.alloc(5 * 1024 * 1024) }] }),
      /552|size/i,
    );
  });
});
