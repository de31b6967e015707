/** The parts of Biteship's answers that we read; everything else is let through unread. */

import type { TSchema } from 'typebox';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { ProviderUnavailable } from '../provider.ts';

const text = Type.Union([Type.String(), Type.Null()]);
const optionalText = Type.Optional(text);

export const Pricing = Type.Object({
  courier_name: Type.String(),
  courier_code: Type.String(),
  courier_service_name: Type.String(),
  courier_service_code: Type.String(),
  shipment_duration_range: optionalText,
  shipment_duration_unit: optionalText,
  service_type: optionalText,
  shipping_type: optionalText,
  available_for_cash_on_delivery: Type.Optional(Type.Boolean()),
  price: Type.Number({ minimum: 0 }),
});
export type Pricing = Static<typeof Pricing>;

export const Rates = Type.Object({ pricing: Type.Array(Pricing) });

export const Order = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 200 }),
  status: Type.String({ minLength: 1, maxLength: 100 }),
  price: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  courier: Type.Object({ tracking_id: optionalText, waybill_id: optionalText, link: optionalText }),
});
export type Order = Static<typeof Order>;

export const Tracking = Type.Object({
  history: Type.Array(
    Type.Object({
      note: optionalText,
      updated_at: Type.String(),
      status: Type.String({ minLength: 1, maxLength: 100 }),
    }),
  ),
});

/** Event and order are what we need; the rest is asked for by the order's id. */
export const Webhook = Type.Object({
  event: Type.String({ maxLength: 100 }),
  order_id: Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9_-]+$' }),
});

/** Makes a reader: the value, typed, or a fault of the provider's (an answer that we cannot read is no answer). */
export function reader<T extends TSchema>(schema: T): (value: unknown) => Static<T> {
  const validator = Compile(schema);
  const accepts = (value: unknown): value is Static<T> => validator.Check(value);
  return (value) => {
    if (accepts(value)) return value;
    throw new ProviderUnavailable('Biteship', new Error('The answer does not have the agreed form'));
  };
}
