/** Short messages that leave by themselves. In the browser only: a server has no one moment to show them in. */

export type Toast = {
  id: number;
  text: string;
  tone: 'padi' | 'bata' | 'air';
  action?: { label: string; run: () => void; href?: string };
};

let next = 0;
export const toasts: Toast[] = $state([]);

/** Shows a message for six seconds, or longer while it offers something to do. */
export function toast(text: string, tone: Toast['tone'] = 'padi', action?: Toast['action']): void {
  const id = next++;
  const same = toasts.find((one) => one.text === text);
  if (same) dismiss(same.id);
  toasts.push({ id, text, tone, action });
  if (toasts.length > 3) toasts.shift();
  setTimeout(() => dismiss(id), action ? 9_000 : 6_000);
}

/** What was said about one page is no news on the next. */
export function dismissAll(): void {
  toasts.length = 0;
}

export function dismiss(id: number): void {
  const index = toasts.findIndex((one) => one.id === id);
  if (index >= 0) toasts.splice(index, 1);
}
