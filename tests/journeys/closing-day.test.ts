import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PEOPLE } from './market.ts';
import { type Person, signIn } from './person.ts';
import { type RunningHouse, runHouse } from './running-house.ts';

type Run = { runId: string; businessDate: string; status: string; loans: { closed: number; setAside: number } };
type Received = { headers: IncomingHttpHeaders; body: string };
/**
 * Only a limit: the queue of jobs looks by itself every half minute where its notice was lost, and a call that takes more
 * than ten seconds on a busy machine is made again.
 */
const SOON_MS = 110_000;
/** What a close needs on the other side of a network. */
const ELSEWHERE = ['loans', 'reports', 'partner_webhooks'];

describe('the end of the day of a lender, with loans, reports and webhooks in a second process', () => {
  let house: RunningHouse;
  let officer: Person;
  let checker: Person;
  let partner: Server;
  const received: Received[] = [];

  before(async () => {
    house = await runHouse({ split: true, splitOff: ELSEWHERE });
    officer = await signIn(house.url, PEOPLE.officer);
    checker = await signIn(house.url, PEOPLE.checker);
    partner = createServer((request, response) => {
      let body = '';
      request.on('data', (piece) => (body += piece));
      request.on('end', () => {
        received.push({ headers: request.headers, body });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => partner.listen(0, '127.0.0.1', resolve));
  });
  after(async () => {
    await house?.stop();
    await new Promise((resolve) => partner?.close(resolve));
  });

  it('should close, report and tell the partner when an officer ends the day', { timeout: 240_000 }, async () => {
    const url = `http://127.0.0.1:${(partner.address() as AddressInfo).port}/mitra`;
    const wish = { url, eventTypes: ['business-day.closed'] };
    const { secret } = await checker.post<{ secret: string }>('/credit/webhooks', wish, {});
    const begun = await officer.post<Run>('/credit/close-of-business', {});
    const run = await waitFor(
      'reports have the figures of the day',
      async () => {
        const seen = await officer.get<Run>(`/credit/close-of-business/${begun.runId}`);
        return seen.status === 'done' ? seen : null;
      },
      SOON_MS,
    );
    assert.equal(run.loans.setAside, 0);
    const day = await officer.get<{ businessDate: string }>('/credit/business-day');
    assert.ok(day.businessDate > run.businessDate);

    type Quality = { isLive: boolean; outstandingMinor: number; tkb90: number };
    const kept = await officer.get<Quality>(`/credit/reports/quality?on=${run.businessDate}`);
    const live = await officer.get<Quality>('/credit/reports/quality');
    assert.deepEqual([kept.isLive, kept.outstandingMinor], [false, live.outstandingMinor]);

    const message = await waitFor('the partner has been told', () => received[0], SOON_MS);
    const { id, data } = JSON.parse(message.body) as { id: string; data: { businessDate: string } };
    assert.equal(data.businessDate, run.businessDate);
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signed = `${id}.${message.headers['webhook-timestamp']}.${message.body}`;
    assert.equal(
      message.headers['webhook-signature'],
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
  });

  it('should have even books and files of every report when somebody looks', async () => {
    const balance = await checker.get<{ isBalanced: boolean; debitMinor: number }>('/credit/books/trial-balance');
    assert.equal(balance.isBalanced, true);
    for (const [name, format] of [
      ['ageing', 'csv'],
      ['quality', 'xlsx'],
    ]) {
      const file = await officer.ask<string>('GET', `/credit/reports/files/${name}?format=${format}`);
      assert.equal(file.status, 200);
      assert.match(file.headers.get('content-disposition') ?? '', new RegExp(`\\.${format}"$`));
      assert.ok(file.body.length > 50);
    }
    const queue = await officer.get<{ items: unknown[] }>('/credit/collections');
    assert.ok(Array.isArray(queue.items));
  });
});
