import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import type { RefusedRow } from './draft.ts';

/**
 * The file of refused rows: JSON lines `{ line, code, reason, row }`, in the order of the input. Made when the first row is
 * refused; after mending, its rows can be imported by themselves.
 */
export class RefusedFile {
  readonly path: string;
  count = 0;
  /** The first few, for the screen. */
  readonly first: RefusedRow[] = [];
  private stream: WriteStream | undefined;

  constructor(path: string) {
    this.path = path;
  }

  async add(row: RefusedRow): Promise<void> {
    this.count++;
    if (this.first.length < 5) this.first.push(row);
    this.stream ??= createWriteStream(this.path);
    const line = `${JSON.stringify({ line: row.line, code: row.code, reason: row.reason, row: row.record })}\n`;
    if (!this.stream.write(line)) await once(this.stream, 'drain');
  }

  async close(): Promise<void> {
    if (!this.stream) return;
    this.stream.end();
    await once(this.stream, 'finish');
  }
}
