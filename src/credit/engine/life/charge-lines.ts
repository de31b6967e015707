import { compareDays, type Day } from '../calendar/days.ts';
import { type Instalment, openPart } from '../replay/instalment.ts';
import { lateChargeId } from '../replay/replay-loan.ts';
import { type ChargeState, openOnCharge } from '../replay/replay-run.ts';
import type { LoanView } from './loan-state.ts';

/** A charge as the borrower sees it. What is open of it can be forgiven under its id. */
export type ChargeLine = {
  id: string;
  /** `null` for late charges by the day, which have no name of their own. */
  name: string | null;
  kind: 'fee' | 'penalty' | 'late-charge';
  isTakenFromPayout: boolean;
  dueOn: Day;
  amountMinor: number;
  paidMinor: number;
  waivedMinor: number;
  openMinor: number;
};

/** Every charge by the day on which it falls due: of the product, entered by somebody, and late charges by their instalment. */
export function chargeLines({ rows, charges }: LoanView): ChargeLine[] {
  const isWrittenOff = rows.some(({ writtenOff }) => writtenOff.principal > 0);
  const lines = charges.map((charge) => lineOf(charge, isWrittenOff));
  return [...lines, ...rows.flatMap((row) => lateLine(row, charges))].sort((a, b) => compareDays(a.dueOn, b.dueOn));
}

function lineOf(charge: ChargeState, isWrittenOff: boolean): ChargeLine {
  const { id, name, isPenalty, timing, dueOn, amountMinor, paidMinor, waivedMinor } = charge;
  return {
    ...{ id, name, dueOn, amountMinor, paidMinor, waivedMinor },
    kind: isPenalty ? 'penalty' : 'fee',
    isTakenFromPayout: timing === 'at-disbursement',
    openMinor: isWrittenOff ? 0 : openOnCharge(charge),
  };
}

/** What of a row's penalties nobody entered: it grew by the day, or was taken because the row was overdue. */
function lateLine(row: Instalment, charges: readonly ChargeState[]): ChargeLine[] {
  const own = charges.filter(({ placedIn, isPenalty }) => placedIn === row && isPenalty);
  const sum = (of: (charge: ChargeState) => number) => own.reduce((total, charge) => total + of(charge), 0);
  const amountMinor = row.due.penalty - row.credited.penalty - sum((charge) => charge.amountMinor);
  if (amountMinor <= 0) return [];
  const waivedMinor = Math.max(0, row.waived.penalty - sum((charge) => charge.waivedMinor));
  const openMinor = Math.min(amountMinor - waivedMinor, openPart(row, 'penalty'));
  return [
    {
      ...{ id: lateChargeId(row.dueOn), name: null, dueOn: row.dueOn, amountMinor, waivedMinor, openMinor },
      kind: 'late-charge',
      isTakenFromPayout: false,
      paidMinor: amountMinor - waivedMinor - openMinor - row.writtenOff.penalty,
    },
  ];
}
