import { kinOf } from '../core/price-boards.ts';
import { daysBetween } from '../days.ts';
import { axisOf, carry, type Quotes } from './price-axis.ts';

/** With less in common it cannot be told what moves together. */
const LEAST_DAYS = 400;

/** By commodity, the one that moves with it: red chilli with bird's eye chilli, chicken with eggs. Only those that are known long enough on the same days. */
export function kinOfCommodities(byCommodity: ReadonlyMap<string, readonly Quotes[]>): Map<string, string> {
  const known = [...byCommodity].flatMap(([commodity, series]) => {
    const { axis, awake } = axisOf(series, LEAST_DAYS);
    return axis && daysBetween(axis.startOn, axis.endOn) >= LEAST_DAYS ? [{ commodity, awake, axis }] : [];
  });
  const startOn = known
    .map(({ axis }) => axis.startOn)
    .sort()
    .at(-1);
  const endOn = known
    .map(({ axis }) => axis.endOn)
    .sort()
    .at(-1);
  if (startOn === undefined || endOn === undefined || daysBetween(startOn, endOn) < LEAST_DAYS) return new Map();
  const kin = kinOf(known.map(({ awake }) => awake.map((one) => carry(one, { startOn, endOn }))));
  return new Map(
    known.flatMap(({ commodity }, index): [string, string][] => {
      const other = known[kin[index] ?? -1];
      return other ? [[commodity, other.commodity]] : [];
    }),
  );
}
