import type { Answer } from '@lumbung/kit/api.ts';
import type { Payout } from '@lumbung/kit/api-desk.ts';
import { rupiah } from '@lumbung/kit/format/money.ts';
import type { Tone } from '#lib/order-words.ts';
import * as m from '#messages';

const looks: Record<Payout['status'], { label: () => string; tone: Tone }> = {
  pending: { label: m.desk_payout_pending, tone: 'air' },
  completed: { label: m.desk_payout_completed, tone: 'padi' },
  failed: { label: m.desk_payout_failed, tone: 'bata' },
  reversed: { label: m.desk_payout_reversed, tone: 'kunyit' },
};

export function payoutStatus(status: Payout['status']): { label: string; tone: Tone } {
  return { label: looks[status].label(), tone: looks[status].tone };
}

/** When a shop is paid, in one sentence. */
export function payoutRule({ schedule, minimum }: Answer<'GET /sellers/me/payout-terms'>): string {
  const words = { daily: m.desk_payout_daily, weekly: m.desk_payout_weekly, manual: m.desk_payout_manual };
  return words[schedule]({ minimum: rupiah(minimum) });
}
