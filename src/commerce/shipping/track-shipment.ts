import type { Call } from '#platform/call';
import type { OutputOf } from '#platform/contract';
import { appendEvent } from '#platform/events';
import { shippingContract } from './contract.ts';
import type { ProviderEvent } from './provider.ts';
import { nextStatus } from './shipment-rules.ts';
import type { ShippingDeps } from './shipping-deps.ts';
import {
  findShipment,
  insertTrackingEvents,
  listTrackingEvents,
  listUnchecked,
  lockShipment,
  postponeCheck,
  type ShipmentRow,
  shipmentOf,
  updateShipment,
} from './shipping-queries.ts';

const CHECKS_A_RUN = 100;

/** Where the parcel of an order is, and what was said on the way. */
export async function getTracking(
  deps: ShippingDeps,
  orderId: string,
): Promise<OutputOf<typeof shippingContract, 'getTracking'>> {
  const shipment = await findShipment(deps.database, orderId);
  if (!shipment || shipment.status === 'booking') return { shipment: null, events: [] };
  const events = await listTrackingEvents(deps.database, orderId);
  return {
    shipment: shipmentOf(shipment),
    events: events.map(({ status, note, occurred_at }) => ({ status, note, at: occurred_at.toISOString() })),
  };
}

/** Asks the provider how the parcel stands, writes it down and tells the others when something is new. */
export async function refreshShipment(deps: ShippingDeps, call: Call, shipment: ShipmentRow): Promise<void> {
  if (shipment.provider_order_id === null) return;
  const told = await deps.provider.getShipment(shipment.provider_order_id);
  const events = told.trackingId ? await listEventsOrNone(deps, told.trackingId) : [];

  await deps.database.inTx(async (tx) => {
    const current = await lockShipment(tx, shipment.order_id);
    if (!current || current.status === 'booking') return;
    const status = nextStatus(current.status, told.status);
    const last = events.findLast((event) => event.status === status);
    const occurredAt = last?.occurredAt ?? deps.clock.now();
    const deliveredAt = status === 'delivered' ? occurredAt : null;
    tx.write(updateShipment(current.order_id, { status, told, deliveredAt }));
    if (events.length > 0) tx.write(insertTrackingEvents(current.order_id, events));

    const trackingNumber = told.trackingNumber ?? current.tracking_number;
    const link = told.link ?? current.link;
    if (status === current.status && trackingNumber === current.tracking_number && link === current.link) return;
    appendEvent(tx, shippingContract, 'shipment.updated', {
      call,
      aggregateId: current.order_id,
      payload: {
        orderId: current.order_id,
        sellerId: current.seller_id,
        status,
        trackingNumber,
        courierCode: current.courier_code,
        courierName: current.courier_name,
        link,
        note: last?.note ?? '',
        occurredAt: occurredAt.toISOString(),
      },
    });
  });
}

/** Webhooks get lost: parcels that nobody told of for half an hour are asked for. */
export async function checkShipments(deps: ShippingDeps, call: Call): Promise<void> {
  for (const shipment of await listUnchecked(deps.database, CHECKS_A_RUN)) {
    try {
      await refreshShipment(deps, call, shipment);
    } catch (error) {
      deps.log.warn({ err: error, orderId: shipment.order_id }, 'a parcel could not be asked for');
      await deps.database.batch([postponeCheck(shipment.order_id)]);
    }
  }
}

/** The road is worth less than the status: without it we still know where the parcel is. */
async function listEventsOrNone(deps: ShippingDeps, trackingId: string): Promise<ProviderEvent[]> {
  try {
    return (await deps.provider.listEvents(trackingId)).slice(-200);
  } catch (error) {
    deps.log.warn({ err: error, trackingId }, 'the tracking of a parcel could not be read');
    return [];
  }
}
