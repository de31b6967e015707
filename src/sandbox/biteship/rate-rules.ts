import type { CourierService } from './courier-services.ts';
import { distanceKm, type Zone } from './zones.ts';

export type Place = { zone: Zone; postalCode: string; coordinate: { latitude: number; longitude: number } | null };
export type Parcel = { weightGrams: number; volumeCm3: number };
export type Rate = { priceMinor: number; range: string; unit: 'days' | 'hours' };

/** Kilometres up to which a distance class reaches; the last class has no end. Class 0 is the same town. */
const CLASS_KM = [60, 250, 700, 1_500, 2_500];
/** First kilogram of regular service, in rupiah, by distance class. */
const FIRST_KG_MINOR = [9_000, 12_000, 16_000, 21_000, 36_000, 52_000, 78_000];
const REGULAR_DAYS = [
  [1, 2],
  [1, 2],
  [2, 3],
  [2, 4],
  [3, 5],
  [4, 7],
  [6, 10],
] as const;
/** More than this over a whole kilogram counts as the next one. */
const TOLERANCE_KG = 0.3;
const VOLUMETRIC_DIVISOR = 6_000;
const CARGO_DIVISOR = 4_000;
const CARGO_FROM_KG = 10;
const BIKE_LIMIT_KG = 20;
const BIKE_LIMIT_KM = 40;
/** Taken as the way across a town when only post codes are known. */
const ACROSS_TOWN_KM = 7;

/**
 * What a service costs and how long it takes, or null where it does not go. The same parcel between the same places always
 * costs the same; longer, heavier or bulkier never costs less.
 *
 * @returns price in whole rupiah, rounded up to 500
 */
export function rateOf(
  service: CourierService,
  trip: { origin: Place; destination: Place; parcel: Parcel },
): Rate | null {
  const distanceClass = distanceClassOf(trip.origin, trip.destination);
  const [least, most] = REGULAR_DAYS[distanceClass] ?? [6, 10];
  const perKgMinor = FIRST_KG_MINOR[distanceClass] ?? 78_000;
  const kg = chargeableKg(trip.parcel, service.kind === 'cargo' ? CARGO_DIVISOR : VOLUMETRIC_DIVISOR);
  const price = (minor: number) => Math.ceil((minor * service.pricePercent) / 100 / 500) * 500;

  switch (service.kind) {
    case 'regular':
      return { priceMinor: price(perKgMinor * kg), range: `${least} - ${most}`, unit: 'days' };
    case 'express':
      return distanceClass > 3 ? null : { priceMinor: price(perKgMinor * kg * 1.7), range: '1 - 1', unit: 'days' };
    case 'economy':
      return { priceMinor: price(perKgMinor * kg * 0.75), range: `${least + 1} - ${most + 3}`, unit: 'days' };
    case 'cargo':
      return {
        priceMinor: price(perKgMinor * 0.4 * Math.max(kg, CARGO_FROM_KG)),
        range: `${least + 2} - ${most + 5}`,
        unit: 'days',
      };
    default: {
      const km = bikeKm(trip);
      if (km === null || kg > BIKE_LIMIT_KG) return null;
      const isInstant = service.kind === 'instant';
      return {
        priceMinor: price((10_000 + 2_500 * km) * (isInstant ? 1 : 0.7)),
        range: isInstant ? '1 - 3' : '6 - 8',
        unit: 'hours',
      };
    }
  }
}

/** The larger of real and volumetric weight, in whole kilograms, at least one. */
export function chargeableKg(parcel: Parcel, divisor: number): number {
  const kg = Math.max(parcel.weightGrams / 1_000, parcel.volumeCm3 / divisor);
  return Math.max(1, Math.ceil(kg - TOLERANCE_KG));
}

/** 0 is the same town; each further class is dearer. Crossing to another island is one class more. */
function distanceClassOf(origin: Place, destination: Place): number {
  if (origin.zone.city === destination.zone.city) return 0;
  const km = distanceKm(origin.zone, destination.zone);
  const byDistance = 1 + CLASS_KM.filter((limit) => km > limit).length;
  const overSea = origin.zone.island === destination.zone.island ? 0 : 1;
  return Math.min(byDistance + overSea, FIRST_KG_MINOR.length - 1);
}

/** Riders need two points on the map, or the same town. */
function bikeKm({ origin, destination }: { origin: Place; destination: Place }): number | null {
  if (origin.coordinate !== null && destination.coordinate !== null) {
    const km = Math.ceil(distanceKm(origin.coordinate, destination.coordinate) * 1.3);
    return km <= BIKE_LIMIT_KM ? Math.max(1, km) : null;
  }
  return origin.zone.city === destination.zone.city ? ACROSS_TOWN_KM : null;
}
