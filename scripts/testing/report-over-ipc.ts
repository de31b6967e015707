import type { TestEvent } from 'node:test/reporters';

/** What one finished test sends to `npm test`. */
export type TestReport =
  | { kind: 'passed'; title: string; file: string }
  | { kind: 'skipped'; title: string; file: string; reason: string }
  | { kind: 'failed'; title: string; file: string; error: string }
  | { kind: 'finished' };

/**
 * A reporter of node:test that sends each test to the parent process. Standard output stays free for what the tests
 * themselves print.
 */
export default async function* reportOverIpc(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    const report = toReport(event);
    if (report) process.send?.(report);
  }
  process.send?.({ kind: 'finished' } satisfies TestReport);
  yield '';
}

function toReport(event: TestEvent): TestReport | undefined {
  if (event.type === 'test:fail' && event.data.todo === undefined) {
    const { name: title, file = '', details } = event.data;
    const error = details.error;
    // A suite fails because a test in it fails, which was reported already, or by a hook of its own.
    const repeats = details.type === 'suite' && 'failureType' in error && error.failureType === 'subtestsFailed';
    return repeats ? undefined : { kind: 'failed', title, file, error: describe(error) };
  }
  if (event.type !== 'test:pass' && event.type !== 'test:fail') return undefined;
  const { name: title, file = '', details, skip, todo } = event.data;
  if (details.type === 'suite') return undefined;
  const reason = skip ?? todo;
  return reason === undefined
    ? { kind: 'passed', title, file }
    : { kind: 'skipped', title, file, reason: String(reason) };
}

function describe(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  return cause.stack ?? String(cause);
}
