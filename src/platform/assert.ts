/** The impossible happened: a fault in our own reasoning. Always an alarm, never shown to people. */
export class AssertionFailed extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'AssertionFailed';
  }
}

/** States what must be true here. If a user can cause it, it is a refusal and not an assertion. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new AssertionFailed(sentence);
}

/** Ends a `switch` over a union: a new member becomes a type error here. */
export function assertNever(value: never): never {
  throw new AssertionFailed(`Unexpected value ${JSON.stringify(value)}`);
}

/** The value where its absence would be a fault of ours (a row just inserted, a key just checked). */
export function present<T>(value: T | null | undefined, sentence: string): T {
  assert(value !== null && value !== undefined, sentence);
  return value;
}
