import { BUSINESS_ID, type Payment, type PaymentRequest } from './records.ts';

/** Made up, of the size that is usual here: 0.7 % of a QRIS payment, Rp 4.000 of a transfer; 11 % tax on either. */
const QRIS_FEE_BPS = 70;
const TRANSFER_FEE_MINOR = 4_000;
const TAX_PERCENT = 11;

/** A payment in the list of transactions. */
export function wireTransaction(payment: Payment, request: PaymentRequest): Record<string, unknown> {
  const isQr = request.qrString !== null;
  const fee = isQr ? Math.round((payment.amountMinor * QRIS_FEE_BPS) / 10_000) : TRANSFER_FEE_MINOR;
  const tax = Math.round((fee * TAX_PERCENT) / 100);
  return {
    id: `txn_${payment.id}`,
    product_id: payment.id,
    type: 'PAYMENT',
    status: payment.status === 'SUCCEEDED' ? 'SUCCESS' : 'FAILED',
    channel_category: isQr ? 'QR_CODE' : 'VIRTUAL_ACCOUNT',
    channel_code: request.body.channel_code,
    reference_id: request.body.reference_id,
    account_identifier: request.vaNumber,
    currency: 'IDR',
    amount: payment.amountMinor,
    net_amount: payment.amountMinor - fee - tax,
    net_amount_currency: 'IDR',
    cashflow: 'MONEY_IN',
    settlement_status: 'SETTLED',
    estimated_settlement_time: null,
    business_id: BUSINESS_ID,
    created: payment.createdAt,
    updated: payment.createdAt,
    fee: {
      xendit_fee: fee,
      value_added_tax: tax,
      xendit_withholding_tax: 0,
      third_party_withholding_tax: 0,
      status: payment.status === 'SUCCEEDED' ? 'COMPLETED' : 'CANCELED',
    },
  };
}
