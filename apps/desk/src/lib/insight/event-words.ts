import * as m from '#messages';

const words: Record<string, () => string> = {
  ramadan: m.insight_event_ramadan,
  lebaran: m.insight_event_lebaran,
  'pay-day': m.insight_event_pay_day,
  thr: m.insight_event_thr,
  'double-date': m.insight_event_double_date,
  'school-holiday': m.insight_event_school_holiday,
  'joint-leave': m.insight_event_joint_leave,
  closed: m.insight_closed,
  rain: m.insight_event_rain,
  'everything-closed': m.insight_event_everything_closed,
};

/** Why a day is special, in words; of `holiday:nyepi` the holiday's own name. */
export function eventWord(code: string): string {
  const known = words[code];
  if (known) return known();
  const plain = (code.split(':').at(-1) ?? code).replaceAll(/[-_]/g, ' ');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}
