import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { checked } from '../world/checked.ts';
import { installFaults } from '../world/faults.ts';
import type { World } from '../world/world.ts';
import { COURIER_SERVICES } from './courier-services.ts';
import { BiteshipError, describeBiteshipFault, installBiteshipErrors } from './errors.ts';
import { checkRates, parcelOf, placeOf, quote, SLOW_POSTAL_CODE, wirePlace, wirePrice, wireService } from './rates.ts';
import { checkOrder, createShipmentDesk, type Shipment, type ShipmentDesk } from './shipments.ts';
import { areaId, ZONES, type Zone, zoneOfPostalCode } from './zones.ts';

export type Biteship = { desk: ShipmentDesk; routes: (app: FastifyInstance) => Promise<void> };

/** Biteship as Lumbung meets it: areas, rates, orders, trackings, couriers. Mounted under `/biteship`. */
export function createBiteship(world: World): Biteship {
  const desk = createShipmentDesk(world);
  return {
    desk,
    async routes(app) {
      installBiteshipErrors(app, world.log);
      installFaults(app, { faults: world.faults, provider: 'biteship', describe: describeBiteshipFault });
      const key = world.secrets.biteshipKey;
      app.addHook('onRequest', async (request) => {
        const { authorization } = request.headers;
        if (authorization !== key && authorization !== `Bearer ${key}`)
          throw new BiteshipError(401, 40_000_001, 'Authorization failed');
      });
      await app.register(
        async (v1) => {
          lookupRoutes(v1, world);
          orderRoutes(v1, desk);
        },
        { prefix: '/v1' },
      );
    },
  };
}

const checkAreas = checked(
  Type.Object({
    countries: Type.Optional(Type.String()),
    input: Type.String({ minLength: 1, maxLength: 100 }),
    type: Type.Optional(Type.Enum(['single', 'double'])),
  }),
);
const MOST_AREAS = 20;

function lookupRoutes(app: FastifyInstance, world: World): void {
  app.get('/maps/areas', async (request) => {
    const { input } = checkAreas(request.query);
    return { success: true, areas: findAreas(input).map(({ zone, postalCode }) => wireArea(zone, postalCode)) };
  });
  app.get('/couriers', async () => ({
    success: true,
    object: 'courier',
    couriers: COURIER_SERVICES.map((service) => ({
      ...wireService(service),
      tier: service.kind === 'instant' ? 'premium' : 'free',
      shipment_duration_range: '1 - 3',
      shipment_duration_unit: service.kind === 'instant' || service.kind === 'same_day' ? 'hours' : 'days',
    })),
  }));
  app.post('/rates/couriers', async (request) => {
    const body = checkRates(request.body);
    const origin = placeOf(
      {
        areaId: body.origin_area_id,
        postalCode: body.origin_postal_code,
        latitude: body.origin_latitude,
        longitude: body.origin_longitude,
      },
      'origin',
    );
    const destination = placeOf(
      {
        areaId: body.destination_area_id,
        postalCode: body.destination_postal_code,
        latitude: body.destination_latitude,
        longitude: body.destination_longitude,
      },
      'destination',
    );
    if (destination.postalCode === SLOW_POSTAL_CODE) await world.dawdle();
    const pricing = quote({ origin, destination, parcel: parcelOf(body.items) }, body.couriers);
    return {
      success: true,
      object: 'courier_pricing',
      message: 'Success to retrieve courier pricing',
      code: 20_001_003,
      origin: wirePlace(origin),
      destination: wirePlace(destination),
      pricing: pricing.map(wirePrice),
    };
  });
}

function findAreas(input: string): { zone: Zone; postalCode: string }[] {
  const wanted = input.trim().toLowerCase();
  if (/^\d{5}$/.test(wanted)) {
    const zone = zoneOfPostalCode(wanted);
    return zone === undefined ? [] : [{ zone, postalCode: wanted }];
  }
  const words = wanted.split(/[\s,]+/);
  const matches = ZONES.filter((zone) =>
    words.every((word) => `${zone.city} ${zone.province}`.toLowerCase().includes(word)),
  );
  return matches.slice(0, MOST_AREAS).map((zone) => ({ zone, postalCode: zone.prefix.padEnd(5, '1') }));
}

function wireArea(zone: Zone, postalCode: string): Record<string, unknown> {
  return {
    id: areaId(zone, postalCode),
    name: `${zone.city}, ${zone.province}. ${postalCode}`,
    country_name: 'Indonesia',
    country_code: 'ID',
    administrative_division_level_1_name: zone.province,
    administrative_division_level_1_type: 'province',
    administrative_division_level_2_name: zone.city,
    administrative_division_level_2_type: 'city',
    administrative_division_level_3_name: zone.city,
    administrative_division_level_3_type: 'district',
    postal_code: Number(postalCode),
  };
}

