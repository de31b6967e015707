import type { LineRequest } from '@lumbung/kit/api.ts';

/** Cart lines as they travel in forms and addresses: `offerId:quantity`. */
export function writeItem(line: LineRequest): string {
  return `${line.offerId}:${line.quantity}`;
}

/** Leaves out what is not an item; at most a hundred, each offer once. */
export function readItems(values: string[]): LineRequest[] {
  const items = new Map<string, LineRequest>();
  for (const value of values.slice(0, 100)) {
    const [, offerId, digits] = /^([\w-]{1,64}):(\d{1,4})$/.exec(value) ?? [];
    if (offerId && digits && Number(digits) > 0) items.set(offerId, { offerId, quantity: Number(digits) });
  }
  return [...items.values()];
}
