/** Named examples for tests and for nobody else. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newUuid } from '#platform/ids';
import type { Booking, ParcelQuestion } from './contract.ts';
import {
  type ProviderEvent,
  ProviderRefused,
  type ProviderShipment,
  ProviderUnavailable,
  type ShippingProvider,
} from './provider.ts';
import type { OfferedService } from './quote-rules.ts';

export const BANDUNG = { villageCode: '32.73.09.1003', postalCode: '40111' };
export const SURABAYA = { villageCode: '35.78.07.1001', postalCode: '60271' };

export function parcelExample(change: Partial<ParcelQuestion> = {}): ParcelQuestion {
  return {
    sellerId: newUuid(),
    origin: BANDUNG,
    weightGrams: 1_240,
    volumeMm3: 3_400_000,
    valueMinor: 130_000,
    ...change,
  };
}

export function bookingExample(change: Partial<Booking> = {}): Booking {
  const contact = { phone: '+6281230001111', areaLabel: 'Braga, Kota Bandung', note: null };
  return {
    orderId: newUuid(),
    reference: 'LB-7K3F9QXD2M4T-1',
    sellerId: newUuid(),
    sellerName: 'Toko Melati',
    serviceCode: 'jne:reg',
    courierName: 'JNE',
    priceMinor: 18_000,
    origin: { ...contact, name: 'Melati', street: 'Jl. Braga 12', postalCode: '40111' },
    destination: { ...contact, name: 'Budi Santoso', street: 'Jl. Tunjungan 5', postalCode: '60271' },
    parcel: { description: 'Kopi Gayo 500 g', weightGrams: 1_240, volumeMm3: 3_400_000, valueMinor: 130_000 },
    ...change,
  };
}

export const JNE_REGULAR: OfferedService = {
  courierCode: 'jne',
  courierName: 'JNE',
  serviceCode: 'reg',
  serviceName: 'Reguler',
  group: 'regular',
  priceMinor: 18_000,
  duration: { from: 2, until: 3, unit: 'days' },
  cashOnDelivery: true,
};

type ExampleParcel = { shipment: ProviderShipment; events: ProviderEvent[] };

/** A provider that does what the test tells it to. */
export function providerExample() {
  const shipments = new Map<string, ExampleParcel>();
  const find = (id: string) => {
    const found = shipments.get(id);
    if (!found) throw new ProviderRefused('example', 404, 'Not found');
    return found;
  };
  const world = {
    services: [JNE_REGULAR],
    failure: null as 'down' | 'refused' | null,
    quotes: 0,
    bookings: 0,
    shipments,
    /** The parcel moves at the courier's; nobody is told. */
    move(providerOrderId: string, status: ProviderShipment['status'], at = new Date()) {
      const found = find(providerOrderId);
      found.shipment = { ...found.shipment, status, providerStatus: status };
      found.events.push({ providerStatus: status, status, note: `Paket ${status}`, occurredAt: at });
    },
  };
  const fail = () => {
    if (world.failure === 'down') throw new ProviderUnavailable('example');
    if (world.failure === 'refused') throw new ProviderRefused('example', 422, 'Alamat tidak lengkap');
  };
  const provider: ShippingProvider = {
    name: 'example',
    quote: async () => {
      world.quotes++;
      fail();
      return world.services;
    },
    book: async () => {
      world.bookings++;
      fail();
      const shipment = freshShipment();
      shipments.set(shipment.providerOrderId, { shipment, events: [] });
      return shipment;
    },
    cancel: async (id) => {
      fail();
      const found = find(id);
      if (found.shipment.status !== 'ready_to_ship')
        throw new ProviderRefused('example', 400, 'Order cannot be cancelled');
      found.shipment = { ...found.shipment, status: 'failed', providerStatus: 'cancelled' };
    },
    getShipment: async (id) => {
      fail();
      return find(id).shipment;
    },
    listEvents: async (trackingId) => find(trackingId.slice(2)).events,
    readWebhook: (body) => {
      if (typeof body !== 'object' || body === null || !('order_id' in body)) return null;
      return { providerOrderId: String(body.order_id) };
    },
  };
  return { provider, world };
}

function freshShipment(): ProviderShipment {
  const providerOrderId = `p-${newUuid()}`;
  return {
    providerOrderId,
    trackingId: `t-${providerOrderId}`,
    trackingNumber: 'JNE0001',
    link: null,
    providerStatus: 'ready_to_ship',
    status: 'ready_to_ship',
    priceMinor: 18_000,
  };
}

/** A Biteship for the adapter: answers what the test lays out per path, and remembers what came. */
export async function biteshipExample() {
  const answers = new Map<string, { status: number; body: unknown; delayMs?: number }[]>();
  const requests: { path: string; method: string; authorization: string | undefined; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    const path = `${request.method} ${request.url}`;
    requests.push({
      path,
      method: request.method ?? '',
      authorization: request.headers.authorization,
      body: await bodyOf(request),
    });
    const list = answers.get(path) ?? [];
    const answer = (list.length > 1 ? list.shift() : list[0]) ?? {
      status: 404,
      body: { success: false, error: 'Not found' },
    };
    setTimeout(() => {
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    }, answer.delayMs ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    requests,
    answer: (path: string, ...list: { status: number; body: unknown; delayMs?: number }[]) => answers.set(path, list),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}
