import type { AlertRow } from './alert-queries.ts';

/** What is known of a price when a rule is judged: `at(n)` the price n days before, `ahead` what is expected from the first day on. */
export type PriceFacts = {
  on: string;
  priceMinor: number;
  at: (daysBefore: number) => number | null;
  ahead: readonly number[];
};
export type Verdict = { holds: boolean; percent: number };
type Rule = Pick<AlertRow, 'kind' | 'amount_minor' | 'percent' | 'days'>;

/** Whether a rule holds of a price; null where what it needs is not known. Percent of the rise, 0 where the rule is about the price itself. */
export function judge(rule: Rule, facts: PriceFacts): Verdict | null {
  switch (rule.kind) {
    case 'above':
      return rule.amount_minor === null ? null : { holds: facts.priceMinor > rule.amount_minor, percent: 0 };
    case 'below':
      return rule.amount_minor === null ? null : { holds: facts.priceMinor < rule.amount_minor, percent: 0 };
    case 'risen': {
      const before = rule.days === null ? null : facts.at(rule.days);
      return before === null ? null : rise(rule, before, facts.priceMinor);
    }
    case 'expected_rise': {
      const coming = facts.ahead.slice(0, rule.days ?? 0);
      return coming.length === 0 ? null : rise(rule, facts.priceMinor, Math.max(...coming));
    }
  }
}

function rise(rule: Rule, from: number, to: number): Verdict {
  const percent = ((to - from) / from) * 100;
  return { holds: rule.percent !== null && percent >= rule.percent, percent: Math.round(percent * 10) / 10 };
}

/** Rules about the price itself need an amount, rules about a rise percent and days. */
export function isComplete(rule: Rule): boolean {
  const isOfPrice = rule.kind === 'above' || rule.kind === 'below';
  return isOfPrice ? rule.amount_minor !== null : rule.percent !== null && rule.days !== null;
}
