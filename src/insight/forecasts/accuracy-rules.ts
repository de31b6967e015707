import type { Language } from '#platform/call';
import type { Accuracy } from './contract.ts';
import type { Window } from './core/backtest.ts';

/** As it is kept: without words, which depend on who reads. */
export type Measured = Omit<Accuracy, 'words' | 'confidence'>;

/** A past forecast: how many values it knew, and its errors per step. */
export type Past = Pick<Window, 'origin' | 'errors'>;

export type Tried = {
  windows: readonly Past[];
  /** The series that was forecast, gaps filled. */
  values: Float64Array;
  /** How much of what came the bands held. */
  held: Held;
  /** What the naive guess repeats: the value this many steps before the origin, 1 for "unchanged". */
  period: number;
};

export type Held = { seen: number; in80: number; in95: number };

/** Counts errors that today's bands, put around past forecasts, would have held. */
export function heldBy(windows: readonly Past[], widths80: Float64Array, widths95: Float64Array): Held {
  const held = { seen: 0, in80: 0, in95: 0 };
  for (const { errors } of windows)
    errors.forEach((error, step) => {
      if (Number.isNaN(error)) return;
      held.seen++;
      if (Math.abs(error) <= (widths80[step] ?? 0)) held.in80++;
      if (Math.abs(error) <= (widths95[step] ?? 0)) held.in95++;
    });
  return held;
}

/** What past origins say: how far means were off, beside the naive guess, and how much the bands held. */
export function measure({ windows, values, held, period }: Tried): Measured {
  const sums = { size: 0, error: 0, naive: 0, bias: 0 };
  for (const { origin, errors } of windows)
    errors.forEach((error, step) => {
      const actual = values[origin + step];
      if (actual === undefined || Number.isNaN(error)) return;
      const guess = values[origin - period + (step % period)] ?? 0;
      sums.size += Math.abs(actual);
      sums.error += Math.abs(error);
      sums.naive += Math.abs(actual - guess);
      sums.bias += error;
    });
  const percent = (part: number, whole: number): number | null =>
    whole > 0 ? Math.round((part / whole) * 1_000) / 10 : null;
  return {
    windows: windows.length,
    errorPercent: percent(sums.error, sums.size),
    naiveErrorPercent: percent(sums.naive, sums.size),
    biasPercent: percent(sums.bias, sums.size),
    heldIn80Percent: percent(held.in80, held.seen),
    heldIn95Percent: percent(held.in95, held.seen),
  };
}

/** Mean absolute error per step in percent of the mean forecast of that step; NaN where nothing is known. */
export function errorPercents(windows: readonly Past[], mean: Float64Array): Float64Array {
  return mean.map((value, step) => {
    const errors = windows.flatMap(({ errors: own }) => {
      const error = own[step];
      return error === undefined || Number.isNaN(error) ? [] : [Math.abs(error)];
    });
    if (errors.length === 0 || value <= 0) return Number.NaN;
    return Math.round((errors.reduce((sum, error) => sum + error, 0) / errors.length / value) * 1_000) / 10;
  });
}

export const UNKNOWN: Measured = {
  windows: 0,
  errorPercent: null,
  naiveErrorPercent: null,
  biasPercent: null,
  heldIn80Percent: null,
  heldIn95Percent: null,
};
const LEAST_WINDOWS = 3;
/** An 80 % band that held less than this share of the past promises too much. */
const LEAST_HELD_PERCENT = 68;

/**
 * High: tried at least three times, off by a quarter at most, not worse than the naive guess, and with a band that held. Medium: off by a
 * half at most. Anything else is low, and what was never tried always is.
 */
export function confidenceOf({
  windows,
  errorPercent,
  naiveErrorPercent,
  heldIn80Percent,
}: Measured): Accuracy['confidence'] {
  if (windows === 0 || errorPercent === null) return 'low';
  const isBetter = naiveErrorPercent === null || errorPercent <= naiveErrorPercent;
  const hasHeld = heldIn80Percent === null || heldIn80Percent >= LEAST_HELD_PERCENT;
  if (windows >= LEAST_WINDOWS && errorPercent <= 25 && isBetter && hasHeld) return 'high';
  return errorPercent <= 50 ? 'medium' : 'low';
}

export function withWords(measured: Measured, language: Language): Accuracy {
  const words = language === 'en' ? inEnglish(measured) : inIndonesian(measured);
  return { ...measured, confidence: confidenceOf(measured), words };
}

function inIndonesian({ windows, errorPercent, naiveErrorPercent, heldIn80Percent }: Measured): string {
  if (windows === 0 || errorPercent === null)
    return 'Riwayatnya belum cukup untuk menguji perkiraan ini. Anggap sebagai ancar-ancar kasar.';
  const naive = naiveErrorPercent === null ? '' : ` (tebakan sederhana ${figure(naiveErrorPercent, 'id')} %)`;
  const held =
    heldIn80Percent === null ? '' : ` Rentang 80 % memuat ${figure(heldIn80Percent, 'id')} % hari yang diuji.`;
  return `Biasanya meleset ${figure(errorPercent, 'id')} %${naive}.${held}`;
}

function inEnglish({ windows, errorPercent, naiveErrorPercent, heldIn80Percent }: Measured): string {
  if (windows === 0 || errorPercent === null)
    return 'There is too little history to try this forecast out. Take it as a rough guess.';
  const naive = naiveErrorPercent === null ? '' : ` (a simple guess by ${figure(naiveErrorPercent, 'en')} %)`;
  const held =
    heldIn80Percent === null ? '' : ` The 80 % band held ${figure(heldIn80Percent, 'en')} % of the days tried.`;
  return `Usually off by ${figure(errorPercent, 'en')} %${naive}.${held}`;
}

function figure(value: number, language: Language): string {
  const rounded = value >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  return language === 'id' ? String(rounded).replace('.', ',') : String(rounded);
}
