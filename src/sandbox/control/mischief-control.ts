import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { checked } from '../world/checked.ts';
import { FAULT_KINDS, PROVIDERS } from '../world/faults.ts';
import { BEHAVIOURS, PLANNED_THINGS } from '../world/payment-plans.ts';
import { WEBHOOK_EFFECTS, WEBHOOK_SOURCES } from '../world/webhook-rules.ts';
import type { World } from '../world/world.ts';
import { found } from './control-fault.ts';

const Times = Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }));
const DelayMs = Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 }));
const exact = { additionalProperties: false };

const checkPlan = checked(
  Type.Object(
    {
      provider: Type.Enum(['xendit', 'midtrans', 'bank']),
      thing: Type.Optional(Type.Enum([...PLANNED_THINGS])),
      behaviour: Type.Enum([...BEHAVIOURS]),
      failureCode: Type.Optional(Type.String({ maxLength: 60 })),
      times: Times,
    },
    exact,
  ),
);
const checkFault = checked(
  Type.Object(
    {
      provider: Type.Enum([...PROVIDERS]),
      kind: Type.Enum([...FAULT_KINDS]),
      match: Type.Optional(Type.String({ maxLength: 200 })),
      status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
      code: Type.Optional(Type.String({ maxLength: 60 })),
      delayMs: DelayMs,
      times: Times,
    },
    exact,
  ),
);
const checkRule = checked(
  Type.Object(
    {
      source: Type.Enum([...WEBHOOK_SOURCES]),
      effect: Type.Enum([...WEBHOOK_EFFECTS]),
      event: Type.Optional(Type.String({ maxLength: 100 })),
      delayMs: DelayMs,
      times: Times,
    },
    exact,
  ),
);
const checkUrl = checked(
  Type.Object(
    {
      source: Type.Enum([...WEBHOOK_SOURCES]),
      url: Type.Union([Type.String({ pattern: '^https?://', maxLength: 500 }), Type.Null()]),
    },
    exact,
  ),
);
const checkDeliveryQuery = checked(
  Type.Object({
    source: Type.Optional(Type.String()),
    subject: Type.Optional(Type.String()),
    event: Type.Optional(Type.String()),
    state: Type.Optional(Type.String()),
    limit: Type.Optional(Type.String({ pattern: '^[0-9]{1,3}$' })),
  }),
);
const checkId = checked(Type.Object({ id: Type.String({ maxLength: 100 }) }));

/** Making things go wrong: plans for payments, faults for calls, rules for webhooks. */
export function mischiefRoutes(app: FastifyInstance, world: World): void {
  const { webhooks, faults, plans } = world;
  app.post('/plans', async (request) => {
    const { provider, thing = 'payment', behaviour, failureCode, times = 1 } = checkPlan(request.body);
    plans.add({ provider, thing }, { behaviour, ...(failureCode === undefined ? {} : { failureCode }) }, times);
    return { waiting: plans.waiting() };
  });
  app.delete('/plans', async () => {
    plans.clear();
    return { waiting: [] };
  });
  app.post('/faults', async (request) => {
    const {
      provider,
      kind,
      match = null,
      status = 500,
      code = null,
      delayMs = 5_000,
      times = 1,
    } = checkFault(request.body);
    return faults.add({ provider, kind, match, status, code, delayMs, times });
  });
  app.delete('/faults', async () => {
    faults.clear();
    return { waiting: [] };
  });
  app.post('/webhooks/rules', async (request) => {
    const { source, effect, event = null, delayMs = 3_000, times = 1 } = checkRule(request.body);
    webhooks.rules.add({ source, effect, event, delayMs, times });
    return { waiting: webhooks.rules.waiting() };
  });
  app.delete('/webhooks/rules', async () => {
    webhooks.rules.clear();
    return { waiting: [] };
  });
  app.put('/webhooks/urls', async (request) => {
    const { source, url } = checkUrl(request.body);
    webhooks.subscribe(source, url);
    return { source, url };
  });
  app.get('/webhooks/urls', async () =>
    Object.fromEntries(WEBHOOK_SOURCES.map((source) => [source, webhooks.urlOf(source)])),
  );
  app.get('/webhooks', async (request) => {
    const { limit, ...wanted } = checkDeliveryQuery(request.query);
    const items = webhooks.deliveries.newest(Number(limit ?? 100), (delivery) => matches(delivery, wanted));
    return { underway: webhooks.underway(), items };
  });
  app.post('/webhooks/:id/resend', async (request) => {
    const { id } = checkId(request.params);
    found(webhooks.deliveries.get(id), 'Webhook');
    return { resent: webhooks.resend(id) };
  });
}

type Wanted = { source?: string; subject?: string; event?: string; state?: string };

function matches(delivery: Required<Wanted>, wanted: Wanted): boolean {
  return (
    (wanted.source === undefined || delivery.source === wanted.source) &&
    (wanted.subject === undefined || delivery.subject === wanted.subject) &&
    (wanted.event === undefined || delivery.event === wanted.event) &&
    (wanted.state === undefined || delivery.state === wanted.state)
  );
}
