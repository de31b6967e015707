import { fading, type History, recentPopularity } from './history.ts';
import { invertPositive } from './invert-positive.ts';
import { multiplyRows, PANEL, TILE } from './row-products.ts';

export type ModelSettings = {
  /** Items that the matrix holds, those bought most lately first; the others are recommended by popularity alone. */
  maxItems: number;
  /** Added to the diagonal: how much is asked of the data before it is believed. */
  ridge: number;
  /** A person with n items counts n^(−2·damping) times as much per pair, so that wholesalers do not drown the others. */
  damping: number;
  /** What was bought this long ago counts half as something to be predicted. */
  targetDays: number;
  /** What was bought this long ago counts half as a reason; infinite: all of it. */
  reasonDays: number;
  popularityDays: number;
  /** Weight of recent popularity beside the model, both scaled to a best item of 1. */
  popularityShare: number;
};

/** Chosen on periods of the development data that end before those it is judged on; see docs/measurements. */
export const MODEL_SETTINGS: ModelSettings = {
  maxItems: 4_000,
  ridge: 50,
  damping: 0.25,
  targetDays: 45,
  reasonDays: Number.POSITIVE_INFINITY,
  popularityDays: 5,
  popularityShare: 0.25,
};

export type Model = {
  settings: ModelSettings;
  today: number;
  /** The items of the matrix, by place. */
  items: Int32Array;
  /** Rows and columns of the matrix: the number of items, filled up to a multiple of 4. */
  size: number;
  /** Row i: what a purchase of item i says about every other item. */
  weights: Float64Array;
  /** Row i: partial correlation of item i with every other item; null unless asked for. */
  likeness: Float32Array | null;
  /** Of every item, also those outside the matrix. */
  popularity: Float64Array;
};

/**
 * EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019) with a target that fades: the ridge
 * regression of what people bought lately, R, on all that they bought, X, no item explaining itself. With
 * P = (XᵀX + λI)⁻¹ and C = XᵀR the weights are P·C − P·diag(γ), γⱼ = (P·C)ⱼⱼ / Pⱼⱼ; with R = X this is EASE. So the weights
 * know both what goes with what and what is bought now.
 *
 * Time 1.5·n³ multiplications for n items in the matrix (26 s for 3,070 on one core), memory 16·n² bytes (150 MB), 4·n²
 * more for `likeness`.
 *
 * @param today day from which ages are counted; nothing later should be in the history
 */
export function fitModel(
  history: History,
  today: number,
  options: { settings?: ModelSettings; hasLikeness?: boolean; onProgress?: (share: number) => void } = {},
): Model {
  const { settings = MODEL_SETTINGS, onProgress = () => {} } = options;
  const popularity = recentPopularity(history, today, settings.popularityDays);
  const items = chooseItems(history, today, settings);
  const size = Math.max(TILE, Math.ceil(items.length / TILE) * TILE);
  const { gram, targets } = sumPairs(history, today, { settings, items, size });
  for (let i = 0; i < size; i++) gram[i * size + i] = (gram[i * size + i] ?? 0) + settings.ridge;
  invertPositive(gram, size, (share) => onProgress(share / 3));
  const likeness = options.hasLikeness ? partialCorrelations(gram, size) : null;
  regress(gram, targets, size, (share) => onProgress(1 / 3 + (2 * share) / 3));
  return { settings, today, items, size, weights: gram, likeness, popularity };
}

/** How much a purchase counts as a reason. */
export function reasonWeight(settings: ModelSettings, count: number, ageDays: number): number {
  return count ** -settings.damping * fading(ageDays, settings.reasonDays);
}

/** The items bought most in the time that the targets look at. */
function chooseItems(history: History, today: number, { maxItems, targetDays }: ModelSettings): Int32Array {
  const wanted = recentPopularity(history, today, 2 * targetDays);
  const order = Int32Array.from(wanted.keys()).filter((item) => (wanted[item] ?? 0) > 0);
  order.sort((a, b) => (wanted[b] ?? 0) - (wanted[a] ?? 0) || a - b);
  return order.slice(0, maxItems).sort();
}

