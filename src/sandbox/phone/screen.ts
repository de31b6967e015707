import { type Html, html, Html as Raw } from './html.ts';

export type App = 'home' | 'bank' | 'kode' | 'pesan' | 'surel';
export type Screen = {
  app: App;
  title: string;
  /** Where the arrow leads; none on the first screen of an app. */
  back?: string;
  body: Html;
  /** Stays at the thumb, below what scrolls. */
  foot?: Html;
};
export type Badges = Record<Exclude<App, 'home'>, number>;

const APP_NAMES: Record<Exclude<App, 'home'>, string> = { bank: 'Bank', kode: 'Kode', pesan: 'Pesan', surel: 'Email' };

/** Drawings on a 24 by 24 field, one line width. */
const ICON_PATHS = {
  bank: 'M3 10.5 12 5l9 5.5M5 10.5V18m4.7-7.5V18m4.6-7.5V18M19 10.5V18M3.5 20.5h17',
  kode: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Zm6 3.5v2.5',
  pesan: 'M4 5.5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1Z',
  surel: 'M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1Zm-.5 1.2L12 13l8.5-5.8',
  home: 'M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4v-5.5H9V20H5a1 1 0 0 1-1-1Z',
  back: 'M14.5 6 8.5 12l6 6',
  qris: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM20 14v2.5M17.5 20H20v-1.5M14 20v-1',
  va: 'M3 8h18M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Zm2 9h4',
  check: 'm5.5 12.5 4.5 4.5 8.5-10',
  clock: 'M12 7.5V12l3 2M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Z',
  alert: 'M12 8.5v4.5m0 3v.1M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Z',
  picture:
    'M5 5h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Zm-.8 11.5 4.8-4.5 4 3.5 2.5-2 4.3 3.5M15 9.5v.1',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
} as const;

export function icon(name: keyof typeof ICON_PATHS): Html {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${ICON_PATHS[name]}"/></svg>`;
}

/** The mark: the curved roof of a granary over a square door. */
const MARK = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M2.5 12.5C6.5 12 10 8.5 12 4c2 4.5 5.5 8 9.5 8.5M5.5 12.5V20h13v-7.5"/><path d="M10 20v-5h4v5"/></svg>`;

/** The whole page: the phone, and on a wide window a few words beside it. */
export function page(screen: Screen, badges: Badges, at: { clock: string }): string {
  const back =
    screen.back === undefined
      ? ''
      : html`<a class="back" href="${screen.back}" aria-label="Kembali">${icon('back')}</a>`;
  const document = html`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#FFFDF8">
<title>${screen.title} · Ponsel latihan</title>
<link rel="icon" href="/phone/icon.svg" type="image/svg+xml">
<link rel="preload" href="/phone/jakarta.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="/phone/phone.css">
<link rel="stylesheet" href="/phone/apps.css">
<script src="/phone/phone.js" defer></script>
</head>
<body>
<aside class="beside">
${MARK}
<h1>Ponsel latihan</h1>
<p>Di sini kamu berperan sebagai pembeli: bayar QRIS dan virtual account, baca kode masuk, pesan, dan email dari Lumbung. Semua uang dan nomor di ponsel ini buatan.</p>
<p class="muted">Untuk penguji: <code>/__sandbox/</code> menunjukkan keadaan dan bisa membuat pembayaran gagal, terlambat, atau ganda.</p>
</aside>
<div class="phone app-${screen.app}">
<div class="status" aria-hidden="true"><span>${at.clock}</span><span>Latihan</span></div>
<header class="bar">${back}<h2>${screen.title}</h2></header>
<main data-live>${screen.body}</main>
${screen.foot === undefined ? '' : html`<footer class="foot">${screen.foot}</footer>`}
<nav class="tabs" aria-label="Aplikasi" data-tabs>
${tab('home', 'Beranda', screen.app, 0)}${Object.entries(APP_NAMES).map(([app, name]) => tab(app, name, screen.app, badgeOf(badges, app)))}
</nav>
</div>
</body>
</html>`;
  return document.text;
}

function badgeOf(badges: Badges, app: string): number {
  return Object.entries(badges).find(([name]) => name === app)?.[1] ?? 0;
}

function tab(app: string, name: string, current: App, badge: number): Html {
  const iconName =
    app === 'home' || app === 'bank' || app === 'kode' || app === 'pesan' || app === 'surel' ? app : 'home';
  const isCurrent = app === current ? new Raw(' aria-current="page"') : '';
  return html`<a class="tab" href="${app === 'home' ? '/' : `/${app}`}"${isCurrent}>${icon(iconName)}<span>${name}</span>${badge > 0 && html`<b class="badge">${badge > 99 ? '99+' : badge}</b>`}</a>`;
}

export function emptyState(sentence: string, hint: string): Html {
  return html`<div class="empty"><div class="kawung" aria-hidden="true"></div><p class="strong">${sentence}</p><p class="muted">${hint}</p></div>`;
}
