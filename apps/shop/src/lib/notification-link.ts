import type { Notification } from '@lumbung/kit/api.ts';

/** Where a notification leads: a path of our own site, never another one. */
export function notificationLink(note: Pick<Notification, 'link'>): string | null {
  return note.link && /^\/(?![/\\])/.test(note.link) ? note.link : null;
}