const checkId = checked(Type.Object({ id: Type.String({ maxLength: 100 }) }));
const idOf = (request: FastifyRequest) => checkId(request.params).id;
const checkWaybill = checked(
  Type.Object({ waybill: Type.String({ maxLength: 100 }), courier: Type.String({ maxLength: 40 }) }),
);
const checkCancellation = checked(
  Type.Object({
    cancellation_reason: Type.Optional(Type.String({ maxLength: 500 })),
    cancellation_reason_code: Type.Optional(Type.String({ maxLength: 50 })),
  }),
);

function orderRoutes(app: FastifyInstance, desk: ShipmentDesk): void {
  app.post('/orders', async (request) => ({
    success: true,
    message: 'Order successfully created',
    ...wireOrder(desk.book(checkOrder(request.body))),
  }));
  app.get('/orders/:id', async (request) => ({
    success: true,
    message: 'Order successfully retrieved',
    ...wireOrder(desk.get(idOf(request))),
  }));
  const cancel = (request: FastifyRequest) => {
    const { cancellation_reason: reason } = checkCancellation(request.body ?? {});
    const shipment = desk.cancel(idOf(request), reason ?? null);
    return {
      success: true,
      message: 'Order successfully cancelled',
      object: 'order',
      id: shipment.id,
      status: shipment.status,
      cancellation_reason: reason ?? null,
    };
  };
  app.post('/orders/:id/cancel', async (request) => cancel(request));
  app.delete('/orders/:id', async (request) => cancel(request));
  app.get('/trackings/:id', async (request) => wireTracking(desk.findTracking(idOf(request))));
  app.get('/trackings/:waybill/couriers/:courier', async (request) => {
    const { waybill, courier } = checkWaybill(request.params);
    return wireTracking(desk.findWaybill(waybill, courier));
  });
}

function wireOrder(shipment: Shipment): Record<string, unknown> {
  const { body } = shipment;
  return {
    object: 'order',
    id: shipment.id,
    shipper: {
      name: body.shipper_contact_name ?? null,
      phone: body.shipper_contact_phone ?? null,
      email: body.shipper_contact_email ?? null,
      organization: body.shipper_organization ?? null,
    },
    origin: wireEnd(body, 'origin'),
    destination: wireEnd(body, 'destination'),
    courier: {
      tracking_id: shipment.trackingId,
      waybill_id: shipment.waybillId,
      company: body.courier_company,
      type: body.courier_type,
      link: null,
      routing_code: null,
      driver_name: shipment.driver?.name ?? null,
      driver_phone: shipment.driver?.phone ?? null,
      driver_plate_number: shipment.driver?.plateNumber ?? null,
      driver_photo_url: null,
      insurance: { amount: body.courier_insurance ?? 0, fee: 0 },
    },
    delivery: {
      type: body.delivery_type,
      datetime:
        body.delivery_date === undefined ? null : `${body.delivery_date}T${body.delivery_time ?? '00:00'}:00+07:00`,
      note: body.order_note ?? null,
    },
    reference_id: body.reference_id ?? null,
    items: body.items,
    price: shipment.priceMinor,
    currency: 'IDR',
    metadata: body.metadata ?? null,
    note: body.order_note ?? null,
    status: shipment.status,
  };
}

function wireEnd(body: Shipment['body'], side: 'origin' | 'destination'): Record<string, unknown> {
  const isOrigin = side === 'origin';
  return {
    contact_name: isOrigin ? body.origin_contact_name : body.destination_contact_name,
    contact_phone: isOrigin ? body.origin_contact_phone : body.destination_contact_phone,
    contact_email: (isOrigin ? body.origin_contact_email : body.destination_contact_email) ?? null,
    address: isOrigin ? body.origin_address : body.destination_address,
    note: (isOrigin ? body.origin_note : body.destination_note) ?? null,
    postal_code: (isOrigin ? body.origin_postal_code : body.destination_postal_code) ?? null,
    coordinate: (isOrigin ? body.origin_coordinate : body.destination_coordinate) ?? null,
    ...(isOrigin ? { collection_method: body.origin_collection_method ?? 'pickup' } : {}),
  };
}

/** Both spellings of `message` are sent: the published example has three s. */
function wireTracking(shipment: Shipment): Record<string, unknown> {
  const { body } = shipment;
  return {
    success: true,
    messsage: 'Successfully get tracking info',
    message: 'Successfully get tracking info',
    object: 'tracking',
    id: shipment.trackingId,
    waybill_id: shipment.waybillId,
    courier: {
      company: body.courier_company,
      driver_name: shipment.driver?.name ?? null,
      driver_phone: shipment.driver?.phone ?? null,
      driver_photo_url: null,
      driver_plate_number: shipment.driver?.plateNumber ?? null,
    },
    origin: { contact_name: body.origin_contact_name, address: body.origin_address },
    destination: { contact_name: body.destination_contact_name, address: body.destination_address },
    history: shipment.history.map((entry) => ({
      note: entry.note,
      service_type: body.courier_type,
      updated_at: entry.updatedAt,
      status: entry.status,
    })),
    link: null,
    order_id: shipment.id,
    status: shipment.status,
  };
}
