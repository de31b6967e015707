import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { waitFor } from '../../src/platform/testing/template.ts';
import {
  ALLOWED,
  type Caller,
  CLOSED_TO_SUSPENDED,
  OPEN_TO_KEY,
  OWNERSHIP,
  type Ownership,
  ROUTES,
} from './access-table.ts';
import { spentCredentials } from './credentials.ts';
import { knownThings } from './hostile-market.ts';
import { isStream } from './hostile-requests.ts';
import { PASSWORD, PEOPLE } from './market.ts';
import { fillPath, type Operation, readOperations } from './openapi-document.ts';
import { type Answer, guest, type Person, personWith, signIn } from './person.ts';
import { type RunningHouse, runHouse } from './running-house.ts';
import { sampleOf } from './sample-values.ts';

type Refusal = { code?: string };
type Id = { id: string };
type Door = 'in' | 'sign-in' | 'forbidden';

const NOBODY = '0190ffff-ffff-7fff-bfff-ffffffffffff';
/** They end the caller's session or account: not asked of those who may. */
const ENDS_SESSIONS = ['POST /auth/logout', 'DELETE /users/me'];

describe('access to every route', { timeout: 180_000 }, () => {
  let house: RunningHouse;
  let operations: Operation[];
  let people: Record<Caller, Person>;
  let things: Record<Ownership['thing'], string>;

  before(async () => {
    house = await runHouse({ env: { RATE_LIMITS_AT_LEAST: '1000000' } });
    operations = (await readOperations(house.url)).filter(({ scope }) => scope !== 'webhook');
    const known = await knownThings(house.url);
    const seller = await signIn(house.url, PEOPLE.sellers[0]);
    const key = await seller.post<{ id: string; key: string }>(
      '/auth/api-keys',
      { name: 'Uji', scopes: ['products:read', 'orders:read'] },
      {},
    );
    people = {
      guest: guest(house.url),
      buyer: await signIn(house.url, PEOPLE.buyer),
      stranger: await signIn(house.url, PEOPLE.stranger),
      seller,
      otherSeller: await signIn(house.url, PEOPLE.sellers[1]),
      admin: await signIn(house.url, PEOPLE.admin),
      officer: await signIn(house.url, PEOPLE.officer),
      otherOfficer: await signIn(house.url, PEOPLE.otherOfficer),
      key: personWith(house.url, () => ({ 'x-api-key': key.key })),
    };
    things = {
      order: String(known['orders.id']),
      payment: String(known['payments.id']),
      address: String(known['users.id']),
      offer: String(known.offerId),
      product: String(known.productId),
      institution: String(known.institutionId),
      loan: String(known.loanId),
      loanProduct: String(known.loanProductId),
      funder: await aFunder(people.officer),
      run: String(known.runId),
      delivery: String(known['webhook-deliveries.id']),
      store: String(known.storeId),
      storeProduct: String(known.storeProductId),
      notification: await firstNotification(people.buyer),
      device: await anotherDevice(),
      apiKey: (await seller.post<Id>('/auth/api-keys', { name: 'Weg', scopes: ['products:read'] }, {})).id,
    };
  });
  after(() => house?.stop());

  const firstNotification = (person: Person) =>
    waitFor('the buyer has been told of something', async () => {
      const { items } = await person.get<{ items: Id[] }>('/notifications');
      return items[0]?.id;
    });

  async function aFunder(officer: Person): Promise<string> {
    const wish = { name: 'Rina Kusuma', kind: 'person', isSupervised: false, residence: 'resident' };
    return (await officer.post<{ funderId: string }>('/credit/funders', wish)).funderId;
  }

  /** A second session of the buyer, which may be ended. */
  async function anotherDevice(): Promise<string> {
    const login = { identifier: PEOPLE.buyer, password: PASSWORD, deviceName: 'Untuk dihapus' };
    await guest(house.url).post('/auth/login', login);
    const { items } = await people.buyer.get<{ items: (Id & { name: string })[] }>('/auth/devices');
    return items.find(({ name }) => name === 'Untuk dihapus')?.id ?? '';
  }

  const shortName = ({ method, path }: Pick<Operation, 'method' | 'path'>) =>
    `${method} ${path.replace('/api/v1', '')}`;
  const groupOf = (route: string) => Object.keys(ROUTES).find((group) => ROUTES[group]?.includes(route));
  const askAs = (person: Person, method: string, path: string, body?: unknown): Promise<Answer<Refusal>> =>
    person.ask<Refusal>(method, path.replace('/api/v1', ''), body, {
      ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
    });
  const ask = (caller: Caller, method: string, path: string, body?: unknown) =>
    askAs(people[caller], method, path, body);

  it('should have a row for every route when a route comes or goes', () => {
    const served = operations.map(shortName);
    assert.deepEqual(
      served.filter((route) => !groupOf(route)),
      [],
      'a new route: say in access-table.ts who may call it',
    );
    const rows = Object.values(ROUTES).flat();
    assert.deepEqual(
      rows.filter((route) => !served.includes(route)),
      [],
    );
    const unowned = operations
      .filter(({ scope, path }) => scope !== 'public' && /\{(id|offerId|productId)\}/.test(path))
      .map(shortName)
      .filter(
        (route) =>
          !['STAFF', 'CHECKERS'].includes(groupOf(route) ?? '') && !OWNERSHIP.some((row) => row.route === route),
      );
    assert.deepEqual(unowned, [], 'a new route with a thing in its path: say in access-table.ts whose it is');
  });

  it('should let in whom the table lets in and nobody else when the thing is nobody’s', async (context) => {
    const wrong: string[] = [];
    let count = 0;
    for (const operation of operations)
      for (const caller of Object.keys(people) as Caller[]) {
        const expected = expectedAt(caller, operation);
        if (expected === null) continue;
        const met = doorOf(await ask(caller, operation.method, probePath(operation), probeBody(operation)));
        if (met !== expected) wrong.push(`${caller} ${shortName(operation)}: ${met}, not ${expected}`);
        count++;
      }
    context.diagnostic(`${count} pairs of caller and route`);
    assert.deepEqual(wrong, []);
  });

  /** Null where asking would end the caller's session, or never end. */
  function expectedAt(caller: Caller, operation: Operation): Door | null {
    const route = shortName(operation);
    const isAllowed =
      ALLOWED[groupOf(route) ?? '']?.includes(caller) || (caller === 'key' && OPEN_TO_KEY.includes(route));
    if (isAllowed) return ENDS_SESSIONS.includes(route) || isStream(operation) ? null : 'in';
    return caller === 'guest' ? 'sign-in' : 'forbidden';
  }

  const probePath = ({ path, parameters }: Operation) =>
    fillPath(path, Object.fromEntries(parameters.map(({ name }) => [name, NOBODY])));
  /** Refused by its schema, so that nothing happens. */
  const probeBody = ({ body }: Operation) => (body?.kind === 'json' ? { takDikenal: true } : undefined);

  function doorOf({ status, body }: Answer<Refusal>): Door {
    if (status === 401 && body.code === 'request.sign-in-required') return 'sign-in';
    return status === 403 && body.code === 'request.forbidden' ? 'forbidden' : 'in';
  }

  it('should show and change things only when they are the caller’s own', async (context) => {
    const wrong: string[] = [];
    let count = 0;
    for (const { route, thing, body, query, expected } of OWNERSHIP) {
      const [method = '', path = ''] = route.split(' ');
      const place =
        path.replace(/\{[^}]+\}/, things[thing]).replace(/\{[^}]+\}/g, NOBODY) +
        (query ? `?${query.replace('{store}', things.store)}` : '');
      for (const [caller, outcome] of Object.entries(expected) as [Caller, 'own' | number][]) {
        const answer = await ask(caller, method, place, body);
        if (!isAsExpected(answer, outcome))
          wrong.push(`${caller} ${route}: ${answer.status} ${answer.body.code ?? ''}, not ${outcome}`);
        count++;
      }
    }
    context.diagnostic(`${count} pairs of caller and somebody's thing`);
    assert.deepEqual(wrong, []);
  });

  /** What is one's own may be refused for its state, never as foreign. */
  function isAsExpected({ status, body }: Answer<Refusal>, outcome: 'own' | number): boolean {
    if (outcome !== 'own') return status === outcome;
    return status < 500 && ![401, 403, 404].includes(status) && body.code !== 'request.invalid';
  }

  it('should ask everybody to sign in anew, on every route, when the credential is spent or forged', async (context) => {
    const wrong: string[] = [];
    const spent = await spentCredentials(house);
    let count = 0;
    for (const [what, person] of Object.entries(spent))
      for (const operation of operations) {
        if (isOutsideTheApi(operation)) continue;
        const answer = await askAs(person, operation.method, probePath(operation), probeBody(operation));
        if (doorOf(answer) !== 'sign-in') wrong.push(`${what}: ${shortName(operation)}: ${answer.status}`);
        count++;
      }
    context.diagnostic(`${count} pairs of credential and route`);
    assert.deepEqual(wrong, []);
  });

  /** Read by programs that know nothing of us and send no credential. */
  const isOutsideTheApi = ({ path }: Operation) => path.startsWith('/.well-known');

  it('should see its orders through and sell nothing more when a shop is suspended', async () => {
    const { id: sellerId } = await people.otherSeller.get<Id>('/sellers/me');
    const own = await people.otherSeller.get<{ items: Id[] }>('/sellers/me/products');
    const productId = own.items[0]?.id ?? '';
    const product = await people.guest.get<{ variants: { offers: { offerId: string }[] }[] }>(`/products/${productId}`);
    const offerId = product.variants[0]?.offers[0]?.offerId ?? '';
    await people.admin.post(`/sellers/${sellerId}/suspend`, { reason: 'uji' });
    const wrong: string[] = [];
    for (const operation of operations.filter((one) => groupOf(shortName(one)) === 'SHOPS')) {
      const route = shortName(operation);
      const path = fillPath(operation.path, { offerId, productId, id: NOBODY });
      const body = operation.body?.kind === 'json' ? sampleOf(operation.body.schema, { offerId }) : undefined;
      const { status } = await ask('otherSeller', operation.method, path, body);
      const isClosed = status === 403;
      if (isClosed !== CLOSED_TO_SUSPENDED.includes(route)) wrong.push(`${route}: ${status}`);
    }
    assert.deepEqual(wrong, []);
    await waitFor('the goods are off the shelf', async () => {
      const { body } = await people.guest.ask<{ items: Id[] }>('GET', '/products?limit=100');
      return !body.items.some(({ id }) => own.items.some((item) => item.id === id));
    });
    const lines = [{ offerId, quantity: 1 }];
    const quote = await people.buyer.ask<Refusal>('POST', '/checkout/quote', { addressId: things.address, lines });
    assert.ok(quote.status >= 400 && quote.status < 500, `a suspended shop sells: ${quote.status}`);
    await people.admin.post(`/sellers/${sellerId}/reinstate`, { reason: 'uji' });
    await waitFor('the goods are back', async () => {
      const { items } = await people.guest.get<{ items: Id[] }>('/products?limit=100');
      return items.some(({ id }) => own.items.some((item) => item.id === id));
    });
  });

  it('should name nothing of the buyer in any list when a stranger or another shop asks', async () => {
    const secrets = [things.order, things.payment, things.address, things.notification, PEOPLE.buyer];
    const wrong: string[] = [];
    for (const operation of operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'))) {
      if (isStream(operation)) continue;
      for (const caller of ['guest', 'stranger', 'otherSeller'] as const) {
        const text = JSON.stringify((await ask(caller, 'GET', operation.path)).body);
        if (secrets.some((secret) => text.includes(secret))) wrong.push(`${caller} ${shortName(operation)}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
});
