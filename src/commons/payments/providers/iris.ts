import { createHash } from 'node:crypto';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { bankByCode } from '../bank/banks.ts';
import {
  type PaymentProvider,
  ProviderFault,
  type ProviderNotice,
  type ProviderPayout,
  ProviderRefused,
  rereading,
  WebhookRefused,
} from './payment-provider.ts';
import { basicAuth, createProviderHttp, type HttpAnswer, headerOf, isSameSecret } from './provider-http.ts';
import { parseJson } from './xendit-wire.ts';

const NAME = 'midtrans';

const checkCreated = Compile(
  Type.Object({
    payouts: Type.Array(Type.Object({ reference_no: Type.String({ minLength: 1, maxLength: 100 }) }), { minItems: 1 }),
  }),
);
const Payout = Type.Object({
  reference_no: Type.String({ minLength: 1, maxLength: 100 }),
  status: Type.String({ maxLength: 40 }),
  error_message: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
const checkPayout = Compile(Payout);
const checkNotice = Compile(
  Type.Object({ reference_no: Type.String({ minLength: 1, maxLength: 100 }), status: Type.String({ maxLength: 40 }) }),
);

export type IrisOptions = {
  baseUrl: string;
  creatorKey: string;
  approverKey: string;
  merchantKey: string;
  timeoutMs: number;
};

/**
 * Iris, Midtrans' payouts. Making a payout moves nothing until the approver's key approves it. So a lost answer to the
 * making is met by making another one, and only the one whose number we have stored is ever approved (on its first read).
 */
export function createIris(
  options: IrisOptions,
): Pick<PaymentProvider, 'payout' | 'getPayout' | 'readWebhook' | 'rereadWebhook'> & { close(): Promise<void> } {
  const http = createProviderHttp({
    provider: NAME,
    baseUrl: options.baseUrl,
    headers: {},
    timeoutMs: options.timeoutMs,
  });
  const creator = { authorization: basicAuth(options.creatorKey) };
  const approver = { authorization: basicAuth(options.approverKey) };

  async function read(referenceNo: string): Promise<{ payout: ProviderPayout; isQueued: boolean } | null> {
    const answer = await http.call({
      method: 'GET',
      path: `/payouts/${encodeURIComponent(referenceNo)}`,
      headers: creator,
    });
    if (answer.status === 404) return null;
    const body = bodyOrThrow(answer);
    if (!checkPayout.Check(body)) throw new ProviderFault(NAME, 'sent a payout that we cannot read', { isSent: true });
    return { payout: payoutOf(body), isQueued: body.status === 'queued' };
  }

  return {
    async payout(wish) {
      const bank = bankByCode(wish.bankCode);
      if (!bank) throw new ProviderRefused(NAME, 'BANK_UNKNOWN', wish.bankCode);
      const body = {
        payouts: [
          {
            beneficiary_name: wish.accountName.slice(0, 100),
            beneficiary_account: wish.accountNumber,
            beneficiary_bank: bank.short.toLowerCase(),
            amount: `${wish.amountMinor}.00`,
            notes: wish.payoutId.replaceAll('-', ''),
          },
        ],
      };
      const created = bodyOrThrow(await http.call({ method: 'POST', path: '/payouts', headers: creator, body }));
      if (!checkCreated.Check(created))
        throw new ProviderFault(NAME, 'made a payout without a number', { isSent: true });
      const referenceNo = created.payouts[0]?.reference_no ?? '';
      return { providerPayoutId: referenceNo, status: 'pending', failureCode: null };
    },
    async getPayout({ providerPayoutId }) {
      if (providerPayoutId === null) return null;
      const found = await read(providerPayoutId);
      if (found?.isQueued !== true) return found?.payout ?? null;
      // Its number is stored by now, so it may move. Approved meanwhile by another call of ours: 400, which is as good.
      const answer = await http.call({
        method: 'POST',
        path: '/payouts/approve',
        headers: approver,
        body: { reference_nos: [providerPayoutId] },
      });
      if (answer.status >= 500 || answer.status === 429) bodyOrThrow(answer);
      return (await read(providerPayoutId))?.payout ?? null;
    },
    readWebhook: (rawBody, headers) => {
      if (!isSameSecret(headerOf(headers, 'iris-signature'), irisSignature(rawBody, options.merchantKey)))
        throw new WebhookRefused('forged');
      return noticeOf(rawBody);
    },
    rereadWebhook: (rawBody) => rereading(() => noticeOf(rawBody)),
    close: () => http.close(),
  };
}

/** hex(SHA-512(raw body + merchant key)). */
export function irisSignature(rawBody: Buffer, merchantKey: string): string {
  return createHash('sha512').update(rawBody).update(merchantKey).digest('hex');
}

function noticeOf(rawBody: Buffer): ProviderNotice {
  const body = parseJson(rawBody);
  if (!checkNotice.Check(body)) throw new WebhookRefused('malformed');
  return { about: 'payout', reference: null, providerPayoutId: body.reference_no };
}

/** A completed payout that fails later was sent back by the bank; the caller, who knows the earlier state, tells them apart. */
function payoutOf(payout: Static<typeof Payout>): ProviderPayout {
  const statuses: Record<string, ProviderPayout['status']> = {
    completed: 'succeeded',
    failed: 'failed',
    rejected: 'failed',
  };
  return {
    providerPayoutId: payout.reference_no,
    status: statuses[payout.status] ?? 'pending',
    failureCode: payout.error_message ?? null,
  };
}

function bodyOrThrow({ status, body }: HttpAnswer): unknown {
  if (status >= 200 && status < 300) return body;
  if (status >= 500 || status === 429) throw new ProviderFault(NAME, `Iris answered ${status}`, { isSent: true });
  const message =
    typeof body === 'object' && body !== null && 'error_message' in body ? String(body.error_message) : '';
  throw new ProviderRefused(NAME, `HTTP_${status}`, message);
}
