import type { Endpoints } from '@lumbung/kit/api.ts';

/** Where goods would go: an address of the buyer's book, or a village that a guest has chosen. */
export type Destination = { label: string } & (
  | { kind: 'address'; id: string }
  | { kind: 'place'; villageCode: string; postalCode: string }
);

type Wish = Pick<Endpoints['POST /checkout/quote']['body'], 'addressId' | 'destination'>;

/** The same as the API asks for it. */
export function quoteTo(destination: Destination): Wish {
  if (destination.kind === 'address') return { addressId: destination.id };
  const { villageCode, postalCode } = destination;
  return { destination: { villageCode, postalCode } };
}
