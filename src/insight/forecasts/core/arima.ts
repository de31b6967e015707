import { type ArimaFit, type ArimaOrders, fitArima } from './arima-fit.ts';
import { differencesNeeded } from './stationarity.ts';

type Searched = Pick<ArimaOrders, 'p' | 'q' | 'seasonalP' | 'seasonalQ' | 'hasConstant'>;

const MOST = { p: 3, q: 3, sum: 4, models: 24 };
/** Fewer whole seasons than this cannot carry seasonal orders. */
const SEASONS_NEEDED = 3;

/**
 * Automatic ARIMA (Hyndman and Khandakar 2008, Journal of Statistical Software 27): differences by the KPSS test and the
 * seasonal strength, then a stepwise search over the orders from four starting points by AICc, with at most 24 fits.
 */
export function arima(series: Float64Array, period: number, horizon: number): ArimaFit {
  const used = period > 1 && series.length >= SEASONS_NEEDED * period ? period : 1;
  const { plain, seasonal } = differencesNeeded(series, used);
  const fixed = { d: plain, seasonalD: seasonal, period: used };
  const mayHaveConstant = plain + seasonal <= 1;
  const tried = new Map<string, ArimaFit>();

  /** Keeps the better of what was best and these orders, if they may be tried. */
  function better(best: ArimaFit | undefined, orders: Searched): ArimaFit | undefined {
    const key = Object.values(orders).join();
    if (tried.has(key) || tried.size >= MOST.models || !isAllowed(orders, used > 1, mayHaveConstant)) return best;
    const fit = fitArima(series, { ...fixed, ...orders }, horizon);
    tried.set(key, fit);
    return best && fit.aicc >= best.aicc - 1e-9 ? best : fit;
  }

  let best: ArimaFit | undefined;
  for (const orders of startingPoints(used > 1, mayHaveConstant)) best = better(best, orders);
  for (let current: ArimaFit | undefined; best && best !== current; ) {
    current = best;
    for (const orders of neighboursOf(current.orders)) {
      best = better(best, orders);
      if (best !== current) break;
    }
  }
  if (!best) throw new Error('The search has no starting point');
  return best;
}

function startingPoints(isSeasonal: boolean, hasConstant: boolean): Searched[] {
  const one = isSeasonal ? 1 : 0;
  return [
    { p: 2, q: 2, seasonalP: one, seasonalQ: one, hasConstant },
    { p: 0, q: 0, seasonalP: 0, seasonalQ: 0, hasConstant },
    { p: 1, q: 0, seasonalP: one, seasonalQ: 0, hasConstant },
    { p: 0, q: 1, seasonalP: 0, seasonalQ: one, hasConstant },
    { p: 0, q: 0, seasonalP: 0, seasonalQ: 0, hasConstant: false },
  ];
}

/** One order more or less, both plain orders together, with or without the constant. */
function neighboursOf({ p, q, seasonalP, seasonalQ, hasConstant }: Searched): Searched[] {
  const at = (change: Partial<Searched>): Searched => ({ p, q, seasonalP, seasonalQ, hasConstant, ...change });
  return [
    at({ seasonalP: seasonalP - 1 }),
    at({ seasonalQ: seasonalQ - 1 }),
    at({ seasonalP: seasonalP + 1 }),
    at({ seasonalQ: seasonalQ + 1 }),
    at({ p: p - 1 }),
    at({ q: q - 1 }),
    at({ p: p + 1 }),
    at({ q: q + 1 }),
    at({ p: p - 1, q: q - 1 }),
    at({ p: p + 1, q: q + 1 }),
    at({ hasConstant: !hasConstant }),
  ];
}

function isAllowed(
  { p, q, seasonalP, seasonalQ, hasConstant }: Searched,
  isSeasonal: boolean,
  mayHave: boolean,
): boolean {
  const most = isSeasonal ? 1 : 0;
  if (Math.min(p, q, seasonalP, seasonalQ) < 0) return false;
  if (p > MOST.p || q > MOST.q || seasonalP > most || seasonalQ > most) return false;
  return p + q + seasonalP + seasonalQ <= MOST.sum && (mayHave || !hasConstant);
}
