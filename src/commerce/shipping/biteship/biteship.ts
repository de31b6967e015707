import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleType,
  type IPolicy,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import type { Log } from '#platform/log';
import type { Booking, ServiceGroup, ShipmentStatus } from '../contract.ts';
import {
  ProviderRefused,
  type ProviderShipment,
  ProviderUnavailable,
  type ShippingProvider,
  type Trip,
} from '../provider.ts';
import { boxOf, type OfferedService } from '../quote-rules.ts';
import { Order, type Pricing, Rates, reader, Tracking, Webhook } from './biteship-shapes.ts';

export type BiteshipConfig = {
  /** `https://api.biteship.com`, or the twin's address. */
  baseUrl: string;
  key: string;
  timeoutMs?: number;
};

/** Courier codes asked for in every quote. Biteship leaves out those that the account has not switched on. */
const COURIERS =
  'jne,jnt,sicepat,anteraja,pos,tiki,ninja,lion,idexpress,sap,rpx,wahana,paxel,gojek,grab,lalamove,borzo,deliveree';

const readRates = reader(Rates);
const readOrder = reader(Order);
const readTracking = reader(Tracking);

/**
 * Biteship (biteship.com), version 1. Reading is tried twice; booking once, because a lost answer may have been a
 * booking. Five failures in a row open the breaker for ten seconds.
 */
export function createBiteship(config: BiteshipConfig, log: Log): ShippingProvider {
  const send = createSender(config, log);
  return {
    name: 'biteship',
    quote: (trip) => quote(send, trip),
    book: async (booking) => shipmentOf(readOrder(await send('POST', '/v1/orders', orderOf(booking), 'once'))),
    cancel: async (id) => {
      const reason = { cancellation_reason: 'Pesanan dibatalkan' };
      await send('POST', `/v1/orders/${encodeURIComponent(id)}/cancel`, reason);
    },
    getShipment: async (id) => shipmentOf(readOrder(await send('GET', `/v1/orders/${encodeURIComponent(id)}`))),
    listEvents: async (trackingId) => {
      const { history } = readTracking(await send('GET', `/v1/trackings/${encodeURIComponent(trackingId)}`));
      return history.flatMap((event) => {
        const occurredAt = new Date(event.updated_at);
        if (Number.isNaN(occurredAt.getTime())) return [];
        const note = (event.note ?? '').slice(0, 500);
        return [{ providerStatus: event.status, status: statusOf(event.status), note, occurredAt }];
      });
    },
    readWebhook: (body) => {
      try {
        return { providerOrderId: reader(Webhook)(body).order_id };
      } catch {
        return null;
      }
    },
  };
}

async function quote(send: Send, trip: Trip): Promise<OfferedService[]> {
  const box = trip.volumeMm3 > 0 ? boxOf(trip.volumeMm3) : null;
  const item = {
    name: 'Paket',
    value: trip.valueMinor,
    quantity: 1,
    weight: trip.weightGrams,
    ...(box ? { length: box.lengthCm, width: box.widthCm, height: box.heightCm } : {}),
  };
  const body = {
    origin_postal_code: Number(trip.originPostalCode),
    destination_postal_code: Number(trip.destinationPostalCode),
    couriers: COURIERS,
    items: [item],
  };
  try {
    return readRates(await send('POST', '/v1/rates/couriers', body)).pricing.flatMap(
      (pricing) => serviceOf(pricing) ?? [],
    );
  } catch (error) {
    // A place that Biteship does not know, or that nobody goes to, has no services; that is an answer.
    if (error instanceof ProviderRefused && error.status === 400) return [];
    throw error;
  }
}

/** Null for a service whose code or duration cannot be read: it is not offered. */
function serviceOf(pricing: Pricing): OfferedService | null {
  const courierCode = pricing.courier_code.toLowerCase();
  const serviceCode = pricing.courier_service_code.toLowerCase();
  const range = /^\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?\s*$/.exec(pricing.shipment_duration_range ?? '');
  const unit = pricing.shipment_duration_unit;
  if (!range || (unit !== 'days' && unit !== 'hours')) return null;
  if (![courierCode, serviceCode].every((code) => /^[a-z0-9_-]{1,40}$/.test(code)) || courierCode === 'seller')
    return null;
  const from = Number(range[1]);
  return {
    courierCode,
    courierName: pricing.courier_name,
    serviceCode,
    serviceName: pricing.courier_service_name,
    group: groupOf(pricing),
    priceMinor: Math.ceil(pricing.price),
    duration: { from, until: Math.max(from, Number(range[2] ?? range[1])), unit },
    cashOnDelivery: pricing.available_for_cash_on_delivery ?? false,
  };
}

