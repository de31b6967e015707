import type { FastifyError, FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { Twins } from '../start-sandbox.ts';
import { checked, ShapeFault } from '../world/checked.ts';
import type { World } from '../world/world.ts';
import { ControlFault } from './control-fault.ts';
import { inboxRoutes } from './inbox-control.ts';
import { mischiefRoutes } from './mischief-control.ts';
import { moneyRoutes } from './money-control.ts';
import { refuseStrangers } from './same-origin.ts';
import { shipmentRoutes } from './shipment-control.ts';

/** The strings behind the stage, for tests and for people. Mounted under `/__sandbox`; never spoken by Lumbung itself. */
export function installControl(app: FastifyInstance, world: World, twins: Twins): void {
  refuseStrangers(app);
  app.setErrorHandler((error: FastifyError | ControlFault | ShapeFault, _request, reply) => {
    if (error instanceof ControlFault) return reply.code(error.status).send({ error: error.message });
    if (error instanceof ShapeFault) return reply.code(400).send({ error: error.message });
    const status = statusOf(error);
    if (status >= 500) world.log.error({ err: error }, 'sandbox: control failed');
    return reply.code(status).send({ error: error.message });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: 'No such control; see src/sandbox/README.md' }),
  );
  moneyRoutes(app, world, twins);
  mischiefRoutes(app, world);
  shipmentRoutes(app, twins);
  inboxRoutes(app, twins);

  const checkStateQuery = checked(Type.Object({ limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })) }));
  app.get('/', async (request) => overview(world, twins, Number(checkStateQuery(request.query).limit ?? 50)));
  app.post('/run-due', async () => ({ done: world.due.runDue() }));
  app.post('/reset', async () => {
    world.reset();
    return { reset: true };
  });
}

/** A twin's own refusal carries its HTTP status. */
function statusOf(error: Error): number {
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return 'status' in error && typeof error.status === 'number' ? error.status : 500;
}

function overview(world: World, twins: Twins, limit: number): Record<string, unknown> {
  return {
    bills: world.bills.newest(limit),
    payouts: [...twins.xendit.payouts.payouts.newest(limit), ...twins.midtrans.iris.payouts.newest(limit)],
    refunds: twins.xendit.refunds.refunds.newest(limit),
    transfers: twins.bank.desk.transfers.newest(limit),
    shipments: twins.biteship.desk.shipments.newest(limit),
    messages: twins.whatsapp.desk.messages.newest(limit),
    mails: twins.mail.mails.newest(limit).map(({ source, ...mail }) => ({ ...mail, bytes: source.length })),
    webhooks: world.webhooks.deliveries.newest(limit),
    webhooksUnderway: world.webhooks.underway(),
    waiting: {
      plans: world.plans.waiting(),
      faults: world.faults.waiting(),
      webhookRules: world.webhooks.rules.waiting(),
    },
  };
}
