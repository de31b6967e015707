import { arima } from './arima.ts';
import { fitArima } from './arima-fit.ts';
import { candidateForms, type EtsForm, ets, fitEts } from './ets.ts';
import { imapa, sba, tsb } from './intermittent.ts';
import type { Method } from './method.ts';
import { LONG_SEASON } from './seasonality.ts';
import { steadyLevel } from './steady-level.ts';
import { dynamicTheta } from './theta.ts';
import { onAdjusted, onLogs, overBlocks } from './transform.ts';
import { onProfile } from './weekday-profile.ts';

/** One voice of an ensemble: how it continues a series, and how it does so again for a part of the series without choosing anew. */
export type Member = {
  name: string;
  fit(series: Float64Array, period: number, horizon: number): { path: Float64Array; again: Method };
};

const BLOCKS = [1, 2, 3];

const theta: Method = (series, _period, horizon) => dynamicTheta(series, horizon).forecast;

function smoothing(trend: EtsForm['trend']): Method {
  return (series, _period, horizon) =>
    fitEts(series, 1, horizon, { error: 'additive', trend, season: 'none' }).forecast;
}

/** Simple exponential smoothing (Brown 1959), with a line (Holt 1957, reprinted in International Journal of Forecasting 20), with a line that fades (Gardner and McKenzie 1985, Management Science 31). */
export const SES = smoothing('none');
export const HOLT = smoothing('additive');
export const DAMPED = smoothing('damped');

/** A member that has nothing to choose. */
function fixed(name: string, method: Method): Member {
  return { name, fit: (series, period, horizon) => ({ path: method(series, period, horizon), again: method }) };
}

/** The form is chosen once, on the whole series; parts that are too short for it choose for themselves. */
const automaticEts: Member = {
  name: 'ETS',
  fit(series, period, horizon) {
    const { forecast, form } = ets(series, period, horizon);
    const isFit = (part: Float64Array): boolean =>
      candidateForms(part, period).some(({ season }) => (season === 'none') === (form.season === 'none'));
    const again: Method = (part, _period, steps) =>
      isFit(part) ? fitEts(part, period, steps, form).forecast : ets(part, period, steps).forecast;
    return { path: forecast, again };
  },
};

/** Orders are chosen once, on the logarithms of the whole series (plain values where it touches zero). */
const automaticArima: Member = {
  name: 'ARIMA',
  fit(series, period, horizon) {
    let orders: Parameters<typeof fitArima>[1] | undefined;
    const choose: Method = (values, _period, steps) => {
      const fit = arima(values, period, steps);
      orders ??= fit.orders;
      return fit.forecast;
    };
    const path = onLogs(choose)(series, period, horizon);
    const repeat: Method = (values, _period, steps) => {
      const needed = orders ? orders.d + (orders.seasonalD + orders.seasonalP) * orders.period + orders.p + 5 : 0;
      return orders && values.length > needed
        ? fitArima(values, orders, steps).forecast
        : arima(values, 1, steps).forecast;
    };
    return { path, again: onLogs(repeat) };
  },
};

/** For seasons with more places than the member can carry (the weeks of a year): it sees the series freed of its season. */
function freedOfLongSeasons(member: Member): Member {
  return {
    name: member.name,
    fit(series, period, horizon) {
      if (period <= LONG_SEASON) return member.fit(series, period, horizon);
      let again: Method | undefined;
      const first: Method = (values, _period, steps) => {
        const fit = member.fit(values, 1, steps);
        again = fit.again;
        return fit.path;
      };
      const path = onAdjusted('multiplicative', first)(series, period, horizon);
      const repeat: Method = (values, _period, steps) => (again ?? first)(values, 1, steps);
      return { path, again: onAdjusted('multiplicative', repeat) };
    },
  };
}

/** For sales, prices and figures that are hardly ever zero: three families, on the plain and on the logarithmic scale. */
export const REGULAR: readonly Member[] = [
  fixed('Theta', onAdjusted('multiplicative', overBlocks(BLOCKS, theta))),
  fixed('Damped trend', onAdjusted('multiplicative', overBlocks(BLOCKS, DAMPED))),
  freedOfLongSeasons(automaticEts),
  freedOfLongSeasons(automaticArima),
  fixed('Theta of logarithms', onLogs(onAdjusted('additive', theta))),
];

export const STEADY = 'Level by weekday';

/** For daily sales of one product: steady levels, spread by the profile of the weekdays, drawn towards the profile of the group. */
export function dailyMembers(shared?: Float64Array): readonly Member[] {
  return [
    fixed(
      'Level by weekday',
      onProfile((series, _period, horizon) => steadyLevel(series, horizon), shared),
    ),
  ];
}

/** For rare demand without a season. */
export const INTERMITTENT: readonly Member[] = [
  fixed('TSB', (series, _period, horizon) => tsb(series, horizon)),
  fixed('SBA', (series, _period, horizon) => sba(series, horizon)),
  fixed('IMAPA', (series, _period, horizon) => imapa(series, horizon)),
];
