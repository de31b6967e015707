import type { Network } from '../../src/insight/knowledge/retrieval/network.ts';

/**
 * Trains the small networks of retrieval. Plain stochastic gradient descent with Adam (Kingma and Ba, 2015), a cosine
 * schedule and a fixed seed: the same data give the same numbers.
 */

/** Rows of one question; `gold` is the row to be first. */
export type Choice = { rows: Float64Array[]; gold: number };
/** One row and whether it is true. */
export type Verdict = { row: Float64Array; isTrue: boolean };

export type TrainingOptions = { units: number; epochs: number; rate: number; decay: number; seed: number };

const BATCH = 16;

/** Learns to put the gold row first: cross-entropy of a softmax over the rows of a question (ListNet, Cao et al., 2007). */
export function trainChoices(choices: readonly Choice[], options: TrainingOptions): Network {
  const standard = standardOf(choices.flatMap(({ rows }) => rows));
  const rows = choices.map((choice) => choice.rows.map(standard.apply));
  return train(standard, options, choices.length, (model, at) => {
    const own = rows[at] ?? [];
    const passes = own.map((row) => model.forward(row));
    const highest = Math.max(...passes.map(({ score }) => score));
    const powers = passes.map(({ score }) => Math.exp(score - highest));
    const whole = powers.reduce((sum, power) => sum + power, 0);
    passes.forEach((pass, row) => {
      const slope = (powers[row] ?? 0) / whole - (row === choices[at]?.gold ? 1 : 0);
      if (Math.abs(slope) > 1e-4) model.backward(pass, slope);
    });
  });
}

/** Learns the logarithm of the odds that a row is true. */
export function trainVerdicts(verdicts: readonly Verdict[], options: TrainingOptions): Network {
  const standard = standardOf(verdicts.map(({ row }) => row));
  return train(standard, options, verdicts.length, (model, at) => {
    const verdict = verdicts[at];
    if (!verdict) return;
    const pass = model.forward(standard.apply(verdict.row));
    model.backward(pass, 1 / (1 + Math.exp(-pass.score)) - (verdict.isTrue ? 1 : 0));
  });
}

/** One network that answers the mean of several learned from the same rows: their units side by side. */
export function meanOf(networks: readonly Network[]): Network {
  const [first] = networks;
  if (!first) throw new Error('At least one network');
  const share = 1 / networks.length;
  const mean = (of: (network: Network) => number): number =>
    round(networks.reduce((sum, network) => sum + share * of(network), 0));
  return {
    ...first,
    linear: first.linear.map((_, at) => mean(({ linear }) => linear[at] ?? 0)),
    hidden: networks.flatMap(({ hidden }) => hidden),
    bias: networks.flatMap(({ bias }) => bias),
    output: networks.flatMap(({ output }) => output.map((weight) => round(share * weight))),
    constant: mean(({ constant }) => constant),
  };
}

type Standard = { mean: Float64Array; scale: Float64Array; apply: (row: Float64Array) => Float64Array };

function standardOf(rows: readonly Float64Array[]): Standard {
  const width = rows[0]?.length ?? 0;
  const mean = new Float64Array(width);
  const scale = new Float64Array(width);
  for (const row of rows) for (let at = 0; at < width; at++) add(mean, at, (row[at] ?? 0) / rows.length);
  for (const row of rows)
    for (let at = 0; at < width; at++) add(scale, at, ((row[at] ?? 0) - (mean[at] ?? 0)) ** 2 / rows.length);
  scale.forEach((variance, at) => {
    scale[at] = variance < 1e-8 ? 1 : Math.sqrt(variance);
  });
  const apply = (row: Float64Array) => row.map((value, at) => (value - (mean[at] ?? 0)) / (scale[at] ?? 1));
  return { mean, scale, apply };
}

function add(list: Float64Array, at: number, value: number): void {
  list[at] = (list[at] ?? 0) + value;
}

type Pass = { row: Float64Array; units: Float64Array; score: number };
type Model = { forward(row: Float64Array): Pass; backward(pass: Pass, slope: number): void };

