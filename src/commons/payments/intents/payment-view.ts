import { rupiah } from '#platform/money';
import type { ProviderInstructions } from '../providers/payment-provider.ts';
import type { Payment } from '../shapes.ts';
import { channelName } from './channel-rules.ts';
import type { PaymentRow } from './payment-queries.ts';
import { visibleStatus } from './payment-rules.ts';
import { qrSvg } from './qr-image.ts';

/** A payment as people and other modules see it. */
export function viewOf(row: PaymentRow): Payment {
  return {
    id: row.id,
    invoiceId: row.invoiceId,
    status: visibleStatus(row.status, row.amountMinor, row.refundedMinor),
    amount: rupiah(row.amountMinor),
    channel: row.channel,
    channelName: channelName(row.channel),
    instructions: row.status === 'pending' && row.instructions ? instructionsView(row.instructions) : null,
    expiresAt: row.expiresAt.toISOString(),
    paidAt: row.paidAt?.toISOString() ?? null,
    refunded: rupiah(row.refundedMinor),
  };
}

function instructionsView(instructions: ProviderInstructions): NonNullable<Payment['instructions']> {
  return instructions.kind === 'qr' ? { ...instructions, qrSvg: qrSvg(instructions.qrString) } : instructions;
}
