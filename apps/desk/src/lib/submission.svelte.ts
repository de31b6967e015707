import { tick } from 'svelte';
import { newKey } from '#lib/api.ts';
import { focusFirstWrong } from '#lib/first-wrong.ts';
import { type Trouble, troubleOf } from '#lib/trouble.ts';

/** A form being sent: busy, refused with sentences, or done. What was typed stays with the page. */
export class Submission {
  busy = $state(false);
  trouble: Trouble | null = $state(null);
  #key = newKey();

  /** The sentence for one field: `pickup.postalCode`. */
  field(name: string): string | undefined {
    return this.trouble?.fields[name];
  }

  /** Our own no, before the API is asked. */
  complain(fields: Record<string, string>, message: string): void {
    this.trouble = { message, code: 'desk.form', fields, details: {}, reference: null };
    void tick().then(focusFirstWrong);
  }

  clear(): void {
    this.trouble = null;
    this.#key = newKey();
  }

  /**
   * Runs it once, however often it is pressed. The key stays the same until it has worked or was refused, so that a
   * try after a lost answer does not do it twice.
   * @returns true when it has worked.
   */
  async run(action: (idempotencyKey: string) => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.trouble = null;
    try {
      await action(this.#key);
      this.#key = newKey();
      return true;
    } catch (error) {
      this.trouble = troubleOf(error);
      if (this.trouble.code !== 'network.unreachable') this.#key = newKey();
      if (Object.keys(this.trouble.fields).length > 0) void tick().then(focusFirstWrong);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
