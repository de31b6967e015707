import type { ClosingRun } from '@lumbung/kit/api-credit.ts';
import * as m from '#messages';
import type { Look, Tone } from './words.ts';

const statuses: Record<ClosingRun['status'], { label: () => string; tone: Tone }> = {
  closing: { label: m.credit_closing_status_closing, tone: 'nila' },
  reporting: { label: m.credit_closing_status_reporting, tone: 'air' },
  done: { label: m.credit_closing_status_done, tone: 'padi' },
};

export function runLook(status: ClosingRun['status']): Look {
  const { label, tone } = statuses[status];
  return { label: label(), tone };
}

/** Income of a run, all parts of it. */
export function accruedOf({ accrued }: Pick<ClosingRun, 'accrued'>): number {
  return accrued.principalMinor + accrued.interestMinor + accrued.feeMinor + accrued.penaltyMinor;
}
