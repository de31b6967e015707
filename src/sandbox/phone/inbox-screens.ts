import type { ReadMail } from '../mail/mail-sink.ts';
import type { Message } from '../whatsapp/messages.ts';
import type { AuthenticatorCode } from './authenticators.ts';
import type { OneTimeCode } from './codes.ts';
import { type Html, html } from './html.ts';
import { emptyState, icon, type Screen } from './screen.ts';
import { clockTime, dateTime, grouped, phoneNumber, shortTime } from './words.ts';

export function codesScreen(view: {
  codes: OneTimeCode[];
  authenticators: AuthenticatorCode[];
  nowMs: number;
  problem: string | null;
}): Screen {
  const body = html`
${view.authenticators.length > 0 && html`<section><h3>Autentikator</h3><div class="stack">${view.authenticators.map(authenticatorCard)}</div></section>`}
<section><h3>Kode masuk</h3>
${view.codes.length === 0 ? emptyState('Belum ada kode', 'Kode sekali pakai dari WhatsApp dan email muncul di sini begitu dikirim.') : html`<ul class="stack">${view.codes.map((code) => codeCard(code, view.nowMs))}</ul>`}
</section>
<details class="fold"${view.problem !== null && html` open`}><summary>Tambah akun autentikator</summary>
<form method="post" action="/kode/akun" class="stack"><label class="field">Alamat penyiapan<input name="uri" required maxlength="1000" autocomplete="off" placeholder="otpauth://totp/…"></label>
${view.problem !== null && html`<p class="problem" role="alert">${icon('alert')}<span>${view.problem}</span></p>`}
<button class="button quiet">Tambah</button></form></details>`;
  return { app: 'kode', title: 'Kode', body };
}

function codeCard(code: OneTimeCode, nowMs: number): Html {
  const to = code.channel === 'whatsapp' ? phoneNumber(code.to) : code.to;
  return html`<li class="code"><p class="code-digits" data-copy="${code.code}">${spaced(code.code)}</p>
<p class="muted clip">${code.channel === 'whatsapp' ? 'WhatsApp' : 'Email'} ke ${to}</p><p class="muted clip2">${code.about}</p><time>${shortTime(code.sentAt, nowMs)}</time></li>`;
}

function authenticatorCard(entry: AuthenticatorCode): Html {
  return html`<div class="code"><p class="code-digits" data-copy="${entry.code}">${spaced(entry.code)}</p><p class="muted clip">${entry.issuer} · ${entry.account}</p><time data-until="${entry.validUntil}" data-renew></time></div>`;
}

/** `123 456` */
function spaced(code: string): string {
  return code.length === 6 ? `${code.slice(0, 3)} ${code.slice(3)}` : grouped(code);
}

export function messagesScreen(messages: Message[], nowMs: number): Screen {
  const numbers = [...new Set(messages.map((message) => message.to))];
  const body =
    messages.length === 0
      ? emptyState('Belum ada pesan', 'Pesan WhatsApp dari Lumbung ke nomor mana pun masuk ke sini.')
      : html`${numbers.map((number) => thread(number, messages.filter((message) => message.to === number).toReversed(), nowMs))}`;
  return { app: 'pesan', title: 'Pesan', body };
}

function thread(number: string, messages: Message[], nowMs: number): Html {
  return html`<section class="thread"><h3>Ke ${phoneNumber(number)}</h3>${messages.map((message) => bubble(message, nowMs))}</section>`;
}

function bubble(message: Message, nowMs: number): Html {
  const { code } = message;
  return html`<div class="bubble"><p class="bubble-text">${formatted(message.text)}</p>
${code !== null && html`<p class="bubble-code" data-copy="${code}">${icon('copy')}Salin kode ${code}</p>`}
${message.failure !== null && html`<p class="bubble-failure">Tidak terkirim: ${message.failure.title} (${message.failure.code})</p>`}
<time title="${dateTime(message.sentAt)}">${shortTime(message.sentAt, nowMs) === clockTime(message.sentAt) ? clockTime(message.sentAt) : dateTime(message.sentAt)}</time></div>`;
}

/** WhatsApp's own mark-up for bold: `*so*`. */
function formatted(text: string): Html[] {
  return text.split(/\*([^*\n]+)\*/).map((part, at) => (at % 2 === 1 ? html`<b>${part}</b>` : html`${part}`));
}

export function mailsScreen(mails: ReadMail[], nowMs: number): Screen {
  const body =
    mails.length === 0
      ? emptyState(
          'Belum ada email',
          'Email dari Lumbung ke alamat mana pun masuk ke sini dan tidak ke mana-mana lagi.',
        )
      : html`<ul class="rows">${mails.map((mail) => html`<li><a class="row" href="/surel/${mail.id}"><span class="grow"><b class="clip">${senderName(mail.from)}</b><span class="clip">${mail.subject}</span><small class="clip">ke ${mail.to.join(', ')}</small></span><time>${shortTime(mail.receivedAt, nowMs)}</time></a></li>`)}</ul>`;
  return { app: 'surel', title: 'Email', body };
}

export function mailScreen(mail: ReadMail): Screen {
  const body = html`<article class="mail"><h3>${mail.subject}</h3>
<p class="muted">${mail.from}<br>ke ${mail.to.join(', ')}<br>${dateTime(mail.receivedAt)}</p>
${mail.html === null ? html`<pre class="mail-text">${mail.text}</pre>` : html`<iframe class="mail-page" src="/surel/${mail.id}/isi" title="Isi email" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`}
${mail.attachments.length > 0 && html`<h4>Lampiran</h4><ul class="rows">${mail.attachments.map((attachment, at) => html`<li><a class="row" href="/surel/${mail.id}/lampiran/${at}"><span class="grow clip">${attachment.name}</span><small>${size(attachment.bytes)}</small></a></li>`)}</ul>`}
</article>`;
  return { app: 'surel', title: 'Email', back: '/surel', body };
}

function senderName(from: string): string {
  return from.replace(/ <.*>$/, '');
}

function size(bytes: number): string {
  return bytes < 1_024
    ? `${bytes} B`
    : `${new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1 }).format(bytes / 1_024)} kB`;
}
