import { type FactTool, nothing } from './fact.ts';

const TOP = 5;

/** The pieces of documents that answer a question; none where they are not likely to. */
export const documentFacts: FactTool = async ({ deps, call, store }, { question }) => {
  const { passages, isAnswerable } = await deps.knowledge.searchKnowledge(call, {
    storeId: store.id,
    question: question.slice(0, 1_000),
    limit: TOP,
  });
  if (!isAnswerable || passages.length === 0) return nothing(null);
  return { facts: [], passages, nothing: null, suggestions: [] };
};
