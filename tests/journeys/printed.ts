/** What each running house has printed, for the message of a test that fails because of it. */
const printedBy = new Map<string, string[]>();

/** `chunks` goes on growing while the house runs. */
export function notePrinted(url: string, chunks: string[]): void {
  printedBy.set(url, chunks);
}

export function lastLines(url: string, count = 12): string {
  const text = (printedBy.get(url) ?? []).join('').trimEnd();
  return text.split('\n').slice(-count).join('\n');
}