/** Overnight services count as regular: they are chosen by their date, not by a promise of the hour. */
function groupOf({ service_type, shipping_type }: Pricing): ServiceGroup {
  if (shipping_type === 'freight') return 'cargo';
  if (service_type === 'instant') return 'instant';
  if (service_type === 'same_day') return 'same_day';
  return service_type === 'economy' ? 'economy' : 'regular';
}

function orderOf(booking: Booking): Record<string, unknown> {
  const [courierCompany, courierType] = booking.serviceCode.split(':');
  const box = booking.parcel.volumeMm3 > 0 ? boxOf(booking.parcel.volumeMm3) : null;
  return {
    shipper_organization: booking.sellerName,
    ...contactOf('origin', booking.origin),
    ...contactOf('destination', booking.destination),
    courier_company: courierCompany,
    courier_type: courierType,
    delivery_type: 'now',
    order_note: booking.reference,
    reference_id: booking.orderId,
    items: [
      {
        name: booking.parcel.description,
        value: booking.parcel.valueMinor,
        quantity: 1,
        weight: Math.max(1, booking.parcel.weightGrams),
        ...(box ? { length: box.lengthCm, width: box.widthCm, height: box.heightCm } : {}),
      },
    ],
  };
}

function contactOf(side: 'origin' | 'destination', contact: Booking['origin']): Record<string, unknown> {
  return {
    [`${side}_contact_name`]: contact.name,
    [`${side}_contact_phone`]: contact.phone,
    [`${side}_address`]: [contact.street, contact.areaLabel].filter(Boolean).join(', '),
    [`${side}_note`]: contact.note ?? '',
    [`${side}_postal_code`]: Number(contact.postalCode),
  };
}

function shipmentOf(order: Order): ProviderShipment {
  return {
    providerOrderId: order.id,
    trackingId: order.courier.tracking_id || null,
    trackingNumber: order.courier.waybill_id || null,
    link: order.courier.link || null,
    providerStatus: order.status,
    status: statusOf(order.status),
    priceMinor: typeof order.price === 'number' ? Math.ceil(order.price) : null,
  };
}

const STATUSES: Record<string, ShipmentStatus> = {
  confirmed: 'ready_to_ship',
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
};

/** A word that Biteship adds one day is something to look at, not an end. */
function statusOf(status: string): ShipmentStatus {
  return STATUSES[status.toLowerCase()] ?? 'exception';
}

type Send = (method: 'GET' | 'POST', path: string, body?: unknown, tries?: 'once') => Promise<unknown>;

function createSender(config: BiteshipConfig, log: Log): Send {
  const isFault = handleType(ProviderUnavailable);
  const breaker = circuitBreaker(isFault, { halfOpenAfter: 10_000, breaker: new ConsecutiveBreaker(5) });
  const patience = timeout(config.timeoutMs ?? 4_000, TimeoutStrategy.Aggressive);
  const backoff = new ExponentialBackoff({ initialDelay: 100, maxDelay: 1_000 });
  const repeated: IPolicy = wrap(retry(isFault, { maxAttempts: 1, backoff }), breaker);
  return async (method, path, body, tries) => {
    const attempt = async () => {
      try {
        return await patience.execute(({ signal }) => request(config, { method, path, body }, signal));
      } catch (error) {
        if (error instanceof ProviderRefused || error instanceof ProviderUnavailable) throw error;
        throw new ProviderUnavailable('Biteship', error);
      }
    };
    try {
      return await (tries === 'once' ? breaker : repeated).execute(attempt);
    } catch (error) {
      const isDown = error instanceof BrokenCircuitError || error instanceof TaskCancelledError;
      if (error instanceof ProviderUnavailable)
        log.warn({ err: error, method, path: path.split('/')[2] }, 'biteship does not answer');
      throw isDown ? new ProviderUnavailable('Biteship', error) : error;
    }
  };
}

async function request(
  config: BiteshipConfig,
  { method, path, body }: { method: string; path: string; body: unknown },
  signal: AbortSignal,
): Promise<unknown> {
  const response = await fetch(`${config.baseUrl.replace(/\/$/, '')}${path}`, {
    method,
    signal,
    headers: { authorization: config.key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status >= 500 || response.status === 429) {
    throw new ProviderUnavailable('Biteship', new Error(`Status ${response.status}`));
  }
  const answer = parse(text);
  if (response.ok) return answer;
  const said = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
  const reason = typeof said === 'string' ? said.slice(0, 300) : `Status ${response.status}`;
  throw new ProviderRefused('Biteship', response.status, reason);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProviderUnavailable('Biteship', new Error('The answer is not JSON'));
  }
}
