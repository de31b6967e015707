import { solveSymmetric } from './linear.ts';

/**
 * What adds up to what. `sums[k]` lists the places of the bottom series that make up the k-th total; a hierarchy or crossed groups, with as many
 * levels as you like (variant, product, category, store).
 */
export type Hierarchy = { bottom: number; sums: readonly (readonly number[])[] };
/** One path per series: the totals in the order of `sums`, then the bottom series. */
export type Paths = readonly Float64Array[];

/** Totals are the sums of their parts: whatever the totals' own forecasts were, they are left aside. */
export function bottomUp({ sums }: Hierarchy, bottom: Paths): Float64Array[] {
  const horizon = bottom[0]?.length ?? 0;
  const totals = sums.map((parts) =>
    Float64Array.from({ length: horizon }, (_, step) => parts.reduce((sum, part) => sum + bottom[part]![step]!, 0)),
  );
  return [...totals, ...bottom.map((path) => Float64Array.from(path))];
}

/**
 * Minimum trace reconciliation (Wickramasuriya, Athanasopoulos and Hyndman 2019, JASA 114): the coherent forecasts nearest to the given ones, where near is measured
 * by the covariance of the errors. `wls_struct`: a total's variance is the number of its parts. `shrink`: covariance of past one-step errors
 * (rows of `errors` in the order of the paths), drawn towards its diagonal (Schäfer and Strimmer 2005, Statistical Applications in
 * Genetics and Molecular Biology 4). Bottom forecasts are cut at zero where `floor` is set, and the totals summed again.
 */
export function minTrace(
  hierarchy: Hierarchy,
  paths: Paths,
  weights: { kind: 'wls_struct' } | { kind: 'shrink'; errors: Paths },
  floor = true,
): Float64Array[] {
  const { bottom, sums } = hierarchy;
  const totals = sums.length;
  if (totals === 0) return paths.map((path) => Float64Array.from(path));
  const covariance = weights.kind === 'shrink' ? shrunk(weights.errors) : structural(hierarchy);
  // Every total less the sum of its parts must vanish: U′y = 0, with U′ = [I, -A].
  const constraint = (column: Float64Array): Float64Array =>
    Float64Array.from(sums, (parts, k) => parts.reduce((rest, part) => rest - column[totals + part]!, column[k]!));
  const all = totals + bottom;
  const spread = sums.map((parts, k) => {
    const column = new Float64Array(all);
    for (let i = 0; i < all; i++)
      column[i] = parts.reduce((rest, part) => rest - covariance(i, totals + part), covariance(i, k));
    return column;
  });
  const inner = new Float64Array(totals * totals);
  spread.forEach((column, k) => {
    inner.set(constraint(column), k * totals);
  });
  const horizon = paths[0]?.length ?? 0;
  const result = paths.map(() => new Float64Array(horizon));
  for (let step = 0; step < horizon; step++) {
    const given = Float64Array.from(paths, (path) => path[step]!);
    const gap = solveSymmetric(inner, constraint(given));
    for (let i = 0; i < all; i++)
      result[i]![step] = spread.reduce((value, column, k) => value - column[i]! * gap[k]!, given[i]!);
  }
  const base = result.slice(totals).map((path) => (floor ? path.map((value) => Math.max(0, value)) : path));
  return bottomUp(hierarchy, base);
}

type Covariance = (i: number, j: number) => number;

function structural({ sums }: Hierarchy): Covariance {
  return (i, j) => {
    if (i !== j) return 0;
    return i < sums.length ? sums[i]!.length : 1;
  };
}

/** Shrinkage intensity by the variance of the correlations themselves. */
function shrunk(errors: Paths): Covariance {
  const count = errors[0]?.length ?? 0;
  const deviations = errors.map(
    (own) => Math.sqrt(own.reduce((sum, e) => sum + e * e, 0) / Math.max(1, count)) || 1e-9,
  );
  const scaled = errors.map((own, i) => own.map((e) => e / deviations[i]!));
  const n = errors.length;
  const correlations = new Float64Array(n * n);
  let noise = 0;
  let squares = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const products = scaled[i]!.map((e, t) => e * scaled[j]![t]!);
      const mean = products.reduce((sum, p) => sum + p / Math.max(1, count), 0);
      correlations[i * n + j] = mean;
      correlations[j * n + i] = mean;
      if (i === j) continue;
      noise += products.reduce((sum, p) => sum + (p - mean) ** 2, 0) / Math.max(1, count * (count - 1));
      squares += mean * mean;
    }
  const intensity = squares > 0 ? Math.min(1, Math.max(0.01, noise / squares)) : 1;
  return (i, j) => {
    const correlation = i === j ? 1 : (1 - intensity) * correlations[i * n + j]!;
    return correlation * deviations[i]! * deviations[j]!;
  };
}
