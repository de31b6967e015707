import type { Proposal } from './contract.ts';
import { documentFacts } from './facts/document-facts.ts';
import { type FactContext, type Finding, nothing, say } from './facts/fact.ts';
import { purchasePeriod } from './facts/purchase-facts.ts';
import { TOOL_OF_INTENT } from './facts/tools.ts';
import { createSources, type Gathered } from './gather-sources.ts';
import { type Intent, readIntent } from './read-intent.ts';

export type Answer = {
  text: string;
  outcome: 'answered' | 'not-found';
  gathered: Gathered;
  suggestions: string[];
  proposal: Proposal | null;
};

const MOST_EXCERPTS = 3;

/** Without a language model: the intent picks a tool, its sentences are the answer; documents are asked where it has none. */
export async function answerByTools(context: FactContext, question: string): Promise<Answer> {
  const intent = readIntent(question, context.today);
  if (intent.kind === 'other-store') return spoken(context, 'not-found', onlyThisStore(context));
  if (intent.kind === 'help') return spoken(context, 'answered', whatIsKnown(context));
  const tool = TOOL_OF_INTENT[intent.kind] ?? documentFacts;
  const finding = await tool(context, { question, period: intent.period });
  if (finding.facts.length + finding.passages.length > 0) return worded(context, finding, proposalOf(context, intent));
  const other = intent.kind === 'documents' ? nothing(null) : await documentFacts(context, { question, period: null });
  if (other.passages.length > 0) return worded(context, { ...other, suggestions: finding.suggestions }, null);
  return notFound(context, finding);
}

/** "Buatkan rencana belanja": the plan is shown, and made when the person says yes. */
export function proposalOf({ today }: FactContext, intent: Intent): Proposal | null {
  if (intent.kind !== 'propose-purchase') return null;
  const { from, days } = purchasePeriod(intent.period, today);
  return { kind: 'purchase-plan', from, days, status: 'open', planId: null };
}

function worded({ call: { language } }: FactContext, finding: Finding, proposal: Proposal | null): Answer {
  const sources = createSources();
  const parts = finding.facts.map((fact) => {
    const number = sources.addFact(fact);
    return fact.lines.map((line) => `${line} [${number}]`).join('\n');
  });
  const excerpts = finding.passages.slice(0, MOST_EXCERPTS).map((passage) => {
    const number = sources.addPassage(passage);
    return `“${(passage.excerpt?.text ?? passage.text.slice(0, 300)).replaceAll('\n', ' ')}” [${number}]`;
  });
  if (excerpts.length > 0) parts.push(say(language, 'Dari dokumen toko:', "From the store's documents:"), ...excerpts);
  if (proposal) {
    const { days } = proposal;
    parts.push(
      say(
        language,
        `Mau saya buatkan rencana belanja untuk ${days} hari ini? Rencana dibuat setelah kamu setuju.`,
        `Shall I make the purchase plan for these ${days} days? It is made once you say yes.`,
      ),
    );
  }
  return {
    text: parts.join('\n'),
    outcome: 'answered',
    gathered: sources.all(),
    suggestions: finding.suggestions,
    proposal,
  };
}

export function notFound({ call: { language } }: FactContext, finding: Finding | null): Answer {
  const plain = say(
    language,
    'Tidak ditemukan. Data dan dokumen toko ini tidak menjawab pertanyaan itu.',
    'Not found. Neither figures nor documents of this store answer that.',
  );
  const text = finding?.nothing ? `${say(language, 'Tidak ditemukan.', 'Not found.')} ${finding.nothing}` : plain;
  const suggestions = finding?.suggestions.length ? finding.suggestions : examples(language);
  return { text, outcome: 'not-found', gathered: createSources().all(), suggestions, proposal: null };
}

function spoken({ call: { language } }: FactContext, outcome: Answer['outcome'], text: string): Answer {
  return { text, outcome, gathered: createSources().all(), suggestions: examples(language), proposal: null };
}

function onlyThisStore({ call: { language }, store }: FactContext): string {
  return say(
    language,
    `Tidak ditemukan. Saya hanya bisa melihat data toko ${store.name}.`,
    `Not found. I can only see the figures of ${store.name}.`,
  );
}

function whatIsKnown({ call: { language }, store }: FactContext): string {
  return say(
    language,
    `Saya menjawab dari data toko ${store.name}: penjualan, perkiraan, belanja bahan, stok, harga pasar, pesanan, dan dokumen yang kamu unggah.`,
    `I answer from the figures of ${store.name}: sales, forecasts, ingredients to buy, stock, market prices, orders, and the documents you upload.`,
  );
}

function examples(language: 'id' | 'en'): string[] {
  return [
    say(language, 'Penjualan kemarin berapa?', 'What were the sales yesterday?'),
    say(language, 'Bahan apa yang harus saya beli untuk akhir pekan?', 'What do I have to buy for the weekend?'),
    say(language, 'Harga cabai sekarang?', 'What does chilli cost now?'),
  ];
}
