import type { Mark } from '@lumbung/kit/api-insight.ts';
import * as m from '#messages';

export type NoteKind = Mark['kind'];

/** What a day was marked as, with the colour that goes beside the word. */
export function noteKind(kind: NoteKind): { label: string; tone: 'neutral' | 'kunyit' | 'bata' | 'nila' } {
  const words: Record<NoteKind, { label: string; tone: 'neutral' | 'kunyit' | 'bata' | 'nila' }> = {
    closed: { label: m.insight_note_closed(), tone: 'bata' },
    stock_out: { label: m.insight_note_stock_out(), tone: 'kunyit' },
    promotion: { label: m.insight_note_promotion(), tone: 'nila' },
    other: { label: m.insight_note_other(), tone: 'neutral' },
  };
  return words[kind];
}

export const noteKinds: readonly NoteKind[] = ['closed', 'stock_out', 'promotion', 'other'];
