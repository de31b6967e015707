import { ApiProblem, createApi } from '@lumbung/kit/api-client.ts';
import { describe, expect, it } from 'vitest';
import { keyAfter, orderKey, placeOnce, readOrder, readShipping } from './checkout.ts';

const order = { addressId: 'a', shipping: [{ sellerId: 's', serviceCode: 'reg' }], paymentChannel: 'QRIS' };

describe('orderKey', () => {
  it('should be the same when the same form is sent twice', () => {
    expect(orderKey('form-1', order)).toBe(orderKey('form-1', { ...order }));
  });

  it('should be another when the order or the form is another', () => {
    const keys = new Set([
      orderKey('form-1', order),
      orderKey('form-2', order),
      orderKey('form-1', { ...order, paymentChannel: 'VA_BCA' }),
    ]);
    expect(keys.size).toBe(3);
  });

  it('should look like a UUID when it is sent', () => {
    expect(orderKey('form-1', order)).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
  });
});

describe('placeOnce', () => {
  it('should wait for the first answer when the button was tapped twice', async () => {
    const answers = [
      Response.json({ code: 'request.in-progress' }, { status: 409 }),
      Response.json({ invoiceId: 'i-1' }, { status: 201 }),
    ];
    const keys: (string | null)[] = [];
    const api = createApi(
      async (_url, init) => {
        keys.push(new Headers(init?.headers).get('idempotency-key'));
        return answers.shift() ?? Response.error();
      },
      () => 'id',
    );
    expect(await placeOnce(api, order, 'k-1', 0)).toEqual({ invoiceId: 'i-1' });
    expect(keys).toEqual(['k-1', 'k-1']);
  });

  it('should stop at once when the API says no', async () => {
    const api = createApi(
      async () => Response.json({ code: 'orders.not-available' }, { status: 409 }),
      () => 'id',
    );
    await expect(placeOnce(api, order, 'k-1', 0)).rejects.toMatchObject({ code: 'orders.not-available' });
  });
});

describe('keyAfter', () => {
  it('should stay the same when the outcome is open', () => {
    for (const problem of [
      { status: 503, code: 'server.busy' },
      { status: 409, code: 'request.in-progress' },
      { status: 429, code: 'request.too-many' },
    ]) {
      expect(keyAfter(new ApiProblem(problem), 'k-1')).toBe('k-1');
    }
  });

  it('should be a new one when the order was refused', () => {
    expect(keyAfter(new ApiProblem({ status: 409, code: 'orders.not-available' }), 'k-1')).not.toBe('k-1');
  });
});

describe('readOrder', () => {
  it('should carry the total on the button when a form is sent', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({
      addressId: 'a',
      paymentChannel: 'QRIS',
      total: '15000',
      'kirim-s1': 'jne:reg',
      item: 'o1:2',
    }))
      form.set(name, value);
    expect(readOrder(form)).toEqual({
      addressId: 'a',
      paymentChannel: 'QRIS',
      expectedTotal: { amount: 15_000, currency: 'IDR' },
      shipping: [{ sellerId: 's1', serviceCode: 'jne:reg' }],
      lines: [{ offerId: 'o1', quantity: 2 }],
    });
  });

  it('should be nothing when no courier was chosen', () => {
    expect(readOrder(new FormData())).toBeUndefined();
  });
});

describe('readShipping', () => {
  it('should read one service for each seller when a form is sent', () => {
    const form = new FormData();
    form.set('kirim-s1', 'jne-reg');
    form.set('kirim-', 'nothing');
    form.set('key', 'k');
    expect(readShipping(form)).toEqual({ s1: 'jne-reg' });
  });
});
