import type { FoundChunk } from '#insight/knowledge';
import type { Store } from '#insight/stores';
import type { Call, Language } from '#platform/call';
import type { AssistantDeps } from '../assistant-deps.ts';
import type { Period } from '../periods.ts';

/** Figures of one tool about one thing, as sentences that are true as they stand. */
export type Fact = { tool: string; title: string; lines: string[] };

export type Finding = {
  facts: Fact[];
  passages: FoundChunk[];
  /** Said where there is nothing: "Belum ada perkiraan …". */
  nothing: string | null;
  suggestions: string[];
};

/** What a tool knows of who asks: one person, one store. A tool never takes a store from anywhere else. */
export type FactContext = {
  deps: AssistantDeps;
  call: Call;
  store: Store;
  /** In the store's zone. */
  today: string;
};

export type FactInput = { question: string; period: Period | null };
export type FactTool = (context: FactContext, input: FactInput) => Promise<Finding>;

export function found(facts: Fact[], suggestions: string[] = []): Finding {
  return { facts, passages: [], nothing: null, suggestions };
}

export function nothing(sentence: string | null, suggestions: string[] = []): Finding {
  return { facts: [], passages: [], nothing: sentence, suggestions };
}

export const say = (language: Language, id: string, en: string): string => (language === 'id' ? id : en);

export function figure(value: number, language: Language, digits = 1): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : value;
  return new Intl.NumberFormat(language === 'id' ? 'id-ID' : 'en-US', { maximumFractionDigits: digits }).format(
    rounded,
  );
}

export function money(amount: number, language: Language): string {
  return `Rp ${figure(Math.round(amount), language, 0)}`;
}
