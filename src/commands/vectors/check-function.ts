import { checkedDay } from '../../credit/engine/calendar/days.ts';
import { xirr, xnpv } from '../../credit/engine/finance/annual-rate.ts';
import * as timeValue from '../../credit/engine/finance/time-value.ts';
import type { Differences } from './compare.ts';
import { type Fields, isFields, type VectorCase } from './vector-file.ts';

type Named = { names: readonly string[]; call: (args: unknown[]) => number };

/** An argument that is left out is nothing; one that is there must be a number. */
const n = (value: unknown): number => {
  if (value === undefined || value === null || value === '') return 0;
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Error(`"${String(value)}" is no number`);
  return number;
};
const guess = (value: unknown): number => (value === undefined || value === null || value === '' ? 0.1 : n(value));
const timing = (value: unknown): timeValue.PaymentTiming => (Number(value ?? 0) === 1 ? 1 : 0);
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

/** The functions by their spreadsheet names, with the order of their arguments. */
const FUNCTIONS: Record<string, Named> = {
  PMT: {
    names: ['rate', 'nper', 'pv', 'fv', 'type'],
    call: ([r, p, v, f, t]) => timeValue.pmt(n(r), n(p), n(v), n(f), timing(t)),
  },
  PV: {
    names: ['rate', 'nper', 'pmt', 'fv', 'type'],
    call: ([r, p, m, f, t]) => timeValue.pv(n(r), n(p), n(m), n(f), timing(t)),
  },
  FV: {
    names: ['rate', 'nper', 'pmt', 'pv', 'type'],
    call: ([r, p, m, v, t]) => timeValue.fv(n(r), n(p), n(m), n(v), timing(t)),
  },
  NPER: {
    names: ['rate', 'pmt', 'pv', 'fv', 'type'],
    call: ([r, m, v, f, t]) => timeValue.nper(n(r), n(m), n(v), n(f), timing(t)),
  },
  RATE: {
    names: ['nper', 'pmt', 'pv', 'fv', 'type', 'guess'],
    call: ([p, m, v, f, t, g]) => timeValue.rate(n(p), n(m), n(v), n(f), timing(t), guess(g)),
  },
  IPMT: {
    names: ['rate', 'per', 'nper', 'pv', 'fv', 'type'],
    call: ([r, k, p, v, f, t]) => timeValue.ipmt(n(r), n(k), n(p), n(v), n(f), timing(t)),
  },
  PPMT: {
    names: ['rate', 'per', 'nper', 'pv', 'fv', 'type'],
    call: ([r, k, p, v, f, t]) => timeValue.ppmt(n(r), n(k), n(p), n(v), n(f), timing(t)),
  },
  CUMIPMT: {
    names: ['rate', 'nper', 'pv', 'start_period', 'end_period', 'type'],
    call: ([r, p, v, s, e, t]) => timeValue.cumipmt(n(r), n(p), n(v), n(s), n(e), timing(t)),
  },
  CUMPRINC: {
    names: ['rate', 'nper', 'pv', 'start_period', 'end_period', 'type'],
    call: ([r, p, v, s, e, t]) => timeValue.cumprinc(n(r), n(p), n(v), n(s), n(e), timing(t)),
  },
  ISPMT: { names: ['rate', 'per', 'nper', 'pv'], call: ([r, k, p, v]) => timeValue.ispmt(n(r), n(k), n(p), n(v)) },
  NOMINAL: { names: ['effect_rate', 'npery'], call: ([r, p]) => timeValue.nominal(n(r), n(p)) },
  EFFECT: { names: ['nominal_rate', 'npery'], call: ([r, p]) => timeValue.effect(n(r), n(p)) },
  RRI: { names: ['nper', 'pv', 'fv'], call: ([p, v, f]) => timeValue.rri(n(p), n(v), n(f)) },
  PDURATION: { names: ['rate', 'pv', 'fv'], call: ([r, v, f]) => timeValue.pduration(n(r), n(v), n(f)) },
  NPV: {
    names: ['rate', 'values'],
    call: ([r, ...v]) =>
      timeValue.npv(
        n(r),
        v.flatMap((x) => (Array.isArray(x) ? numbers(x) : [n(x)])),
      ),
  },
  IRR: { names: ['values', 'guess'], call: ([v, g]) => timeValue.irr(numbers(v), guess(g)) },
  MIRR: {
    names: ['values', 'finance_rate', 'reinvest_rate'],
    call: ([v, f, r]) => timeValue.mirr(numbers(v), n(f), n(r)),
  },
  XIRR: { names: ['values', 'dates', 'guess'], call: ([v, d, g]) => xirr(flows(v, d), guess(g)) },
  XNPV: { names: ['rate', 'values', 'dates'], call: ([r, v, d]) => xnpv(n(r), flows(v, d)) },
};

function flows(values: unknown, dates: unknown): { onDate: string; amountMinor: number }[] {
  const days = Array.isArray(dates) ? dates.map(String) : [];
  return numbers(values).map((amountMinor, index) => ({ onDate: checkedDay(days[index] ?? ''), amountMinor }));
}

/** A documented figure holds to its last digit; a recomputed one to a billionth. */
export function checkFunction({ inputs, expected }: VectorCase): Differences {
  const name = String(inputs.function);
  const named = FUNCTIONS[name];
  if (!named) return [`"${name}" is no function this runner knows`];
  const found = named.call(argumentsOf(named, inputs.args));
  const misses: Differences = [];
  if (typeof expected.recomputed === 'number' && !isClose(found, expected.recomputed)) {
    misses.push(`${name} is ${found}, not ${expected.recomputed}`);
  } else if (typeof expected.recomputed !== 'number' && !isToLastDigit(found, expected.documented)) {
    misses.push(`${name} is ${found}, not ${String(expected.documented)}`);
  }
  return misses;
}

/** Other names that files give to an argument. */
const ALIASES: Record<string, readonly string[]> = {
  start_period: ['start'],
  end_period: ['end'],
  type: ['due', 'when', 'timing'],
  nper: ['periods', 'number_of_periods'],
  pv: ['present_value'],
  fv: ['future_value'],
  pmt: ['payment'],
  per: ['period'],
  effect_rate: ['effective_rate', 'rate'],
  nominal_rate: ['rate'],
  values: ['cashflows', 'payments'],
};

/** In the order of the function. A name that it does not have stops the case: what is not understood is not left out. */
function argumentsOf(named: Named, args: unknown): unknown[] {
  if (Array.isArray(args)) return args;
  const fields: Fields = isFields(args) ? args : {};
  const taken = new Set<string>();
  const found = named.names.map((name) => {
    const known = [name, ...(ALIASES[name] ?? [])].find((alias) => fields[alias] !== undefined);
    if (known !== undefined) taken.add(known);
    return known === undefined ? undefined : fields[known];
  });
  const strange = Object.keys(fields).filter((name) => !taken.has(name));
  if (strange.length > 0) throw new Error(`"${strange.join('", "')}" is no argument of this function`);
  return found;
}

function isClose(found: number, wanted: number): boolean {
  return Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
}

function isToLastDigit(found: number, documented: unknown): boolean {
  const text = String(documented);
  const digits = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  return Math.abs(found - Number(documented)) <= 0.5000001 * 10 ** -digits;
}
