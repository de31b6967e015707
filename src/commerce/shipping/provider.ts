import type { Booking, ShipmentStatus } from './contract.ts';
import type { OfferedService } from './quote-rules.ts';

/** From where to where, and what: one size class, so that answers can be shared. */
export type Trip = {
  originPostalCode: string;
  destinationPostalCode: string;
  weightGrams: number;
  volumeMm3: number;
  valueMinor: number;
};

/** A parcel as its provider knows it now. */
export type ProviderShipment = {
  providerOrderId: string;
  trackingId: string | null;
  trackingNumber: string | null;
  link: string | null;
  providerStatus: string;
  status: ShipmentStatus;
  priceMinor: number | null;
};

export type ProviderEvent = { providerStatus: string; status: ShipmentStatus; note: string; occurredAt: Date };

/** Who carries parcels for us. One adapter per provider; the sandbox speaks the same contract. */
export type ShippingProvider = {
  name: string;
  /** Services of one trip; empty where no courier goes. */
  quote(trip: Trip): Promise<OfferedService[]>;
  /** Orders the courier. Not repeated by itself: a lost answer may have been a booking. */
  book(booking: Booking): Promise<ProviderShipment>;
  /** Calls the courier off. Refused once he is under way. */
  cancel(providerOrderId: string): Promise<void>;
  getShipment(providerOrderId: string): Promise<ProviderShipment>;
  /** What the courier said on the way. */
  listEvents(trackingId: string): Promise<ProviderEvent[]>;
  /** The provider's id of the parcel that a webhook speaks of; null for what is none of ours to read. */
  readWebhook(body: unknown): { providerOrderId: string } | null;
};

/** The provider does not answer, or answers that he is broken: another try later makes sense. */
export class ProviderUnavailable extends Error {
  constructor(provider: string, cause?: unknown) {
    super(`${provider} does not answer`, { cause });
    this.name = 'ProviderUnavailable';
  }
}

/** The provider says no. `reason` is his sentence, for people. */
export class ProviderRefused extends Error {
  readonly reason: string;
  readonly status: number;
  constructor(provider: string, status: number, reason: string) {
    super(`${provider} refused (${status}): ${reason}`);
    this.name = 'ProviderRefused';
    this.reason = reason;
    this.status = status;
  }
}
