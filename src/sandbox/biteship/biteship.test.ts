import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type Loose, openStage, type Stage, TEST_SECRETS, until } from '../fixtures.ts';
import { COURIER_SERVICES } from './courier-services.ts';
import { type Place, rateOf } from './rate-rules.ts';
import { areaId, distanceKm, nearestZone, postalCodeOfArea, ZONES, zoneOfPostalCode } from './zones.ts';

const HEADERS = { authorization: TEST_SECRETS.biteshipKey };
const ITEM = { name: 'Kain batik', value: 185_000, quantity: 1, weight: 800, length: 30, width: 20, height: 5 };
const ALL = [...new Set(COURIER_SERVICES.map((service) => service.courierCode))].join(',');

describe('Post code zones', () => {
  it('should know a post code when it begins with a pair of digits that is in use', () => {
    for (let prefix = 10; prefix <= 99; prefix += 1) {
      const isUsed = ![18, 19, 47, 48, 49, 88, 89].includes(prefix);
      assert.equal(zoneOfPostalCode(`${prefix}111`) !== undefined, isUsed, String(prefix));
    }
    assert.equal(zoneOfPostalCode('16424')?.city, 'Depok');
    assert.equal(zoneOfPostalCode('29444')?.city, 'Batam');
    assert.equal(zoneOfPostalCode('01234'), undefined);
  });

  it('should find its own place again when asked by coordinate or area id', () => {
    for (const zone of ZONES) {
      assert.equal(nearestZone(zone.latitude, zone.longitude)?.city, zone.city);
      assert.equal(postalCodeOfArea(areaId(zone, `${zone.prefix.padEnd(5, '1')}`)), zone.prefix.padEnd(5, '1'));
    }
  });

  it('should measure about 660 km when going from Jakarta to Surabaya', () => {
    const km = distanceKm({ latitude: -6.18, longitude: 106.83 }, { latitude: -7.26, longitude: 112.75 });
    assert.ok(km > 640 && km < 680, String(km));
  });
});

describe('Courier rates', () => {
  const place = (postalCode: string): Place => {
    const zone = zoneOfPostalCode(postalCode);
    assert.ok(zone);
    return { zone, postalCode, coordinate: null };
  };
  const anyPlace = fc
    .constantFrom(...ZONES)
    .map((zone): Place => ({ zone, postalCode: zone.prefix.padEnd(5, '1'), coordinate: null }));

  const anyTrip = fc.record({
    origin: anyPlace,
    destination: anyPlace,
    service: fc.constantFrom(...COURIER_SERVICES),
    weightGrams: fc.integer({ min: 1, max: 30_000 }),
    moreGrams: fc.integer({ min: 0, max: 30_000 }),
    volumeCm3: fc.integer({ min: 0, max: 200_000 }),
  });

  it('should never cost less when the parcel is heavier or bulkier, and be the same in both directions', () => {
    fc.assert(
      fc.property(anyTrip, ({ origin, destination, service, weightGrams, moreGrams, volumeCm3 }) => {
        const parcel = { weightGrams, volumeCm3 };
        const bigger = { weightGrams: weightGrams + moreGrams, volumeCm3: volumeCm3 * 2 };
        const light = rateOf(service, { origin, destination, parcel });
        const heavy = rateOf(service, { origin, destination, parcel: bigger });
        assert.deepEqual(rateOf(service, { origin: destination, destination: origin, parcel }), light);
        if (light === null || heavy === null) return;
        assert.ok(heavy.priceMinor >= light.priceMinor);
        assert.equal(light.priceMinor % 500, 0);
        assert.ok(light.priceMinor > 0);
      }),
    );
  });

  it('should cost more when the way is longer or the service faster', () => {
    const parcel = { weightGrams: 1_000, volumeCm3: 0 };
    const reg = COURIER_SERVICES.find(({ courierCode, serviceCode }) => courierCode === 'jne' && serviceCode === 'reg');
    assert.ok(reg);
    const price = (to: string, service = reg) =>
      rateOf(service, { origin: place('40111'), destination: place(to), parcel })?.priceMinor ?? 0;
    const prices = ['40123', '12190', '60111', '80111', '90111', '99111'].map((to) => price(to));
    assert.deepEqual(
      prices,
      [...prices].sort((one, other) => one - other),
    );
    assert.ok((prices[0] ?? 0) >= 5_000 && (prices[0] ?? 0) <= 15_000, String(prices));
    const byCode = (code: string) =>
      COURIER_SERVICES.find(({ courierCode, serviceCode }) => courierCode === 'jne' && serviceCode === code) ?? reg;
    assert.ok(price('12190', byCode('yes')) > price('12190') && price('12190') > price('12190', byCode('oke')));
  });
});

