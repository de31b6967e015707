import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { systemCall } from '#platform/call';
import { fixedClock, systemClock } from '#platform/clock';
import { sql } from '#platform/database';
import { createFieldCipher } from '#platform/encryption';
import { newUuid } from '#platform/ids';
import { Inbox } from '#platform/inbox';
import { createLive } from '#platform/live';
import { silentLog } from '#platform/log';
import { isRefusal } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { createCarriers } from './carriers.ts';
import { deliverDue } from './deliver.ts';
import { createNotifications } from './module.ts';
import { DEFAULT_PREFERENCES, notBefore } from './templates.ts';

type Mail = { to: string; subject: string; text: string; html: string };

describe('notifications', () => {
  const world = testDatabase('notifications');
  const cipher = createFieldCipher([Buffer.alloc(32, 3)]);
  const live = createLive();
  const mails: Mail[] = [];
  const messages: { to: string; template: { name: string; components: { parameters: { text: string }[] }[] } }[] = [];
  let smtp: SMTPServer;
  let smtpPort = 0;
  let smtpConnections = 0;
  let phone: Server;
  let failures = 0;
  let isRefusing = false;

  before(async () => {
    smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onConnect: (_session, done) => {
        smtpConnections++;
        done();
      },
      onRcptTo: (address, _session, done) =>
        done(
          address.address.startsWith('nobody@') ? Object.assign(new Error('no such box'), { responseCode: 550 }) : null,
        ),
      onData: async (stream, _session, done) => {
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        const isPatient = failures-- > 0;
        const mail = await PostalMime.parse(Buffer.concat(chunks));
        if (isPatient) return done(Object.assign(new Error('try later'), { responseCode: 451 }));
        mails.push({
          to: mail.to?.[0]?.address ?? '',
          subject: mail.subject ?? '',
          text: mail.text ?? '',
          html: mail.html ?? '',
        });
        return done();
      },
    });
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    smtpPort = (smtp.server.address() as AddressInfo).port;
    phone = createServer(async (request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (!isRefusing) messages.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      const answer = { messages: [{ id: `wamid.${messages.length}` }] };
      response.writeHead(isRefusing ? 400 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => phone.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    carriers().close();
    live.close();
    phone.close();
    await new Promise<void>((resolve) => smtp.close(resolve));
  });

  let made: ReturnType<typeof createCarriers> | undefined;
  function carriers() {
    made ??= createCarriers({
      smtp: { url: `smtp://127.0.0.1:${smtpPort}`, from: 'Lumbung <halo@lumbung.test>' },
      whatsapp: {
        baseUrl: `http://127.0.0.1:${(phone.address() as AddressInfo).port}`,
        token: 't',
        phoneNumberId: '1',
      },
    });
    return made;
  }
  const deps = () => ({
    database: world.database,
    cipher,
    carriers: carriers(),
    whatsapp: { appSecret: 'app-secret', verifyToken: 'sesuai' },
    clock: systemClock,
    newId: newUuid,
    live,
    log: silentLog,
    publicUrl: () => 'https://toko.test',
  });
  const module = () => createNotifications(deps());
  const system = () => ({ ...systemCall('test', newUuid()), idempotencyKey: newUuid() });
  const hear = (eventType: string, payload: object, eventId = newUuid()) =>
    new Inbox({ database: world.database, reactions: module().reactions ?? [], log: silentLog }).receive([
      {
        eventId,
        eventType,
        eventVersion: 1,
        aggregateType: 'x',
        aggregateId: newUuid(),
        eventTimestamp: new Date().toISOString(),
        metadata: { correlationId: 'c', causationId: null, userId: null, tenantId: null, source: 'x' },
        payload,
      },
    ]);
  async function aPerson(change: object = {}): Promise<{ userId: string; email: string }> {
    const userId = newUuid();
    const email = `${userId.slice(-12)}@mail.test`;
    await hear('user.registered', {
      userId,
      name: 'Dewi',
      email,
      phone: '+6281234567890',
      language: 'id',
      roles: [],
      ...change,
    });
    return { userId, email };
  }
  async function deliver(): Promise<void> {
    await world.database.run(sql`update notifications.deliveries set next_attempt_at = now() where status = 'waiting'`);
    await deliverDue(deps());
  }
  const paid = (buyerId: string, sellerUserId: string) => ({
    buyerId,
    sellerUserId,
    orderId: newUuid(),
    orderNumber: 'ORD-1',
    sellerName: 'Batik Rahma',
    courierName: 'JNE',
    totalMinor: 125_000,
    status: 'paid',
  });

  it('should put a notice into the inbox and send a real mail in Indonesian when an order is paid', async () => {
    const buyer = await aPerson();
    const seller = await aPerson();
    await hear('order.confirmed', paid(buyer.userId, seller.userId));
    await deliver();
    const mail = mails.find((one) => one.to === buyer.email);
    assert.equal(mail?.subject, 'Pembayaran ORD-1 sudah kami terima');
    assert.match(mail?.text ?? '', /Rp\u00a0125\.000/);
    assert.match(mail?.html ?? '', /https:\/\/toko\.test\/pesanan\//);
    const inbox = await module().api.listNotices(userCall(buyer.userId), {});
    assert.deepEqual([inbox.items.length, inbox.unreadCount, inbox.items[0]?.type], [1, 1, 'order.paid']);
    assert.equal((await module().api.listNotices(userCall(seller.userId), {})).items[0]?.type, 'shop.order-paid');
  });

  it('should tell once when the same event comes twice', async () => {
    const buyer = await aPerson();
    const eventId = newUuid();
    const facts = paid(buyer.userId, buyer.userId);
    await hear('order.shipped', facts, eventId);
    await world.database.run(sql`delete from notifications.inbox where event_id = ${eventId}`);
    await hear('order.shipped', facts, eventId);
    await deliver();
    assert.equal(mails.filter((mail) => mail.to === buyer.email).length, 1);
    assert.equal((await module().api.listNotices(userCall(buyer.userId), {})).items.length, 1);
  });

  it('should write in English when the person reads English', async () => {
    const buyer = await aPerson({ language: 'en' });
    await module().api.notify(system(), {
      userId: buyer.userId,
      type: 'order.paid',
      data: paid(buyer.userId, buyer.userId),
    });
    await deliver();
    assert.equal(mails.find((mail) => mail.to === buyer.email)?.subject, 'We have received the payment of ORD-1');
  });

  it('should push to open pages at once when a payment is complete', async () => {
    const buyer = await aPerson();
    const stop = new AbortController();
    const stream = live.stream([`user:${buyer.userId}`], stop.signal);
    const seen: string[] = [];
    stream.on('data', (chunk: Buffer) => seen.push(chunk.toString('utf8')));
    await hear('payment.completed', { payerId: buyer.userId, paymentId: 'p1', invoiceId: 'i1' });
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    assert.match(seen.join(''), /event: payment\.completed/);
    assert.match(seen.join(''), /"paymentId":"p1"/);
  });

  it('should seal a code on its way and forget it when it is there', async () => {
    await module().api.sendCode(system(), {
      to: { email: 'kode@mail.test', phone: '+628111222333' },
      language: 'id',
      purpose: 'login',
      code: '482913',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
    });
    const waiting = await world.database.run<{ sealed: string }>(
      sql`select sealed from notifications.deliveries where type = 'code.login' and status = 'waiting'`,
    );
    assert.equal(waiting.length, 2);
    assert.ok(waiting.every((row) => !row.sealed.includes('482913')));
    await deliver();
    assert.match(mails.find((mail) => mail.to === 'kode@mail.test')?.subject ?? '', /^482913 /);
    assert.equal(
      messages.find((message) => message.to === '628111222333')?.template.components[0]?.parameters[0]?.text,
      '482913',
    );
    const sent = await world.database.run<{ sealed: string | null }>(
      sql`select sealed from notifications.deliveries where type = 'code.login'`,
    );
    assert.ok(sent.every((row) => row.sealed === null));
  });

  it('should drop a code when it would come too late', async () => {
    await module().api.sendCode(system(), {
      to: { email: 'lambat@mail.test', phone: null },
      language: 'id',
      purpose: 'reset',
      code: '111111',
      expiresAt: new Date(Date.now() - 1_000).toISOString(),
    });
    await deliver();
    assert.ok(!mails.some((mail) => mail.to === 'lambat@mail.test'));
    const [row] = await world.database.run<{ status: string }>(
      sql`select status from notifications.deliveries where type = 'code.reset'`,
    );
    assert.equal(row?.status, 'late');
  });

  it('should try again when the mail server asks for patience, and give up when it says no for good', async () => {
    const buyer = await aPerson();
    failures = 1;
    await module().api.notify(system(), {
      userId: buyer.userId,
      type: 'order.paid',
      data: paid(buyer.userId, buyer.userId),
    });
    await deliver();
    assert.ok(!mails.some((mail) => mail.to === buyer.email));
    await deliver();
    assert.ok(mails.some((mail) => mail.to === buyer.email));

    const gone = await aPerson({ email: 'nobody@mail.test' });
    await module().api.notify(system(), {
      userId: gone.userId,
      type: 'order.paid',
      data: paid(gone.userId, gone.userId),
    });
    await deliver();
    const [row] = await world.database.run<{ status: string; attempts: number }>(
      sql`select status, attempts from notifications.deliveries where user_id = ${gone.userId} and channel = 'email'`,
    );
    assert.deepEqual(row, { status: 'failed', attempts: 1 });
  });

  it('should share few connections when many letters go out', async () => {
    for (let index = 0; index < 12; index++) {
      const { userId } = await aPerson();
      await module().api.notify(system(), { userId, type: 'order.paid', data: paid(userId, userId) });
    }
    const before = mails.length;
    await deliver();
    assert.equal(mails.length - before, 12);
    assert.ok(smtpConnections <= 4, `${smtpConnections} connections`);
  });

  it('should give up a message when WhatsApp refuses it for good', async () => {
    const buyer = await aPerson({ email: null });
    isRefusing = true;
    await module().api.notify(system(), {
      userId: buyer.userId,
      type: 'order.shipped',
      data: paid(buyer.userId, buyer.userId),
    });
    await deliver();
    isRefusing = false;
    const [row] = await world.database.run<{ status: string }>(
      sql`select status from notifications.deliveries where user_id = ${buyer.userId}`,
    );
    assert.equal(row?.status, 'failed');
  });

  it('should respect switches when people set them, but not for security', async () => {
    const buyer = await aPerson();
    const off = {
      ...DEFAULT_PREFERENCES,
      transaction: { email: false, whatsapp: false, live: false },
      account: { email: false, whatsapp: false, live: false },
    };
    await module().api.setPreferences(userCall(buyer.userId), off);
    assert.deepEqual(await module().api.getPreferences(userCall(buyer.userId), {}), off);
    await module().api.notify(system(), {
      userId: buyer.userId,
      type: 'order.paid',
      data: paid(buyer.userId, buyer.userId),
    });
    await module().api.notify(system(), { userId: buyer.userId, type: 'identity.password-changed', data: {} });
    await deliver();
    assert.deepEqual(
      mails.filter((mail) => mail.to === buyer.email).map((mail) => mail.subject),
      ['Kata sandimu baru saja diganti'],
    );
    assert.equal((await module().api.listNotices(userCall(buyer.userId), {})).items.length, 2, 'the inbox has both');
  });

  it('should refuse when another person marks a notice (notifications.not-found)', async () => {
    const buyer = await aPerson();
    await module().api.notify(system(), {
      userId: buyer.userId,
      type: 'order.paid',
      data: paid(buyer.userId, buyer.userId),
    });
    const [notice] = (await module().api.listNotices(userCall(buyer.userId), { unread: true })).items;
    assert.ok(notice);
    await assert.rejects(module().api.markRead(userCall(newUuid()), { noticeId: notice.id }), (error) =>
      isRefusal(error, 'notifications.not-found'),
    );
    await module().api.markRead(userCall(buyer.userId), { noticeId: notice.id });
    assert.equal((await module().api.listNotices(userCall(buyer.userId), {})).unreadCount, 0);
    assert.deepEqual(await module().api.markAllRead(userCall(buyer.userId), {}), { marked: 0 });
  });

  it('should refuse when no template knows the type (notifications.type-unknown)', async () => {
    await assert.rejects(module().api.notify(system(), { userId: newUuid(), type: 'moon.full', data: {} }), (error) =>
      isRefusal(error, 'notifications.type-unknown'),
    );
  });

  it('should tell the person behind a shop when stock runs low', async () => {
    const seller = await aPerson();
    const sellerId = newUuid();
    await hear('seller.approved', { sellerId, userId: seller.userId, name: 'Batik Rahma' });
    await hear('stock.low', { offerId: newUuid(), sellerId, freeQuantity: 2, lowLevel: 5 });
    const types = (await module().api.listNotices(userCall(seller.userId), {})).items.map((item) => item.type);
    assert.deepEqual(types.sort(), ['shop.approved', 'shop.stock-low']);
  });

  it('should tell the person behind a shop where the money went, or why it stays, when a payout ends', async () => {
    const seller = await aPerson();
    const sellerId = newUuid();
    await hear('seller.approved', { sellerId, userId: seller.userId, name: 'Batik Rahma' });
    const facts = { payoutId: newUuid(), sellerId, amountMinor: 250_000 };
    const account = { bankCode: '014', accountNumberMasked: '••••4321' };
    await hear('payout.completed', { ...facts, ...account });
    await hear('payout.reversed', { ...facts, ...account, failureCode: 'INVALID_DESTINATION' });
    await hear('seller.payout-refused', { ...facts, code: 'payments.account-name-differs' });
    const { items } = await module().api.listNotices(userCall(seller.userId), {});
    const told = items.filter((item) => item.type.startsWith('shop.payout')).reverse();
    assert.deepEqual(
      told.map(({ type, link }) => [type, link]),
      ['shop.payout-sent', 'shop.payout-refused', 'shop.payout-refused'].map((type) => [type, '/desk/payouts']),
    );
    assert.match(`${told[0]?.title} ${told[0]?.body}`, /^Rp.250\.000 sudah dikirim.* rekening ••••4321/);
    assert.match(told[1]?.body ?? '', /^Uangnya tetap di saldo.*Periksa rekening/);
    assert.match(told[2]?.body ?? '', /Nama pemilik rekening berbeda/);
    await deliver();
    assert.equal(mails.filter((mail) => mail.to === seller.email && /250\.000/.test(mail.subject)).length, 3);
  });

  it('should tell a borrower when an instalment nears, is due or is late, and what became of a wish for relief', async () => {
    const borrower = await aPerson();
    const loan = { borrowerId: borrower.userId, loanId: newUuid(), loanNumber: 'DL-1', dueOn: '2026-11-24' };
    for (const offsetDays of [-3, 0, 7])
      await hear('reminder.due', { ...loan, offsetDays, openMinor: 90_000, overdueMinor: 70_000 });
    await hear('hardship.decided', { ...loan, isGranted: true, note: 'Semoga lancar.' });
    await hear('hardship.decided', { ...loan, isGranted: false, note: 'Data belum lengkap.' });
    const { items } = await module().api.listNotices(userCall(borrower.userId), {});
    const [before, today, late, granted, declined] = items.reverse();
    assert.match(before?.title ?? '', /jatuh tempo 24 Nov 2026$/);
    assert.match(`${today?.title} ${today?.body}`, /hari ini Rp.90\.000/);
    assert.match(`${late?.title} ${late?.body}`, /belum kami terima Rp.70\.000/);
    assert.match(`${granted?.title} ${granted?.body}`, /disetujui Semoga lancar/);
    assert.equal(declined?.body, 'Data belum lengkap.');
    assert.equal(before?.link, null, 'no page of the borrower stands yet');
  });

  it('should forget a person when they are erased', async () => {
    const buyer = await aPerson();
    await module().api.notify(system(), {
      userId: buyer.userId,
      type: 'order.paid',
      data: paid(buyer.userId, buyer.userId),
    });
    await hear('user.erased', { userId: buyer.userId });
    const rows = await world.database.run(sql`
      select 1 from notifications.contacts where user_id = ${buyer.userId} union all select 1 from notifications.notices where user_id = ${buyer.userId}
      union all select 1 from notifications.deliveries where user_id = ${buyer.userId}`);
    assert.deepEqual(rows, []);
  });

  it('should keep advertising for the morning when it is night, and let everything else go', () => {
    const night = fixedClock('2026-11-21T15:30:00Z').now();
    assert.equal(notBefore('promo', night).toISOString(), '2026-11-22T00:00:00.000Z');
    assert.equal(notBefore('transaction', night).toISOString(), night.toISOString());
    assert.equal(notBefore('promo', new Date('2026-11-21T05:00:00Z')).toISOString(), '2026-11-21T05:00:00.000Z');
  });
});
