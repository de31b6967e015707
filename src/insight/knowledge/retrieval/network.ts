/**
 * A small ranking network as plain numbers: a straight line over standardised figures plus a few tanh units. Learned by
 * `bench/retrieval/learn.ts`; holds nothing of the texts it was learned from.
 */
export type Network = {
  /** Of each figure, before anything else: `(figure - mean) / scale`. */
  mean: readonly number[];
  scale: readonly number[];
  linear: readonly number[];
  /** One row of weights per unit, its bias, and what it gives to the result. */
  hidden: readonly (readonly number[])[];
  bias: readonly number[];
  output: readonly number[];
  constant: number;
};

/** The result for one list of figures; higher is better. Only differences mean something, unless a constant was learned. */
export function scoreOf(network: Network, figures: ArrayLike<number>): number {
  const many = network.linear.length;
  const standard = new Float64Array(many);
  let score = network.constant;
  for (let at = 0; at < many; at++) {
    standard[at] = ((figures[at] ?? 0) - (network.mean[at] ?? 0)) / (network.scale[at] ?? 1);
    score += (network.linear[at] ?? 0) * (standard[at] ?? 0);
  }
  for (let unit = 0; unit < network.hidden.length; unit++) {
    const weights = network.hidden[unit] ?? [];
    let sum = network.bias[unit] ?? 0;
    for (let at = 0; at < many; at++) sum += (weights[at] ?? 0) * (standard[at] ?? 0);
    score += (network.output[unit] ?? 0) * Math.tanh(sum);
  }
  return score;
}
