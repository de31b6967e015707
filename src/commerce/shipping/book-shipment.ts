import { present } from '#platform/assert';
import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import { refuse } from '#platform/refusal';
import type { Booking, Shipment } from './contract.ts';
import { ProviderRefused, type ProviderShipment, ProviderUnavailable } from './provider.ts';
import { isSellersOwn } from './quote-rules.ts';
import type { ShippingDeps } from './shipping-deps.ts';
import {
  claimBooking,
  deleteBooking,
  findShipment,
  type ShipmentRow,
  shipmentOf,
  updateBooked,
  updateCancelled,
} from './shipping-queries.ts';

/**
 * Orders the courier for an order, once. The claim in the database keeps two hands from booking at the same time; after a
 * crash or a lost answer the claim is free again a minute later, and the provider sees the same `reference_id`.
 */
export async function bookShipment(deps: ShippingDeps, call: Call, booking: Booking): Promise<Shipment> {
  if (isSellersOwn(booking.serviceCode)) throw refuse('shipping.not-bookable');
  if (!(await claimBooking(deps.database, deps.provider.name, booking))) {
    const existing = await findShipment(deps.database, booking.orderId);
    if (!existing || existing.status === 'booking') {
      throw refuse('shipping.booking-in-progress', {}, { retryAfterSeconds: 60 });
    }
    return shipmentOf(existing);
  }

  const booked = await bookOrRelease(deps, booking);

  const [rows] = await deps.database.batch<[ShipmentRow[]]>([
    updateBooked(booking.orderId, booked),
    auditInsert('shipping', call, {
      stream: `order:${booking.orderId}`,
      action: 'shipping.booked',
      after: {
        provider: deps.provider.name,
        providerOrderId: booked.providerOrderId,
        serviceCode: booking.serviceCode,
      },
    }),
  ]);
  return shipmentOf(present(rows[0], 'A booking that was claimed is still there'));
}

async function bookOrRelease(deps: ShippingDeps, booking: Booking): Promise<ProviderShipment> {
  try {
    return await deps.provider.book(booking);
  } catch (error) {
    if (error instanceof ProviderRefused) {
      await deps.database.batch([deleteBooking(booking.orderId)]);
      throw refuse('shipping.booking-refused', { reason: error.reason });
    }
    // Whether the courier is coming is not known: the claim stays for its minute, so that nobody books twice in haste.
    if (error instanceof ProviderUnavailable)
      throw refuse('shipping.provider-unavailable', {}, { retryAfterSeconds: 60 });
    throw error;
  }
}

/** Calls the courier off, when there is one. Runs twice without harm. */
export async function cancelShipment(deps: ShippingDeps, call: Call, orderId: string): Promise<Record<string, never>> {
  const shipment = await findShipment(deps.database, orderId);
  if (!shipment?.provider_order_id || shipment.status === 'failed') return {};
  try {
    await deps.provider.cancel(shipment.provider_order_id);
  } catch (error) {
    if (error instanceof ProviderRefused) throw refuse('shipping.cannot-cancel', { reason: error.reason });
    if (error instanceof ProviderUnavailable) throw refuse('shipping.provider-unavailable');
    throw error;
  }
  await deps.database.batch([
    updateCancelled(orderId),
    auditInsert('shipping', call, { stream: `order:${orderId}`, action: 'shipping.cancelled' }),
  ]);
  return {};
}
