import type { Notification } from '@lumbung/kit/api.ts';

/** Where a notification leads: its own path in our shop, else what its data names. Never to another site. */
export function notificationLink(note: Pick<Notification, 'link' | 'data' | 'type'>): string | null {
  if (note.link && /^\/(?!\/)/.test(note.link)) return note.link;
  const id = (name: string) => (typeof note.data?.[name] === 'string' ? encodeURIComponent(note.data[name]) : null);
  if (id('orderId')) return `/pesanan/${id('orderId')}`;
  if (id('paymentId')) return `/bayar/${id('paymentId')}`;
  if (note.type.startsWith('session.') || note.type.startsWith('security.')) return '/akun/perangkat';
  return null;
}
