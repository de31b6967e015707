import { parseQris, QrisInvalid } from '#platform/qris';
import type { PaymentWish, ProviderPayment } from '../providers/payment-provider.ts';
import { channelBank } from './channel-rules.ts';

/**
 * What is wrong with a provider's answer to a bill, or null. People will pay exactly what the code says, so a code with
 * another amount, without an amount, with a tip or with a broken checksum is never shown.
 */
export function faultOfInstructions(
  wish: Pick<PaymentWish, 'reference' | 'channel' | 'amountMinor'>,
  made: ProviderPayment,
): string | null {
  if (made.reference !== wish.reference) return `the reference is ${made.reference}`;
  if (made.status !== 'pending' && made.status !== 'paid') return `it is ${made.status} already`;
  const { instructions } = made;
  if (!instructions) return 'there is nothing to pay with';
  if (wish.channel === 'QRIS')
    return instructions.kind === 'qr' ? faultOfQr(instructions.qrString, wish.amountMinor) : 'it is not a QR code';
  if (instructions.kind !== 'virtual_account') return 'it is not a virtual account';
  if (instructions.bank !== channelBank(wish.channel)) return `the account is at ${instructions.bank}`;
  return /^\d{6,30}$/.test(instructions.accountNumber) ? null : 'the account number is not one';
}

function faultOfQr(qrString: string, amountMinor: number): string | null {
  try {
    const code = parseQris(qrString);
    if (!code.isDynamic) return 'the code is static';
    if (code.currency !== '360' || code.country !== 'ID') return 'the code is not for rupiah';
    if (code.amountMinor !== amountMinor) return `the code is for ${code.amountText ?? 'any amount'}`;
    return code.tip === null ? null : 'the code asks for a tip';
  } catch (error) {
    if (error instanceof QrisInvalid) return `the code is not valid: ${error.fault}`;
    throw error;
  }
}
