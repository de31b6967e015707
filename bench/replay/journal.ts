import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bought, OrderBody } from './shopper.ts';

export type Begun = { body: OrderBody; key: string };

/** What was begun and what was bought, one line each: a run that was broken off goes on behind it. */
export class Journal {
  readonly bought = new Map<string, Bought>();
  /** Orders that were sent but whose answer was not seen. */
  readonly begun = new Map<string, Begun>();
  private readonly path: string;

  constructor(folder: string) {
    this.path = join(folder, 'baskets.jsonl');
    if (!existsSync(this.path)) return;
    for (const line of readFileSync(this.path, 'utf8').split('\n')) this.take(line);
  }

  private take(line: string): void {
    try {
      const { begun, body, key, bought } = JSON.parse(line) as Partial<Begun> & { begun?: string; bought?: Bought };
      if (begun && body) this.begun.set(begun, { body, key: key ?? `olist-${begun}` });
      if (!bought) return;
      this.bought.set(bought.basketId, bought);
      this.begun.delete(bought.basketId);
    } catch {
      // The last line of a run that was killed while writing it.
    }
  }

  begin(basketId: string, begun: Begun): void {
    appendFileSync(this.path, `${JSON.stringify({ begun: basketId, ...begun })}\n`);
  }

  add(bought: Bought): void {
    this.bought.set(bought.basketId, bought);
    appendFileSync(this.path, `${JSON.stringify({ bought })}\n`);
  }
}
