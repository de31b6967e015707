/** Where a search ended: the point, the value there, and how often the function was asked. */
export type Minimum = { point: Float64Array; value: number; evaluations: number };

export type SearchLimits = {
  /** At most this many evaluations; the best point so far is the answer. */
  evaluations: number;
  /** Ends when the values at the corners of the simplex differ by less than this share. */
  tolerance: number;
};

type Simplex = { points: Float64Array[]; values: Float64Array; order: number[] };

/**
 * Downhill simplex of Nelder and Mead (1965, "A simplex method for function minimization", Computer Journal 7) with the
 * coefficients 1, 2, 0.5 and 0.5. Every trial point is clipped to the box between `lower` and `upper`. `step` is the
 * length of the first edges, one per dimension. Deterministic; a value that is not a number counts as infinite.
 */
export function minimize(
  objective: (point: Float64Array) => number,
  start: Float64Array,
  box: { lower: Float64Array; upper: Float64Array; step: Float64Array },
  limits: SearchLimits,
): Minimum {
  const n = start.length;
  let evaluations = 0;
  const ask = (point: Float64Array): number => {
    evaluations++;
    const value = objective(point);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  const clip = (point: Float64Array): Float64Array =>
    point.map((value, i) => Math.min(Math.max(value, box.lower[i]!), box.upper[i]!));
  const simplex = firstSimplex(clip(start), box, ask);
  const centre = new Float64Array(n);

  while (evaluations < limits.evaluations) {
    const { points, values, order } = simplex;
    order.sort((a, b) => values[a]! - values[b]!);
    const [best, worst, nextWorst] = [order[0]!, order[n]!, order[n - 1]!];
    const spread = Math.abs(values[worst]! - values[best]!);
    if (spread <= limits.tolerance * (Math.abs(values[best]!) + limits.tolerance)) break;
    centreWithout(points, worst, centre);
    const along = (factor: number): Float64Array =>
      clip(Float64Array.from(centre, (c, i) => c + factor * (points[worst]![i]! - c)));
    const replace = (point: Float64Array, value: number): void => {
      points[worst] = point;
      values[worst] = value;
    };

    const reflected = along(-1);
    const reflectedValue = ask(reflected);
    if (reflectedValue < values[best]!) {
      const expanded = along(-2);
      const expandedValue = ask(expanded);
      if (expandedValue < reflectedValue) replace(expanded, expandedValue);
      else replace(reflected, reflectedValue);
      continue;
    }
    if (reflectedValue < values[nextWorst]!) {
      replace(reflected, reflectedValue);
      continue;
    }
    const contracted = along(reflectedValue < values[worst]! ? -0.5 : 0.5);
    const contractedValue = ask(contracted);
    if (contractedValue < Math.min(reflectedValue, values[worst]!)) replace(contracted, contractedValue);
    else shrink(simplex, best, ask);
  }
  const best = simplex.values.indexOf(Math.min(...simplex.values));
  return { point: simplex.points[best]!, value: simplex.values[best]!, evaluations };
}

function firstSimplex(
  start: Float64Array,
  box: { lower: Float64Array; upper: Float64Array; step: Float64Array },
  ask: (point: Float64Array) => number,
): Simplex {
  const points = [start];
  for (let i = 0; i < start.length; i++) {
    const corner = Float64Array.from(start);
    const up = start[i]! + box.step[i]!;
    corner[i] = up <= box.upper[i]! ? up : Math.max(box.lower[i]!, start[i]! - box.step[i]!);
    points.push(corner);
  }
  return { points, values: Float64Array.from(points, ask), order: points.map((_, index) => index) };
}

function centreWithout(points: readonly Float64Array[], left: number, centre: Float64Array): void {
  centre.fill(0);
  for (let p = 0; p < points.length; p++) {
    if (p === left) continue;
    for (let i = 0; i < centre.length; i++) centre[i] = centre[i]! + points[p]![i]! / centre.length;
  }
}

function shrink({ points, values }: Simplex, best: number, ask: (point: Float64Array) => number): void {
  for (let p = 0; p < points.length; p++) {
    if (p === best) continue;
    for (let i = 0; i < points[p]!.length; i++) points[p]![i] = (points[p]![i]! + points[best]![i]!) / 2;
    values[p] = ask(points[p]!);
  }
}
