/** A price whose board is to be found: its latest values, and the name of a board that its id hints at. */
export type Quoted = { values: Float64Array; hint: string | undefined };

/** Two changes are compared over this many days, sampled once a week, over the last two years. */
const CHANGE_DAYS = 28;
const SAMPLE = 7;
const MOST_DAYS = 730;
/** Means of the last year further apart than this factor are prices of different things. */
const FAR = Math.log(2);
/** Groups are joined while their members are on average at least this much alike. */
const ALIKE = 0.25;
/** Beyond this many the search for boards (square of the number) is not worth it. */
const MOST_SERIES = 2_000;
/** A hinted board whose prices lie further apart than this factor is none: the hint names something else (a market, a file). */
const WIDEST = Math.log(5);

/**
 * Which prices are of one thing at several markets. Hints are believed where the prices do not contradict; the others are grouped by how their changes over
 * four weeks go together (average linkage: Sokal and Michener 1958, University of Kansas Science Bulletin 38), prices of different height
 * apart. All of one length and on the same days. Answers lists of places.
 */
export function priceBoards(quoted: readonly Quoted[]): number[][] {
  const boards: number[][] = [];
  const loose: number[] = [];
  const levels = quoted.map(({ values }) => levelOf(values));
  for (const [hint, members] of Map.groupBy(quoted.keys(), (index) => quoted[index]!.hint)) {
    const own = members.map((index) => levels[index]!);
    const isOne = hint !== undefined && Math.max(...own) - Math.min(...own) <= WIDEST;
    if (isOne) boards.push(members);
    else loose.push(...members);
  }
  return [...boards, ...(loose.length > MOST_SERIES ? loose.map((index) => [index]) : grouped(quoted, levels, loose))];
}

function grouped(quoted: readonly Quoted[], levels: readonly number[], loose: readonly number[]): number[][] {
  const changes = loose.map((index) => standardChanges(quoted[index]!.values));
  const likeness = loose.map(() => new Float64Array(loose.length));
  for (let i = 0; i < loose.length; i++)
    for (let j = 0; j < i; j++) {
      const apart = Math.abs(levels[loose[i]!]! - levels[loose[j]!]!);
      const value = apart > FAR ? -1 : dot(changes[i]!, changes[j]!) - apart / 2;
      likeness[i]![j] = value;
      likeness[j]![i] = value;
    }
  return linked(likeness).map((members) => members.map((place) => loose[place]!));
}

type Groups = (number[] | undefined)[];

/** Average linkage; the most alike groups are joined first. `likeness` is used up. */
function linked(likeness: Float64Array[]): number[][] {
  const groups: Groups = likeness.map((_, index) => [index]);
  const best = likeness.map((_, index) => nearest(likeness, groups, index));
  for (;;) {
    const from = groups.reduce((found, group, index) => {
      return group && (found < 0 || best[index]!.value > best[found]!.value) ? index : found;
    }, -1);
    const to = best[from]?.place ?? -1;
    if (to < 0 || best[from]!.value < ALIKE) break;
    join(likeness, groups, from, to);
    groups.forEach((group, k) => {
      if (group && (k === from || best[k]!.place === from || best[k]!.place === to))
        best[k] = nearest(likeness, groups, k);
    });
  }
  return groups.filter((group) => group !== undefined);
}

/** `given` becomes part of `kept`: its likeness to every other group is the mean over all pairs. */
function join(likeness: Float64Array[], groups: Groups, kept: number, given: number): void {
  const [mine, theirs] = [groups[kept]!, groups[given]!];
  groups[given] = undefined;
  groups.forEach((group, k) => {
    if (!group || k === kept) return;
    const sum = likeness[kept]![k]! * mine.length + likeness[given]![k]! * theirs.length;
    const value = sum / (mine.length + theirs.length);
    likeness[kept]![k] = value;
    likeness[k]![kept] = value;
  });
  mine.push(...theirs);
}

function nearest(likeness: readonly Float64Array[], groups: Readonly<Groups>, index: number) {
  const found = { place: -1, value: Number.NEGATIVE_INFINITY };
  for (let k = 0; k < groups.length; k++) {
    if (k === index || !groups[k] || likeness[index]![k]! <= found.value) continue;
    found.place = k;
    found.value = likeness[index]![k]!;
  }
  return found;
}

/** Mean logarithm of the last year. */
function levelOf(values: Float64Array): number {
  const from = Math.max(0, values.length - 365);
  let sum = 0;
  for (let t = from; t < values.length; t++) sum += Math.log(values[t]!);
  return sum / (values.length - from);
}

/** Changes of the logarithm over four weeks, mean 0 and length 1. */
function standardChanges(values: Float64Array): Float64Array {
  const first = Math.max(0, values.length - MOST_DAYS);
  const changes: number[] = [];
  for (let t = values.length - 1; t - CHANGE_DAYS >= first; t -= SAMPLE)
    changes.push(Math.log(values[t]! / values[t - CHANGE_DAYS]!));
  const mean = changes.reduce((sum, change) => sum + change / changes.length, 0);
  const centred = Float64Array.from(changes, (change) => change - mean);
  const length = Math.sqrt(dot(centred, centred));
  return length > 0 ? centred.map((change) => change / length) : centred;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** A kin goes with a board's middle at least this much. */
const KIN = 0.35;
/** And does not move more than this many times as far, or so much less. */
const MOST_UNLIKE = 2;

/**
 * For each board the one whose middle goes with its own best, if any does: things of one field or one farm (chillies; chicken and eggs). What the one does
 * is told by the other as well. All of one length and on the same days.
 */
export function kinOf(boards: readonly (readonly Float64Array[])[]): (number | undefined)[] {
  const middles = boards.map(middleOf);
  const changes = middles.map(standardChanges);
  const moves = middles.map(moveOf);
  return boards.map((_, index) => {
    let kin: { place: number; value: number } | undefined;
    for (let other = 0; other < boards.length; other++) {
      const ratio = moves[other]! / moves[index]!;
      if (other === index || !(ratio <= MOST_UNLIKE && ratio >= 1 / MOST_UNLIKE)) continue;
      const value = dot(changes[index]!, changes[other]!);
      if (value >= (kin?.value ?? KIN)) kin = { place: other, value };
    }
    return kin?.place;
  });
}

/** Geometric mean of the markets. */
function middleOf(board: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(board[0]?.length ?? 0);
  for (const series of board) for (let t = 0; t < sums.length; t++) sums[t] = sums[t]! + Math.log(series[t]!);
  return sums.map((sum) => Math.exp(sum / board.length));
}

/** Mean size of the changes over four weeks. */
function moveOf(values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (let t = Math.max(CHANGE_DAYS, values.length - MOST_DAYS); t < values.length; t++) {
    sum += Math.abs(Math.log(values[t]! / values[t - CHANGE_DAYS]!));
    count++;
  }
  return count > 0 ? sum / count : 0;
}
