/** Puts the cursor into the first field that was refused, in the sheet that is open, else in the page. */
export function focusFirstWrong(): void {
  const place = document.querySelector('dialog[open]') ?? document.querySelector('main');
  const field = place?.querySelector('[aria-invalid=true]');
  if (field instanceof HTMLElement) field.focus();
}
