import * as m from '#messages';

/** `H-3`, `H`, `H+7`: how lenders here write a day around a due date. */
export function reminderStep(day: number): string {
  if (day === 0) return 'H';
  return `H${day < 0 ? '−' : '+'}${Math.abs(day)}`;
}

export function reminderWords(day: number): string {
  if (day === 0) return m.credit_plan_on_day();
  return day < 0 ? m.credit_plan_before({ count: -day }) : m.credit_plan_after({ count: day });
}
