import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { silentLog } from '#platform/log';
import { biteshipExample, bookingExample } from '../fixtures.ts';
import { ProviderRefused, ProviderUnavailable } from '../provider.ts';
import { createBiteship } from './biteship.ts';

const trip = {
  originPostalCode: '40111',
  destinationPostalCode: '60271',
  weightGrams: 1_300,
  volumeMm3: 4_000_000,
  valueMinor: 130_000,
};
const pricing = {
  courier_name: 'JNE',
  courier_code: 'jne',
  courier_service_name: 'Reguler',
  courier_service_code: 'reg',
  shipment_duration_range: '2 - 3',
  shipment_duration_unit: 'days',
  service_type: 'standard',
  shipping_type: 'parcel',
  available_for_cash_on_delivery: true,
  price: 18_000,
};
const order = {
  id: 'abc123',
  status: 'confirmed',
  price: 18_000,
  courier: { tracking_id: 'trk1', waybill_id: null, link: null },
};

describe('the Biteship adapter', () => {
  let twin: Awaited<ReturnType<typeof biteshipExample>>;
  before(async () => {
    twin = await biteshipExample();
  });
  after(() => twin.close());
  const adapter = (timeoutMs = 1_000) =>
    createBiteship({ baseUrl: twin.baseUrl, key: 'biteship_test.key', timeoutMs }, silentLog);
  const rates = (...list: unknown[]) => ({ status: 200, body: { success: true, pricing: list } });

  test('should send post codes as numbers and one box when it asks for rates', async () => {
    twin.answer('POST /v1/rates/couriers', rates(pricing));
    const [service] = await adapter().quote(trip);
    const request = twin.requests.at(-1);
    assert.equal(request?.authorization, 'biteship_test.key');
    const body = request?.body as {
      origin_postal_code: number;
      items: { weight: number; length: number; width: number; height: number }[];
    };
    assert.equal(body.origin_postal_code, 40_111);
    assert.equal(body.items[0]?.weight, 1_300);
    assert.ok((body.items[0]?.length ?? 0) * (body.items[0]?.width ?? 0) * (body.items[0]?.height ?? 0) >= 4_000);
    assert.deepEqual(service, {
      courierCode: 'jne',
      courierName: 'JNE',
      serviceCode: 'reg',
      serviceName: 'Reguler',
      group: 'regular',
      priceMinor: 18_000,
      duration: { from: 2, until: 3, unit: 'days' },
      cashOnDelivery: true,
    });
  });

  test('should sort services into groups when Biteship tells their kind', async () => {
    const kinds = [
      { service_type: 'instant', shipment_duration_unit: 'hours' },
      { service_type: 'same_day', shipment_duration_unit: 'hours' },
      { service_type: 'overnight' },
      { service_type: 'economy' },
      { service_type: 'standard', shipping_type: 'freight' },
    ];
    twin.answer(
      'POST /v1/rates/couriers',
      rates(...kinds.map((kind, i) => ({ ...pricing, courier_service_code: `s${i}`, ...kind }))),
    );
    const services = await adapter().quote(trip);
    assert.deepEqual(
      services.map((service) => service.group),
      ['instant', 'same_day', 'regular', 'economy', 'cargo'],
    );
  });

  test('should leave out a service when its code or duration cannot be read', async () => {
    twin.answer(
      'POST /v1/rates/couriers',
      rates(
        pricing,
        { ...pricing, shipment_duration_range: 'soon' },
        { ...pricing, courier_code: 'a:b' },
        { ...pricing, courier_code: 'seller' },
      ),
    );
    assert.equal((await adapter().quote(trip)).length, 1);
  });

  test('should offer nothing when no courier goes there', async () => {
    twin.answer('POST /v1/rates/couriers', {
      status: 400,
      body: { success: false, error: 'No courier available', code: 40_001_010 },
    });
    assert.deepEqual(await adapter().quote(trip), []);
  });

  test('should try again when the first answer is a fault', async () => {
    twin.answer('POST /v1/rates/couriers', { status: 502, body: {} }, rates(pricing));
    assert.equal((await adapter().quote(trip)).length, 1);
  });

  test('should say that it is unavailable when Biteship stays slow', async () => {
    twin.answer('POST /v1/rates/couriers', { ...rates(pricing), delayMs: 300 });
    await assert.rejects(adapter(30).quote(trip), ProviderUnavailable);
  });

  test('should stop asking when five answers in a row were faults', async () => {
    twin.answer('GET /v1/orders/x', { status: 500, body: {} });
    const biteship = adapter();
    for (let i = 0; i < 3; i++) await assert.rejects(biteship.getShipment('x'), ProviderUnavailable);
    const before = twin.requests.length;
    await assert.rejects(biteship.getShipment('x'), ProviderUnavailable);
    assert.equal(twin.requests.length, before);
  });

  test('should book once when the answer is a fault', async () => {
    twin.answer('POST /v1/orders', { status: 500, body: {} });
    const before = twin.requests.length;
    await assert.rejects(adapter().book(bookingExample()), ProviderUnavailable);
    assert.equal(twin.requests.length, before + 1);
  });

  test('should carry the reason when Biteship refuses a booking', async () => {
    twin.answer('POST /v1/orders', { status: 400, body: { success: false, error: 'Failed due to invalid courier' } });
    await assert.rejects(
      adapter().book(bookingExample()),
      (error) => error instanceof ProviderRefused && error.reason === 'Failed due to invalid courier',
    );
  });

  test('should name both ends and our order when it books', async () => {
    twin.answer('POST /v1/orders', { status: 200, body: order });
    const booking = bookingExample({ serviceCode: 'sicepat:best' });
    const shipment = await adapter().book(booking);
    const body = twin.requests.at(-1)?.body as Record<string, unknown>;
    assert.equal(body.courier_company, 'sicepat');
    assert.equal(body.courier_type, 'best');
    assert.equal(body.reference_id, booking.orderId);
    assert.equal(body.destination_contact_name, 'Budi Santoso');
    assert.deepEqual(shipment, {
      providerOrderId: 'abc123',
      trackingId: 'trk1',
      trackingNumber: null,
      link: null,
      providerStatus: 'confirmed',
      status: 'ready_to_ship',
      priceMinor: 18_000,
    });
  });

  test('should map every status of the contract when it reads a parcel', async () => {
    const expected = {
      scheduled: 'ready_to_ship',
      allocated: 'ready_to_ship',
      picking_up: 'pickup',
      picked: 'in_transit',
      dropping_off: 'out_for_delivery',
      delivered: 'delivered',
      on_hold: 'exception',
      return_in_transit: 'returning',
      returned: 'returned',
      rejected: 'failed',
      disposed: 'failed',
      courier_not_found: 'failed',
      cancelled: 'failed',
      something_new: 'exception',
    };
    for (const [status, ours] of Object.entries(expected)) {
      twin.answer('GET /v1/orders/abc123', { status: 200, body: { ...order, status } });
      assert.equal((await adapter().getShipment('abc123')).status, ours, status);
    }
  });

  test('should read the road of a parcel when tracking is asked for', async () => {
    const history = [
      { note: 'Paket dijemput', updated_at: '2026-11-21T10:00:00+07:00', status: 'picked' },
      { note: null, updated_at: 'yesterday', status: 'picked' },
    ];
    twin.answer('GET /v1/trackings/trk1', { status: 200, body: { messsage: 'ok', history } });
    const events = await adapter().listEvents('trk1');
    assert.deepEqual(events, [
      {
        providerStatus: 'picked',
        status: 'in_transit',
        note: 'Paket dijemput',
        occurredAt: new Date('2026-11-21T03:00:00Z'),
      },
    ]);
  });

  test('should call an answer without the agreed form unavailable when it cannot read it', async () => {
    twin.answer('GET /v1/orders/abc123', { status: 200, body: { surprise: true } });
    await assert.rejects(adapter().getShipment('abc123'), ProviderUnavailable);
  });

  test('should read the order of a webhook when it has one', () => {
    assert.deepEqual(adapter().readWebhook({ event: 'order.status', order_id: 'abc123', status: 'picked' }), {
      providerOrderId: 'abc123',
    });
    assert.equal(adapter().readWebhook({ event: 'order.status', order_id: '../x' }), null);
    assert.equal(adapter().readWebhook({}), null);
  });
});
