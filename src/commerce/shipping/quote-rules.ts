import type { ServiceGroup, ShippingService, Tariff } from './contract.ts';

/** What a provider offers for one trip; dates follow from it and today. */
export type OfferedService = {
  courierCode: string;
  courierName: string;
  serviceCode: string;
  serviceName: string;
  group: ServiceGroup;
  priceMinor: number;
  duration: { from: number; until: number; unit: 'days' | 'hours' };
  cashOnDelivery: boolean;
};

/** Fastest first: the order in which groups are shown. */
const GROUPS: readonly ServiceGroup[] = ['instant', 'same_day', 'regular', 'economy', 'cargo'];

const WEIGHT_STEP_GRAMS = 100;
const VOLUME_STEP_MM3 = 1_000_000;
/** Cubic centimetres per kilogram of volumetric weight; couriers count cargo more densely. */
const DIVISORS: Record<ServiceGroup, number> = {
  instant: 6_000,
  same_day: 6_000,
  regular: 6_000,
  economy: 6_000,
  cargo: 4_000,
};

/** What is handed over after this hour (WIB) leaves the next day. */
const CUT_OFF_HOUR = 15;
/** Riders bring nothing later than this hour, and nothing before the other. */
const RIDERS_UNTIL_HOUR = 21;
const RIDERS_FROM_HOUR = 8;
const WIB_OFFSET_MS = 7 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Parcels of one weight and volume class cost the same, so one answer of the provider serves all of them: weight in steps
 * of 100 g, volume in litres, both rounded up.
 */
export function sizeClassOf(parcel: { weightGrams: number; volumeMm3: number }): {
  weightGrams: number;
  volumeMm3: number;
} {
  return {
    weightGrams: Math.max(1, Math.ceil(parcel.weightGrams / WEIGHT_STEP_GRAMS)) * WEIGHT_STEP_GRAMS,
    volumeMm3: Math.ceil(parcel.volumeMm3 / VOLUME_STEP_MM3) * VOLUME_STEP_MM3,
  };
}

/** A box in whole centimetres that holds the volume: nearly a cube, since goods of several kinds lie in it. */
export function boxOf(volumeMm3: number): { lengthCm: number; widthCm: number; heightCm: number } {
  const volumeCm3 = Math.ceil(volumeMm3 / 1_000);
  // The cube root of a cube may come out a hair below the whole number.
  const side = Math.max(1, Math.floor(Math.cbrt(volumeCm3) + 1e-9));
  return { lengthCm: side, widthCm: side, heightCm: Math.max(1, Math.ceil(volumeCm3 / (side * side))) };
}

/** The larger of real and volumetric weight (length × width × height ÷ divisor of the service). */
export function chargeableWeightGrams(group: ServiceGroup, parcel: { weightGrams: number; volumeMm3: number }): number {
  return Math.max(parcel.weightGrams, Math.ceil(parcel.volumeMm3 / DIVISORS[group]));
}

/** The days between which a parcel arrives that is ordered at `now`; calendar days in Western Indonesian time. */
export function arrivalOf(duration: OfferedService['duration'], now: Date): { fromOn: string; untilOn: string } {
  const localMs = now.getTime() + WIB_OFFSET_MS;
  const hour = (localMs % DAY_MS) / HOUR_MS;
  const today = Math.floor(localMs / DAY_MS);
  const dayAfter = (days: number) => textOfDay(today + days);
  if (duration.unit === 'hours') {
    const isToday = hour >= RIDERS_FROM_HOUR && hour + duration.until <= RIDERS_UNTIL_HOUR;
    // Ordered in the night, brought the same morning.
    const days = isToday || hour < RIDERS_FROM_HOUR ? 0 : 1;
    return { fromOn: dayAfter(days), untilOn: dayAfter(days) };
  }
  const handedOver = hour < CUT_OFF_HOUR ? 0 : 1;
  return { fromOn: dayAfter(handedOver + duration.from), untilOn: dayAfter(handedOver + duration.until) };
}

const dayTexts = new Map<number, string>();
const MAX_DAY_TEXTS = 1_000;

/** A day, counted from 1970-01-01, as text. A checkout names about a hundred of them, nearly all the same few. */
function textOfDay(day: number): string {
  let text = dayTexts.get(day);
  if (!text) {
    if (dayTexts.size >= MAX_DAY_TEXTS) dayTexts.clear();
    text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    dayTexts.set(day, text);
  }
  return text;
}

/** A seller's own delivery as a service like the others. */
export function serviceOfTariff(tariff: Tariff): OfferedService {
  return {
    courierCode: 'seller',
    courierName: 'Kurir toko',
    serviceCode: tariff.code,
    serviceName: tariff.name,
    group: tariff.group,
    priceMinor: tariff.priceMinor,
    duration: { from: tariff.daysFrom, until: tariff.daysUntil, unit: 'days' },
    cashOnDelivery: false,
  };
}

export function isSellersOwn(serviceCode: string): boolean {
  return serviceCode.startsWith('seller:');
}

/** What the buyer chooses from: grouped, fastest group first, cheapest first within. */
export function presentServices(
  offered: readonly OfferedService[],
  parcel: { weightGrams: number; volumeMm3: number },
  now: Date,
): ShippingService[] {
  return offered
    .map((service) => {
      const arrival = arrivalOf(service.duration, now);
      return {
        serviceCode: `${service.courierCode}:${service.serviceCode}`,
        courierCode: service.courierCode,
        courierName: service.courierName,
        serviceName: service.serviceName,
        group: service.group,
        priceMinor: service.priceMinor,
        arrivesFromOn: arrival.fromOn,
        arrivesUntilOn: arrival.untilOn,
        cashOnDelivery: service.cashOnDelivery,
        chargeableWeightGrams: chargeableWeightGrams(service.group, parcel),
        isSellersOwn: service.courierCode === 'seller',
      };
    })
    .sort((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group) || a.priceMinor - b.priceMinor);
}

/** The first tariff that is not right: its code stands twice, or its days run backwards. */
export function findWrongTariff(tariffs: readonly Tariff[]): Tariff | undefined {
  return tariffs.find(
    (tariff, place) =>
      tariff.daysUntil < tariff.daysFrom || tariffs.findIndex((other) => other.code === tariff.code) !== place,
  );
}