function train(
  standard: Standard,
  options: TrainingOptions,
  count: number,
  learnOne: (model: Model, at: number) => void,
): Network {
  const { units, epochs, rate, decay, seed } = options;
  const width = standard.mean.length;
  const random = randomOf(seed);
  // One list for everything that is learned: linear, hidden rows, biases, outputs, constant.
  const size = width + units * width + units + units + 1;
  const weights = new Float64Array(size);
  for (let at = width; at < width + units * width; at++) weights[at] = gauss(random) / Math.sqrt(width);
  for (let at = size - 1 - units; at < size - 1; at++) weights[at] = gauss(random) * 0.1;
  const slopes = new Float64Array(size);
  const model = createModel(weights, slopes, width, units);
  const step = adam(weights, slopes, decay);
  const order = Array.from({ length: count }, (_, at) => at);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const now = rate * (0.5 + 0.5 * Math.cos((Math.PI * epoch) / epochs)) + 1e-5;
    order.forEach((at, place) => {
      learnOne(model, at);
      if ((place + 1) % BATCH === 0 || place === count - 1) step(now);
    });
  }
  return asNetwork(standard, weights, width, units);
}

function createModel(weights: Float64Array, slopes: Float64Array, width: number, units: number): Model {
  const biases = width + units * width;
  const outputs = biases + units;
  return {
    forward(row) {
      const unit = new Float64Array(units);
      let score = weights[outputs + units] ?? 0;
      for (let at = 0; at < width; at++) score += (weights[at] ?? 0) * (row[at] ?? 0);
      for (let k = 0; k < units; k++) {
        let sum = weights[biases + k] ?? 0;
        for (let at = 0; at < width; at++) sum += (weights[width + k * width + at] ?? 0) * (row[at] ?? 0);
        unit[k] = Math.tanh(sum);
        score += (weights[outputs + k] ?? 0) * (unit[k] ?? 0);
      }
      return { row, units: unit, score };
    },
    backward({ row, units: unit }, slope) {
      add(slopes, outputs + units, slope);
      for (let at = 0; at < width; at++) add(slopes, at, slope * (row[at] ?? 0));
      for (let k = 0; k < units; k++) {
        const value = unit[k] ?? 0;
        add(slopes, outputs + k, slope * value);
        const inner = slope * (weights[outputs + k] ?? 0) * (1 - value * value);
        add(slopes, biases + k, inner);
        for (let at = 0; at < width; at++) add(slopes, width + k * width + at, inner * (row[at] ?? 0));
      }
    },
  };
}

function adam(weights: Float64Array, slopes: Float64Array, decay: number): (rate: number) => void {
  const first = new Float64Array(weights.length);
  const second = new Float64Array(weights.length);
  let steps = 0;
  return (rate) => {
    steps++;
    for (let at = 0; at < weights.length; at++) {
      const slope = (slopes[at] ?? 0) / BATCH + decay * (weights[at] ?? 0);
      slopes[at] = 0;
      first[at] = 0.9 * (first[at] ?? 0) + 0.1 * slope;
      second[at] = 0.999 * (second[at] ?? 0) + 0.001 * slope * slope;
      const bent = Math.sqrt((second[at] ?? 0) / (1 - 0.999 ** steps)) + 1e-8;
      add(weights, at, (-rate * ((first[at] ?? 0) / (1 - 0.9 ** steps))) / bent);
    }
  };
}

function asNetwork({ mean, scale }: Standard, weights: Float64Array, width: number, units: number): Network {
  const part = (from: number, length: number) => Array.from(weights.subarray(from, from + length), round);
  const biases = width + units * width;
  return {
    mean: Array.from(mean, round),
    scale: Array.from(scale, round),
    linear: part(0, width),
    hidden: Array.from({ length: units }, (_, k) => part(width + k * width, width)),
    bias: part(biases, units),
    output: part(biases + units, units),
    constant: round(weights[biases + 2 * units] ?? 0),
  };
}

const round = (value: number): number => Number(value.toPrecision(4));

function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
}

function shuffle(list: number[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const kept = list[at] ?? 0;
    list[at] = list[other] ?? 0;
    list[other] = kept;
  }
}
