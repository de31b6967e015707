import type { IconName } from '@lumbung/kit/components/icons.ts';
import type { Rights } from '#lib/may.ts';
import { to } from '#lib/paths.ts';
import * as m from '#messages';

export type Door = { href: string; label: string; short: string; icon: IconName };

/** The doors of a shop's people. Somebody without a shop sees the one to open it. */
export function shopDoors(rights: Rights, isStaff: boolean): Door[] {
  const home: Door = { href: to('/'), label: m.desk_nav_home(), short: m.desk_nav_home(), icon: 'home' };
  const shop: Door = { href: to('/shop'), label: m.desk_nav_shop(), short: m.desk_nav_shop_short(), icon: 'store' };
  const insight: Door = {
    href: to('/insight'),
    label: m.insight_nav(),
    short: m.insight_nav_short(),
    icon: 'chart',
  };
  if (!rights.sells) {
    const open = isStaff ? [home] : [home, shop];
    return rights.seesInsight && !isStaff ? [...open, insight] : open;
  }
  const doors: (Door | false)[] = [
    home,
    { href: to('/orders'), label: m.desk_nav_orders(), short: m.desk_nav_orders(), icon: 'box' },
    rights.keepsShelves && {
      href: to('/products'),
      label: m.desk_nav_products(),
      short: m.desk_nav_products(),
      icon: 'tag',
    },
    { href: to('/balance'), label: m.desk_nav_balance(), short: m.desk_nav_balance(), icon: 'bank' },
    rights.seesInsight && insight,
    shop,
  ];
  return doors.filter((door) => door !== false);
}

/** The doors of those who lend, and of who lets them. */
export function creditDoors(rights: Rights): Door[] {
  const door = (path: string, icon: IconName, label: string, short = label): Door => ({
    href: to(path),
    label,
    short,
    icon,
  });
  return [
    ...(rights.lends
      ? [
          door('/credit/loans', 'receipt', m.credit_nav_loans()),
          door('/credit/collections', 'phone', m.credit_nav_collections()),
          door('/credit/products', 'tag', m.credit_nav_products(), m.credit_nav_products_short()),
          door('/credit/money', 'bank', m.credit_nav_money(), m.credit_nav_money_short()),
          door('/credit/funders', 'user', m.credit_nav_funders(), m.credit_nav_funders_short()),
          door('/credit/closing', 'clock', m.credit_nav_closing(), m.credit_nav_closing_short()),
          door('/credit/books', 'document', m.credit_nav_books()),
          door('/credit/reports', 'chart', m.credit_nav_reports()),
          door('/credit/settings', 'filter', m.credit_nav_settings(), m.credit_nav_settings_short()),
        ]
      : []),
    ...(rights.keepsInstitutions
      ? [
          door('/credit/institutions', 'bank', m.credit_nav_institutions()),
          door('/credit/institutions/unidentified', 'receipt', m.credit_unidentified()),
          ...(rights.lends ? [] : [door('/credit/settings/holidays', 'clock', m.credit_settings_holidays())]),
        ]
      : []),
  ];
}

/** The doors of the house's own people. */
export function staffDoors(rights: Rights): Door[] {
  const doors: (Door | false)[] = [
    rights.approvesSellers && {
      href: to('/staff/sellers'),
      label: m.desk_nav_sellers(),
      short: m.desk_nav_sellers_short(),
      icon: 'store',
    },
    rights.refundsOrders && {
      href: to('/staff/orders'),
      label: m.desk_nav_find(),
      short: m.desk_nav_find_short(),
      icon: 'box',
    },
    rights.seesPaymentCases && {
      href: to('/staff/payments'),
      label: m.desk_nav_payments(),
      short: m.desk_nav_payments_short(),
      icon: 'receipt',
    },
    rights.readsBooks && {
      href: to('/staff/payouts'),
      label: m.desk_nav_payouts(),
      short: m.desk_nav_payouts(),
      icon: 'bank',
    },
    rights.readsBooks && {
      href: to('/staff/ledger'),
      label: m.desk_nav_ledger(),
      short: m.desk_nav_ledger(),
      icon: 'document',
    },
    rights.changesSettings && {
      href: to('/staff/settings'),
      label: m.desk_nav_settings(),
      short: m.desk_nav_settings(),
      icon: 'filter',
    },
    rights.readsAudit && {
      href: to('/staff/audit'),
      label: m.desk_nav_audit(),
      short: m.desk_nav_audit_short(),
      icon: 'shield',
    },
  ];
  return doors.filter((door) => door !== false);
}

/** The home page is everybody's beginning, so it is current only when it is exactly that. */
export function isCurrent(door: Pick<Door, 'href'>, pathname: string): boolean {
  if (door.href === to('/')) return pathname === to('/') || pathname === `${to('/')}/`;
  // Two doors of who keeps institutions lie in each other.
  if (door.href === to('/credit/institutions')) return pathname === door.href;
  return pathname === door.href || pathname.startsWith(`${door.href}/`);
}
