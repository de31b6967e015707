import * as m from '#messages';
import type { StepWanted } from './step-form.ts';

const sentences: Record<StepWanted, () => string> = {
  amount: m.credit_wrong_amount,
  percent: m.credit_wrong_percent,
  count: m.credit_wrong_count,
  days: m.credit_wrong_days,
  name: m.credit_wrong_name,
  day: m.credit_step_day_wrong,
  choice: m.credit_step_choice_wrong,
  note: m.credit_step_note_wrong,
};

/** What a field of a step wants, as a sentence beside it. */
export function stepSentence(wanted: StepWanted): string {
  return sentences[wanted]();
}
