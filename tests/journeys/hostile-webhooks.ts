import { irisSignature } from '../../src/commons/payments/providers/iris.ts';
import { notificationSignature } from '../../src/commons/payments/providers/midtrans-wire.ts';
import { environment, readConfig } from '../../src/config.ts';
import { waitFor } from '../../src/platform/testing/template.ts';
import { VALUES } from './hostile-values.ts';
import { PEOPLE } from './market.ts';
import { signIn } from './person.ts';
import type { RunningHouse } from './running-house.ts';

export type Notice = { what: string; path: string; headers: Record<string, string>; body: Buffer };

type Delivery = { source: string; body: string; headers: Record<string, string>; isForged: boolean };
type Json = Record<string, unknown>;

/** Pays a bill at the twin and takes down what its provider told the house. */
export async function payAndListen(house: RunningHouse, paymentId: string): Promise<Delivery[]> {
  const buyer = await signIn(house.url, PEOPLE.buyer);
  const { instructions } = await buyer.get<{ instructions: { qrString: string } }>(`/payments/${paymentId}`);
  await fetch(`${house.sandboxUrl}/__sandbox/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ qrString: instructions.qrString }),
  });
  await waitFor(
    'the payment is complete',
    async () => (await buyer.get<{ status: string }>(`/payments/${paymentId}`)).status === 'completed',
  );
  const listed = await fetch(`${house.sandboxUrl}/__sandbox/webhooks?limit=500`);
  return ((await listed.json()) as { items: Delivery[] }).items.filter(({ isForged }) => !isForged);
}

/** Notices with the right secret and every field wrong in every way, and whole ones forged, cut off and sent again. */
export async function oddNotices(house: RunningHouse, heard: readonly Delivery[]): Promise<Notice[]> {
  const { secrets } = await readConfig(environment({ LUMBUNG_DATA: house.dataDir }));
  const paid = heard.find(({ source }) => source === 'xendit');
  if (!paid) throw new Error('The provider has told nothing');
  const genuine = JSON.parse(paid.body) as Json;
  const xendit = (what: string, body: Buffer | string, headers = paid.headers): Notice => ({
    what,
    path: '/webhooks/xendit',
    headers,
    body: Buffer.from(body),
  });
  const midtrans = (what: string, notice: Json): Notice => ({
    what,
    path: '/webhooks/midtrans',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ ...notice, signature_key: signMidtrans(notice, secrets.midtransServerKey) })),
  });
  const biteship = (what: string, notice: unknown): Notice => ({
    what,
    path: '/webhooks/biteship',
    headers: { 'content-type': 'application/json', 'x-biteship-signature': secrets.biteshipWebhookSecret },
    body: Buffer.from(JSON.stringify(notice)),
  });
  const iris = (what: string, notice: unknown): Notice => {
    const body = Buffer.from(JSON.stringify(notice));
    const signature = irisSignature(body, secrets.irisMerchantKey);
    return {
      what,
      path: '/webhooks/iris',
      headers: { 'content-type': 'application/json', 'iris-signature': signature },
      body,
    };
  };
  return [
    xendit('again', paid.body),
    xendit('again', paid.body),
    xendit('cut off', paid.body.slice(0, -20)),
    xendit('forged', paid.body, { ...paid.headers, 'x-callback-token': 'not-the-token' }),
    xendit('without token', paid.body, { 'content-type': 'application/json' }),
    xendit('no text', Buffer.from([0xff, 0xfe, 0x00])),
    xendit('nothing', ''),
    ...spoilt(genuine).map(([what, body]) => xendit(what, JSON.stringify(body))),
    ...spoilt(MIDTRANS).map(([what, body]) => midtrans(what, body as Json)),
    ...spoilt(BITESHIP).map(([what, body]) => biteship(what, body)),
    ...spoilt(IRIS).map(([what, body]) => iris(what, body)),
  ];
}

const MIDTRANS = {
  order_id: '0190ffff-ffff-7fff-bfff-ffffffffffff-1',
  status_code: '200',
  gross_amount: '263000.00',
  transaction_id: '0190ffff-ffff-7fff-bfff-fffffffffffe',
  transaction_status: 'settlement',
  payment_type: 'bank_transfer',
  refunds: [{ refund_key: 'x' }],
};
const BITESHIP = {
  event: 'order.status',
  order_id: 'nobody',
  status: 'delivered',
  courier_tracking_id: 'x',
  courier_waybill_id: 'y',
  order_price: 1,
};
const IRIS = { reference_no: 'nobody', amount: '10000.0', status: 'completed', updated_at: '2026-11-21T00:00:00Z' };

function signMidtrans(notice: Json, serverKey: string): string {
  const parts = {
    orderId: text(notice.order_id),
    statusCode: text(notice.status_code),
    grossAmount: text(notice.gross_amount),
  };
  return notificationSignature(parts, serverKey);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every leaf replaced by every hostile value, and left out. */
function spoilt(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return VALUES;
  return Object.entries(value).flatMap(([name, part]) => {
    const put = (replaced: unknown) =>
      Array.isArray(value)
        ? value.map((item, index) => (String(index) === name ? replaced : item))
        : { ...value, [name]: replaced };
    const here: [string, unknown][] = [...VALUES, ['missing', undefined]];
    const deeper = typeof part === 'object' && part !== null ? spoilt(part) : [];
    return [...here, ...deeper].map(([what, replaced]): [string, unknown] => [`${name}: ${what}`, put(replaced)]);
  });
}
