import { type ApiProblem, isApiProblem } from '@lumbung/kit/api-client.ts';
import * as m from '#messages';

/** What a refused form shows: one sentence, sentences by field (`/pickup/postalCode` → `pickup.postalCode`), and what to quote. */
export type Trouble = {
  message: string;
  code: string;
  fields: Record<string, string>;
  /** Words and figures behind the sentence. */
  details: Record<string, string>;
  reference: string | null;
};

export function troubleOf(error: unknown): Trouble {
  if (!isApiProblem(error))
    return { message: m.desk_error_ours(), code: 'desk.fault', fields: {}, details: {}, reference: null };
  const fields: Record<string, string> = {};
  // Where the house names a field without a sentence of its own, the sentence of the whole stands there.
  for (const field of error.fields)
    fields[field.pointer.replace(/^\//, '').replaceAll('/', '.')] = field.detail || sentenceOf(error);
  return {
    message: sentenceOf(error),
    code: error.code,
    fields,
    details: Object.fromEntries(Object.entries(error.details).map(([name, value]) => [name, String(value)])),
    reference: error.status >= 500 ? error.correlationId : null,
  };
}

function sentenceOf(problem: ApiProblem): string {
  if (problem.code === 'network.unreachable') return m.desk_error_network();
  // A refusal at 503, such as a courier that does not answer, has a better sentence than ours.
  if (problem.status >= 500 && !problem.detail) return m.error_busy_text();
  return problem.detail || m.error_generic_text();
}
