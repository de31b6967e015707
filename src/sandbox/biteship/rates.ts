import { type Static, Type } from 'typebox';
import { checked } from '../world/checked.ts';
import { COURIER_SERVICES, type CourierService, wireKind } from './courier-services.ts';
import { BiteshipError } from './errors.ts';
import { type Parcel, type Place, type Rate, rateOf } from './rate-rules.ts';
import { areaId, nearestZone, postalCodeOfArea, zoneOfPostalCode } from './zones.ts';

/** Magic post codes. */
export const NO_COURIER_POSTAL_CODE = '99998';
export const SLOW_POSTAL_CODE = '99997';
export const BROKEN_POSTAL_CODE = '99996';

const PostalCode = Type.Union([
  Type.Integer({ minimum: 10_000, maximum: 99_999 }),
  Type.String({ pattern: '^[1-9][0-9]{4}$' }),
]);
const Latitude = Type.Number({ minimum: -90, maximum: 90 });
const Longitude = Type.Number({ minimum: -180, maximum: 180 });

export const Item = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  description: Type.Optional(Type.String({ maxLength: 1000 })),
  category: Type.Optional(Type.String({ maxLength: 50 })),
  value: Type.Number({ minimum: 0 }),
  quantity: Type.Integer({ minimum: 1, maximum: 100_000 }),
  weight: Type.Number({ minimum: 1 }),
  length: Type.Optional(Type.Number({ minimum: 0 })),
  width: Type.Optional(Type.Number({ minimum: 0 })),
  height: Type.Optional(Type.Number({ minimum: 0 })),
});

export const checkRates = checked(
  Type.Object({
    origin_area_id: Type.Optional(Type.String()),
    origin_postal_code: Type.Optional(PostalCode),
    origin_latitude: Type.Optional(Latitude),
    origin_longitude: Type.Optional(Longitude),
    destination_area_id: Type.Optional(Type.String()),
    destination_postal_code: Type.Optional(PostalCode),
    destination_latitude: Type.Optional(Latitude),
    destination_longitude: Type.Optional(Longitude),
    couriers: Type.String({ minLength: 1, maxLength: 500 }),
    items: Type.Array(Item, { minItems: 1, maxItems: 500 }),
  }),
);

export type PlaceWish = {
  areaId?: string | undefined;
  postalCode?: string | number | undefined;
  latitude?: number | undefined;
  longitude?: number | undefined;
};

/** Where a request means; refuses places that cannot be found. */
export function placeOf(wish: PlaceWish, side: 'origin' | 'destination'): Place {
  const coordinate =
    wish.latitude === undefined || wish.longitude === undefined
      ? null
      : { latitude: wish.latitude, longitude: wish.longitude };
  const ofArea = wish.areaId === undefined ? undefined : postalCodeOfArea(wish.areaId);
  const postalCode = wish.postalCode === undefined ? ofArea : String(wish.postalCode);
  if (postalCode !== undefined) {
    const zone = zoneOfPostalCode(postalCode);
    if (zone === undefined) throw new BiteshipError(400, 40_001_004, `Failed due to invalid ${side} postal code`);
    return { zone, postalCode, coordinate };
  }
  if (coordinate === null)
    throw new BiteshipError(400, 40_001_001, `Failed due to missing ${side} area id, postal code or coordinate`);
  const zone = nearestZone(coordinate.latitude, coordinate.longitude);
  if (zone === undefined) throw new BiteshipError(400, 40_001_004, `Failed due to invalid ${side} coordinate`);
  return { zone, postalCode: zone.prefix.padEnd(5, '1'), coordinate };
}

/** Weight and volume of all pieces together. */
export function parcelOf(items: Static<typeof Item>[]): Parcel {
  return items.reduce(
    (parcel, item) => ({
      weightGrams: parcel.weightGrams + item.weight * item.quantity,
      volumeCm3: parcel.volumeCm3 + (item.length ?? 0) * (item.width ?? 0) * (item.height ?? 0) * item.quantity,
    }),
    { weightGrams: 0, volumeCm3: 0 },
  );
}

export type Trip = { origin: Place; destination: Place; parcel: Parcel };

/** All services of the named couriers that go there, cheapest first. Knows the magic post codes. */
export function quote(trip: Trip, courierCodes: string): { service: CourierService; rate: Rate }[] {
  const codes = courierCodes.split(',').map((code) => code.trim().toLowerCase());
  if (!codes.some((code) => COURIER_SERVICES.some((service) => service.courierCode === code)))
    throw new BiteshipError(400, 40_001_007, 'Failed due to invalid courier code');
  const postalCodes = [trip.origin.postalCode, trip.destination.postalCode];
  if (postalCodes.includes(BROKEN_POSTAL_CODE))
    throw new BiteshipError(500, 50_000_001, 'Internal server error. Please contact our support.');
  const offered = COURIER_SERVICES.filter((service) => codes.includes(service.courierCode)).flatMap((service) => {
    const rate = rateOf(service, trip);
    return rate === null ? [] : [{ service, rate }];
  });
  if (offered.length === 0 || postalCodes.includes(NO_COURIER_POSTAL_CODE))
    throw new BiteshipError(400, 40_001_010, 'No courier available for the route. Please choose different couriers');
  return offered.sort((one, other) => one.rate.priceMinor - other.rate.priceMinor);
}

export function wirePlace({ zone, postalCode, coordinate }: Place): Record<string, unknown> {
  return {
    location_id: null,
    area_id: areaId(zone, postalCode),
    latitude: coordinate?.latitude ?? null,
    longitude: coordinate?.longitude ?? null,
    postal_code: Number(postalCode),
    country_name: 'Indonesia',
    country_code: 'ID',
    administrative_division_level_1_name: zone.province,
    administrative_division_level_1_type: 'province',
    administrative_division_level_2_name: zone.city,
    administrative_division_level_2_type: 'city',
    administrative_division_level_3_name: null,
    administrative_division_level_3_type: 'district',
    administrative_division_level_4_name: null,
    administrative_division_level_4_type: 'subdistrict',
  };
}

export function wirePrice({ service, rate }: { service: CourierService; rate: Rate }): Record<string, unknown> {
  return {
    ...wireService(service),
    company: service.courierCode,
    duration: `${rate.range} ${rate.unit}`,
    shipment_duration_range: rate.range,
    shipment_duration_unit: rate.unit,
    price: rate.priceMinor,
    type: service.serviceCode,
  };
}

export function wireService(service: CourierService): Record<string, unknown> {
  const isOnDemand = service.kind === 'instant' || service.kind === 'same_day';
  return {
    available_collection_method: isOnDemand ? ['pickup'] : ['pickup', 'drop_off'],
    available_for_cash_on_delivery: service.hasCashOnDelivery,
    available_for_proof_of_delivery: false,
    available_for_instant_waybill_id: true,
    courier_name: service.courierName,
    courier_code: service.courierCode,
    courier_service_name: service.serviceName,
    courier_service_code: service.serviceCode,
    description: service.description,
    ...wireKind(service.kind),
  };
}
