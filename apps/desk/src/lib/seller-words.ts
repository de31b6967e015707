import type { OwnSeller } from '@lumbung/kit/api.ts';
import type { Tone } from '#lib/order-words.ts';
import * as m from '#messages';

const statuses: Record<OwnSeller['status'], { label: () => string; tone: Tone }> = {
  applied: { label: m.desk_seller_applied, tone: 'kunyit' },
  approved: { label: m.desk_seller_approved, tone: 'padi' },
  rejected: { label: m.desk_seller_rejected, tone: 'bata' },
  suspended: { label: m.desk_seller_suspended, tone: 'bata' },
};

export function sellerStatus(status: OwnSeller['status']): { label: string; tone: Tone } {
  return { label: statuses[status].label(), tone: statuses[status].tone };
}