/** XᵀX, and RᵀX (the transpose of C, so that its columns lie as rows). O(Σ items of a person squared). */
function sumPairs(
  { starts, items: bought, days, itemCount }: History,
  today: number,
  { settings, items, size }: { settings: ModelSettings; items: Int32Array; size: number },
): { gram: Float64Array; targets: Float64Array } {
  const places = new Int32Array(itemCount).fill(-1);
  items.forEach((item, place) => {
    places[item] = place;
  });
  const gram = new Float64Array(size * size);
  const targets = new Float64Array(size * size);
  for (let person = 0; person + 1 < starts.length; person++) {
    const [from, to] = [starts[person] ?? 0, starts[person + 1] ?? 0];
    const rows = Int32Array.from({ length: to - from }, (_, k) => from + k).filter(
      (k) => (places[bought[k] ?? 0] ?? -1) >= 0,
    );
    const columns = rows.map((k) => places[bought[k] ?? 0] ?? 0);
    const ages = Float64Array.from(rows, (k) => today - (days[k] ?? 0));
    const reasons = ages.map((age) => reasonWeight(settings, to - from, age));
    const wishes = ages.map((age) => (to - from) ** -settings.damping * fading(age, settings.targetDays));
    columns.forEach((column, k) => {
      addRow(gram, column * size, columns, reasons, reasons[k] ?? 0);
      addRow(targets, column * size, columns, reasons, wishes[k] ?? 0);
    });
  }
  return { gram, targets };
}

// biome-ignore lint/complexity/useMaxParams: the innermost loop.
function addRow(matrix: Float64Array, row: number, columns: Int32Array, values: Float64Array, factor: number): void {
  for (let k = 0; k < columns.length; k++) {
    const place = row + (columns[k] ?? 0);
    matrix[place] = (matrix[place] ?? 0) + factor * (values[k] ?? 0);
  }
}

/** −Pᵢⱼ / √(Pᵢᵢ·Pⱼⱼ): how two items go together when all the others are accounted for. */
function partialCorrelations(inverse: Float64Array, size: number): Float32Array {
  const scale = Float64Array.from({ length: size }, (_, i) => 1 / Math.sqrt(inverse[i * size + i] ?? 1));
  const likeness = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    const factor = -(scale[i] ?? 0);
    for (let j = 0; j < size; j++) likeness[i * size + j] = factor * (scale[j] ?? 0) * (inverse[i * size + j] ?? 0);
    likeness[i * size + i] = 0;
  }
  return likeness;
}

/** Turns P in its place into P·C − P·diag(γ), panel by panel: a row needs its own row of P only. */
function regress(
  inverse: Float64Array,
  targets: Float64Array,
  size: number,
  onProgress: (share: number) => void,
): void {
  const own = ownShares(inverse, targets, size);
  const made = new Float64Array(PANEL * size);
  for (let top = 0; top < size; top += PANEL) {
    const end = Math.min(size, top + PANEL);
    multiplyPanel(inverse, targets, made, { top, end, size });
    for (let i = top; i < end; i++) {
      const [row, from] = [i * size, (i - top) * size];
      for (let j = 0; j < size; j++) inverse[row + j] = (made[from + j] ?? 0) - (inverse[row + j] ?? 0) * (own[j] ?? 0);
      inverse[row + i] = 0;
    }
    onProgress(end / size);
  }
}

/** γ: what each item would say about itself. */
function ownShares(inverse: Float64Array, targets: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += (inverse[j * size + k] ?? 0) * (targets[j * size + k] ?? 0);
    return sum / (inverse[j * size + j] ?? 1);
  });
}

function multiplyPanel(
  inverse: Float64Array,
  targets: Float64Array,
  made: Float64Array,
  { top, end, size }: { top: number; end: number; size: number },
): void {
  const block = new Float64Array(PANEL * PANEL);
  for (let left = 0; left < size; left += PANEL) {
    const right = Math.min(size, left + PANEL);
    multiplyRows({ a: inverse, b: targets, size, block }, { top, end, left, right, from: 0, to: size });
    for (let i = 0; i < end - top; i++) made.set(block.subarray(i * PANEL, i * PANEL + right - left), i * size + left);
  }
}
