import type { PlanHead } from '@lumbung/kit/api-insight.ts';
import * as m from '#messages';

type Tone = 'neutral' | 'nila' | 'padi' | 'kunyit' | 'bata' | 'air';

export function planStatus(status: PlanHead['status']): { label: string; tone: Tone } {
  const words: Record<PlanHead['status'], { label: string; tone: Tone }> = {
    draft: { label: m.insight_plan_draft(), tone: 'kunyit' },
    ordered: { label: m.insight_plan_ordered(), tone: 'air' },
    arrived: { label: m.insight_plan_arrived(), tone: 'padi' },
  };
  return words[status];
}

/** What a level of service means for a kitchen. */
export function levelWord(percent: number): string {
  if (percent < 75) return m.insight_level_thrifty();
  return percent < 94 ? m.insight_level_usual() : m.insight_level_safe();
}
