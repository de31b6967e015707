import { tick } from 'svelte';
import type { SubmitFunction } from '$app/forms';

type Options = {
  /** Empties the fields after a success. */
  reset?: boolean;
  /** Loads the page again whatever the answer; a success always does. */
  refresh?: boolean;
  /** Once a success is on the screen. */
  onsuccess?: () => void;
  /** The field that must be typed anew after a refusal: a wrong password helps nobody. `data` is what the action answered. */
  retype?: (data: Record<string, unknown> | undefined) => string;
};

/**
 * What every form of the shop does once a script runs: it is busy while it waits, keeps what was typed, and after a
 * refusal leads eyes and readers to what needs attention.
 */
export class BusyForm {
  busy = $state(false);

  submit(options: Options = {}): SubmitFunction {
    return ({ formElement }) => {
      this.busy = true;
      return async ({ result, update }) => {
        // In place: where the action's address differs from the page's, going there would lose the answer.
        await update({
          reset: options.reset ?? false,
          navigate: false,
          ...(options.refresh ? { refreshAll: true } : {}),
        });
        this.busy = false;
        if (result.type === 'success') options.onsuccess?.();
        if (result.type === 'failure') await showTrouble(formElement, options.retype?.(result.data));
      };
    };
  }
}

async function showTrouble(form: HTMLFormElement, retype: string | undefined): Promise<void> {
  await tick();
  const again = retype === undefined ? null : form.elements.namedItem(retype);
  if (again instanceof HTMLInputElement) {
    again.value = '';
    // The component that holds the value hears of it only this way.
    again.dispatchEvent(new Event('input', { bubbles: true }));
  }
  const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  const place = wrong ?? form.querySelector('[role="alert"]') ?? document.querySelector('main [role="alert"]');
  place?.scrollIntoView({ block: 'center' });
  const next = wrong ?? (again instanceof HTMLInputElement ? again : null);
  next?.focus({ preventScroll: true });
}