describe('Biteship', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());
  afterEach(() => {
    stage.heard.length = 0;
  });

  const rates = (body: Loose, headers: Record<string, string> = HEADERS) =>
    stage.call('POST', '/biteship/v1/rates/couriers', { headers, body });
  const trip = (from: number | string, to: number | string, more: Loose = {}) => ({
    origin_postal_code: from,
    destination_postal_code: to,
    couriers: ALL,
    items: [ITEM],
    ...more,
  });
  const order = (changes: Loose = {}) => ({
    origin_contact_name: 'Toko Batik',
    origin_contact_phone: '081200000001',
    origin_address: 'Jl. Braga 1',
    origin_postal_code: 40_111,
    destination_contact_name: 'Sari',
    destination_contact_phone: '081200000002',
    destination_address: 'Jl. Kemang 2',
    destination_postal_code: 12_730,
    courier_company: 'jne',
    courier_type: 'reg',
    delivery_type: 'now',
    reference_id: 'LMB-1',
    items: [ITEM],
    ...changes,
  });
  const book = (changes: Loose = {}) =>
    stage.call('POST', '/biteship/v1/orders', { headers: HEADERS, body: order(changes) });
  const get = (id: string) => stage.call('GET', `/biteship/v1/orders/${id}`, { headers: HEADERS });

  it('should quote several couriers and groups when both post codes are known', async () => {
    const { status, body } = await rates(trip(40_111, 12_730));
    assert.equal(status, 200);
    assert.equal(body.object, 'courier_pricing');
    assert.ok(new Set(body.pricing.map((price: Loose) => price.company)).size >= 8);
    const kinds = new Set(body.pricing.map((price: Loose) => price.service_type));
    assert.ok(['standard', 'overnight', 'economy'].every((kind) => kinds.has(kind)));
    assert.ok(!kinds.has('instant'), 'nobody rides a bike from Bandung to Jakarta');
    assert.ok(body.pricing.some((price: Loose) => price.shipping_type === 'freight'));
    const [cheapest] = body.pricing;
    assert.deepEqual(Object.keys(cheapest).sort(), [
      'available_collection_method',
      'available_for_cash_on_delivery',
      'available_for_instant_waybill_id',
      'available_for_proof_of_delivery',
      'company',
      'courier_code',
      'courier_name',
      'courier_service_code',
      'courier_service_name',
      'description',
      'duration',
      'price',
      'service_type',
      'shipment_duration_range',
      'shipment_duration_unit',
      'shipping_type',
      'type',
    ]);
    assert.match(cheapest.duration, /^\d+ - \d+ days$/);
    assert.deepEqual(
      (await rates(trip('40111', '12730'))).body.pricing,
      body.pricing,
      'the same question has the same answer',
    );
  });

  it('should offer instant couriers when the town is the same or coordinates are near', async () => {
    const isInstant = (price: Loose) => price.service_type === 'instant';
    assert.ok((await rates(trip(40_111, 40_132))).body.pricing.some(isInstant));
    const near = {
      origin_latitude: -6.2,
      origin_longitude: 106.82,
      destination_latitude: -6.26,
      destination_longitude: 106.81,
    };
    const byPoint = await rates({ ...near, couriers: 'gojek,grab', items: [ITEM] });
    assert.ok(byPoint.body.pricing.every((price: Loose) => price.shipment_duration_unit === 'hours'));
    assert.equal((await rates({ ...near, destination_latitude: -7.5, couriers: 'gojek', items: [ITEM] })).status, 400);
    assert.ok(
      !(await rates(trip(40_111, 40_132, { items: [{ ...ITEM, weight: 25_000 }] }))).body.pricing.some(isInstant),
      'too heavy for a bike',
    );
  });

  it('should charge the volume when it weighs more than the scales', async () => {
    const priceOf = async (item: Loose) =>
      (await rates(trip(40_111, 12_730, { couriers: 'jne', items: [{ ...ITEM, ...item }] }))).body.pricing.find(
        (price: Loose) => price.type === 'reg',
      ).price;
    assert.ok((await priceOf({ length: 60, width: 40, height: 30 })) > (await priceOf({})));
    assert.equal(
      await priceOf({ weight: 12_000 }),
      await priceOf({ length: 60, width: 40, height: 30 }),
      '72,000 cubic centimetres weigh 12 kg',
    );
  });

  it('should refuse in its own form when key, place, courier or parcel are wrong', async () => {
    const cases: [number, Loose, Record<string, string>?][] = [
      [401, trip(40_111, 12_730), { authorization: 'wrong' }],
      [400, trip(40_111, 1_000)],
      [400, trip('18111', 12_730)],
      [400, { couriers: 'jne', items: [ITEM] }],
      [400, trip(40_111, 12_730, { couriers: 'dhl' })],
      [400, trip(40_111, 12_730, { items: [] })],
      [400, trip(40_111, 12_730, { items: [{ ...ITEM, weight: '800' }] })],
      [400, trip(40_111, 99_998)],
      [500, trip(40_111, 99_996)],
    ];
    for (const [status, body, headers] of cases) {
      const answer = await rates(body, headers);
      assert.deepEqual(
        [answer.status, answer.body.success, typeof answer.body.error, typeof answer.body.code],
        [status, false, 'string', 'number'],
        JSON.stringify(body),
      );
    }
    const startedAt = performance.now();
    assert.equal((await rates(trip(40_111, 99_997))).status, 200);
    assert.ok(performance.now() - startedAt >= 140, '99997 is slow');
  });

  it('should find areas when asked for a town or a post code', async () => {
    const find = (input: string) =>
      stage.call('GET', `/biteship/v1/maps/areas?countries=ID&type=single&input=${encodeURIComponent(input)}`, {
        headers: HEADERS,
      });
    const [bandung] = (await find('bandung')).body.areas;
    assert.match(bandung.id, /^IDNP\d+IDNC\d+IDND\d+IDNZ40111$/);
    assert.equal((await find('12730')).body.areas[0].administrative_division_level_2_name, 'Jakarta Selatan');
    assert.deepEqual((await find('atlantis')).body.areas, []);
    const byArea = await rates({
      origin_area_id: bandung.id,
      destination_postal_code: 12_730,
      couriers: 'jne',
      items: [ITEM],
    });
    assert.equal(byArea.status, 200);
    const couriers = await stage.call('GET', '/biteship/v1/couriers', { headers: HEADERS });
    assert.ok(couriers.body.couriers.length > 20);
  });

  it('should show and track a parcel and tell of it under the agreed secret when it is booked', async () => {
    const { status, body } = await book();
    assert.equal(status, 200);
    assert.deepEqual(
      [body.success, body.object, body.status, body.reference_id],
      [true, 'order', 'confirmed', 'LMB-1'],
    );
    const quoted = (await rates(trip(40_111, 12_730, { couriers: 'jne' }))).body.pricing.find(
      (price: Loose) => price.type === 'reg',
    );
    assert.equal(body.price, quoted.price);
    const [heard] = await stage.hears(1, (one) => one.body.order_id === body.id);
    assert.deepEqual(
      [heard?.path, heard?.body.event, heard?.body.status],
      ['/webhooks/biteship', 'order.status', 'confirmed'],
    );
    assert.equal(heard?.headers['x-biteship-signature'], TEST_SECRETS.biteshipWebhookSecret);
    assert.equal((await get(body.id)).body.courier.waybill_id, body.courier.waybill_id);
    const tracked = await stage.call('GET', `/biteship/v1/trackings/${body.courier.tracking_id}`, { headers: HEADERS });
    assert.deepEqual(
      [tracked.body.status, tracked.body.history.length, tracked.body.order_id],
      ['confirmed', 1, body.id],
    );
    const byWaybill = await stage.call('GET', `/biteship/v1/trackings/${body.courier.waybill_id}/couriers/jne`, {
      headers: HEADERS,
    });
    assert.equal(byWaybill.body.id, body.courier.tracking_id);
    assert.equal(
      (await stage.call('GET', `/biteship/v1/trackings/${body.courier.waybill_id}/couriers/jnt`, { headers: HEADERS }))
        .status,
      404,
    );
  });

  it('should go the usual way step by step when told, and end', async () => {
    const { body } = await book();
    const seen: string[] = [];
    for (;;) {
      const moved = await stage.control('POST', `/shipments/${body.courier.waybill_id}/advance`, {});
      if (moved.status === 409) break;
      seen.push(moved.body.status);
    }
    assert.deepEqual(seen, ['allocated', 'picking_up', 'picked', 'dropping_off', 'delivered']);
    const heard = await stage.hears(6, (one) => one.body.order_id === body.id);
    assert.ok(heard.some((one) => one.body.courier_driver_name !== ''));
    assert.equal((await get(body.id)).body.status, 'delivered');
  });

  it('should move by itself when a rhythm is set, or stray when a status is named', async () => {
    const one = await book();
    await stage.control('POST', `/shipments/${one.body.id}/advance`, { everyMs: 10 });
    await until(
      async () => (await get(one.body.id)).body.status === 'delivered',
      () => 'the parcel that moves by itself',
    );
    const other = await book();
    for (const status of ['on_hold', 'return_in_transit', 'returned'])
      await stage.control('POST', `/shipments/${other.body.id}/advance`, { status });
    assert.equal((await get(other.body.id)).body.status, 'returned');
    await stage.control('POST', `/shipments/${other.body.id}/reprice`, { priceMinor: 99_500 });
    const [price] = await stage.hears(1, (heard) => heard.body.event === 'order.price');
    assert.equal(price?.body.order_price, 99_500);
  });

  it('should cancel only when the parcel is not yet picked up', async () => {
    const one = await book();
    const cancelled = await stage.call('POST', `/biteship/v1/orders/${one.body.id}/cancel`, {
      headers: HEADERS,
      body: { cancellation_reason: 'Pembeli batal' },
    });
    assert.equal(cancelled.body.status, 'cancelled');
    const other = await book();
    await stage.control('POST', `/shipments/${other.body.id}/advance`, { status: 'picked' });
    assert.equal(
      (await stage.call('POST', `/biteship/v1/orders/${other.body.id}/cancel`, { headers: HEADERS, body: {} })).status,
      400,
    );
    const scheduled = await book({ delivery_type: 'scheduled', delivery_date: '2026-12-01', delivery_time: '10:00' });
    assert.equal(scheduled.body.status, 'scheduled');
    assert.equal(
      (await stage.call('DELETE', `/biteship/v1/orders/${scheduled.body.id}`, { headers: HEADERS })).body.status,
      'cancelled',
    );
  });

  it('should refuse an order when a field is missing, the service unknown or the way too far', async () => {
    const cases = [
      { origin_contact_name: undefined },
      { courier_type: 'rocket' },
      { courier_company: 'gojek', courier_type: 'instant' },
      { delivery_type: 'scheduled' },
      { items: [] },
      { destination_postal_code: undefined },
    ];
    for (const changes of cases) assert.equal((await book(changes)).status, 400, JSON.stringify(changes));
    assert.equal((await get('none')).status, 404);
  });
});
