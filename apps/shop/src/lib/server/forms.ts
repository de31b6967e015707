import { type ApiProblem, isApiProblem } from '@lumbung/kit/api-client.ts';
import { fail } from '@sveltejs/kit';
import * as m from '#messages';

/** One text field of a form, trimmed; a missing one is empty. Files are never expected here. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

export function texts(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value): value is string => typeof value === 'string');
}

/** A whole number within bounds, or undefined. */
export function whole(form: FormData, name: string, min: number, max: number): number | undefined {
  const typed = text(form, name);
  const value = Number(typed);
  return /^\d{1,15}$/.test(typed) && value >= min && value <= max ? value : undefined;
}

/** The typed values without secrets, to fill the form again after a refusal. */
export function typedValues(form: FormData, ...secret: string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === 'string' && !secret.includes(name)) values[name] = value;
  return values;
}

export type FormTrouble = { message: string; code: string; fields: Record<string, string> };

/** What a refused form shows: one sentence, and sentences by field (`/pickup/postalCode` → `pickup.postalCode`). */
export function troubleOf(problem: ApiProblem): FormTrouble {
  const fields: Record<string, string> = {};
  for (const error of problem.fields) fields[error.pointer.replace(/^\//, '').replaceAll('/', '.')] = error.detail;
  return { message: sentenceOf(problem), code: problem.code, fields };
}

export function sentenceOf(problem: ApiProblem): string {
  if (problem.code === 'network.unreachable' || problem.status >= 500) return m.error_busy_text();
  if (problem.status === 429 && problem.retryAfterSeconds)
    return m.error_too_many({ seconds: problem.retryAfterSeconds });
  return problem.detail || m.error_generic_text();
}

/** A refusal becomes a form answer with the status of the API; anything else keeps flying. */
export function refused<T extends Record<string, unknown>>(error: unknown, extra: T) {
  if (!isApiProblem(error)) throw error;
  return troubled(error.status >= 400 && error.status < 600 ? error.status : 400, troubleOf(error), extra);
}

/** Our own no, before the API is asked: a sentence, and sentences by field. */
export function complain<T extends Record<string, unknown>>(message: string, fields: Record<string, string>, extra: T) {
  return troubled(400, { message, code: 'shop.form', fields }, extra);
}

/** A spread of a generic type would make the type of `trouble` an intersection, so it is left out first. */
function troubled<T extends Record<string, unknown>>(status: number, trouble: FormTrouble, extra: T) {
  const { trouble: _replaced, ...rest } = extra;
  return fail(status, { ...rest, trouble });
}
