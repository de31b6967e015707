import { waitFor } from '../../src/platform/testing/template.ts';
import { PEOPLE } from '../journeys/market.ts';
import { type Person, signIn } from '../journeys/person.ts';
import type { MortalHouse } from './mortal-house.ts';
import { type Order, type Placed, patient, payAtTwin, type Shopper } from './shopper.ts';

type Payment = { status: string; refunded: { amount: number } };
type Parcel = Order & { shipping: { trackingNumber: string | null } };

/** Something that people or providers do after a purchase, over and over, and the state in which it has come to its end. */
export type Story = {
  name: string;
  /** A purchase that is ready for it. */
  prepare(): Promise<Placed>;
  /** What a good client does: asked again after a death, it is accepted or was done already. */
  act(placed: Placed): Promise<unknown>;
  isOver(placed: Placed): Promise<boolean>;
};

const GOODS = ['Selendang Batik Mega Mendung'];
const PATIENCE_MS = 60_000;

/** What may become of a purchase: given up, given back, run out, sent, received. */
export async function storiesOf(house: MortalHouse, shopper: Shopper): Promise<Story[]> {
  const buyer = shopper.person;
  const seller = patient(await signIn(house.url, PEOPLE.sellers[0]));
  const orderOf = (placed: Placed) => buyer.get<Parcel>(`/orders/${placed.orders[0]?.id}`);
  const paymentOf = (placed: Placed) => buyer.get<Payment>(`/payments/${placed.payment.id}`);
  const is = async (placed: Placed, status: string) => (await orderOf(placed)).status === status;

  async function unpaid(): Promise<Placed> {
    const { key, body } = await shopper.purchase(GOODS);
    return buyer.post<Placed>('/orders', body, { 'idempotency-key': key });
  }
  async function paid(): Promise<Placed> {
    const placed = await unpaid();
    await payAtTwin(house.sandboxUrl, placed);
    await waitFor('the order is paid', () => is(placed, 'paid'), PATIENCE_MS);
    return placed;
  }
  async function delivered(): Promise<Placed> {
    const placed = await paid();
    await step(seller, placed, 'ship');
    await waitFor('the parcel has a number', async () => (await orderOf(placed)).shipping.trackingNumber, PATIENCE_MS);
    await step(seller, placed, 'deliver');
    return placed;
  }
  const step = (who: Person, placed: Placed, verb: string, body: object = {}) =>
    who.ask('POST', `/orders/${placed.orders[0]?.id}/${verb}`, body);

  return [
    {
      name: 'cancellation before paying',
      prepare: unpaid,
      act: (placed) => step(buyer, placed, 'cancel', { reason: 'uji' }),
      isOver: async (placed) => (await is(placed, 'cancelled')) && (await paymentOf(placed)).status === 'cancelled',
    },
    {
      name: 'cancellation after paying, and refund',
      prepare: paid,
      act: (placed) => step(buyer, placed, 'cancel', { reason: 'uji' }),
      isOver: async (placed) =>
        (await is(placed, 'cancelled')) && (await paymentOf(placed)).refunded.amount === placed.orders[0]?.total.amount,
    },
    {
      name: 'expiry',
      prepare: unpaid,
      act: (placed) => atTwin(house, '/expire', { qrString: placed.payment.instructions?.qrString }),
      isOver: async (placed) => (await is(placed, 'expired')) && (await paymentOf(placed)).status === 'expired',
    },
    {
      name: 'shipment',
      prepare: paid,
      act: (placed) => step(seller, placed, 'ship'),
      isOver: async (placed) => {
        const { status, shipping } = await orderOf(placed);
        return status === 'shipped' && shipping.trackingNumber !== null;
      },
    },
    {
      name: 'completion',
      prepare: delivered,
      act: (placed) => step(buyer, placed, 'complete'),
      isOver: (placed) => is(placed, 'completed'),
    },
  ];
}

function atTwin({ sandboxUrl }: MortalHouse, path: string, body: object): Promise<unknown> {
  return fetch(`${sandboxUrl}/__sandbox${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
