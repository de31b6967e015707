import { type Day, laterOf } from '#engine/calendar/days';
import type { GatheredLoan } from '#engine/life/gather-loan';
import { checkPriceAgain, type PriceProof as EngineProof } from '#engine/pricing/check-price';
import { type CapLine, type FundingType, PRICE_CAPS } from '#engine/pricing/price-caps';
import { priceAsked } from '#engine/replay/life-cap';
import type { PriceProof } from './shapes.ts';

/** What a loan was booked with: the proof of its price, and the day whose table holds for its life. */
export type AgreedPrice = { agreedOn: Day; proof: PriceProof };

/** The price of a loan after a step, by the dated table; `null` where no cap bound its agreement. */
export function priceAgain(agreed: AgreedPrice | null, { state, view }: GatheredLoan): EngineProof | null {
  const line = agreed?.proof.line ?? null;
  if (agreed === null || line === null) return null;
  const { agreedOn, proof } = agreed;
  // Days of the money, as when it was booked: from the first payout to the last due date.
  const startOn = state.transactions.reduce<Day | null>(
    (day, { kind, onDate }) => (kind === 'disbursement' && (day === null || onDate < day) ? onDate : day),
    null,
  );
  const endsOn = view.rows.reduce((last, row) => laterOf(row.dueOn, last), startOn ?? agreedOn);
  const agreement = { agreedOn: startOn ?? agreedOn, endsOn, type: typeOf(line) };
  // A table that came between the agreement and its payout is not its table.
  const table = PRICE_CAPS.filter(({ fromOn }) => fromOn <= agreedOn);
  const { fundingMinor, days, mostMinor, mostOfLifeMinor } = proof;
  const first = { fundingMinor, priceMinor: proof.priceMinor, days, line, mostMinor, mostOfLifeMinor };
  return checkPriceAgain(agreement, { ...first, verdict: 'within' }, priceAsked(state.terms, view), table);
}

/** Where the line holds for every size, so do all lines of its day. */
function typeOf({ purpose, size }: CapLine): FundingType {
  return purpose === 'consumer' ? { purpose } : { purpose, size: size ?? 'small-or-medium' };
}
