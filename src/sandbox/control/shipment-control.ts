import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { SHIPMENT_STATUSES } from '../biteship/shipments.ts';
import type { Twins } from '../start-sandbox.ts';
import { checked } from '../world/checked.ts';
import { ControlFault, found } from './control-fault.ts';

const checkId = checked(Type.Object({ id: Type.String({ maxLength: 255 }) }));
const checkAdvance = checked(
  Type.Object(
    {
      status: Type.Optional(Type.Enum([...SHIPMENT_STATUSES])),
      everyMs: Type.Optional(Type.Integer({ minimum: 1, maximum: 86_400_000 })),
    },
    { additionalProperties: false },
  ),
);
const checkPrice = checked(
  Type.Object({ priceMinor: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }) }, { additionalProperties: false }),
);

/** The courier's side. A parcel is named by its order id, waybill, tracking id or the shop's reference. */
export function shipmentRoutes(app: FastifyInstance, twins: Twins): void {
  const { desk } = twins.biteship;
  const { shipments } = desk;
  const parcel = (key: string) =>
    found(
      shipments.get(key) ??
        shipments.find(`waybill:${key}`) ??
        shipments.find(`tracking:${key}`) ??
        shipments.find(`reference:${key}`),
      'Shipment',
    );

  app.get('/shipments', async () => ({ items: shipments.newest(100) }));
  app.get('/shipments/:id', async (request) => parcel(checkId(request.params).id));
  app.post('/shipments/:id/advance', async (request) => {
    const { id } = parcel(checkId(request.params).id);
    const { status, everyMs } = checkAdvance(request.body ?? {});
    if (everyMs !== undefined) return desk.moveByItself(id, everyMs);
    const moved = desk.advance(id, status);
    if (moved === undefined) throw new ControlFault(409, 'The parcel has come to its end');
    return moved;
  });
  app.post('/shipments/:id/reprice', async (request) =>
    desk.reprice(parcel(checkId(request.params).id).id, checkPrice(request.body).priceMinor),
  );
}
