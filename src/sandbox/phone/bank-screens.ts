import { formatRupiah } from '#platform/money';
import type { Bill } from '../world/bills.ts';
import type { Delivery } from '../world/webhooks.ts';
import { type Html, html } from './html.ts';
import { emptyState, icon, type Screen } from './screen.ts';
import { amountOf, bankName, clockTime, dateTime, grouped, meansOf, shortMeansOf, shortTime } from './words.ts';

const STATUS_WORDS: Record<Bill['status'], string> = {
  open: 'Menunggu dibayar',
  paid: 'Lunas',
  expired: 'Kedaluwarsa',
  cancelled: 'Dibatalkan toko',
  failed: 'Gagal',
};

export function homeScreen(view: {
  open: Bill[];
  codes: number;
  messages: number;
  mails: number;
  nowMs: number;
}): Screen {
  const next = view.open[0];
  const tile = (app: string, name: string, sentence: string) =>
    html`<a class="tile tile-${app}" href="/${app}">${icon(app === 'bank' || app === 'kode' || app === 'pesan' ? app : 'surel')}<span><b>${name}</b><small>${sentence}</small></span></a>`;
  const body = html`
<p class="lead">Selamat datang. Uang di ponsel ini tidak sungguhan, jadi bayarlah sesukamu.</p>
${next !== undefined && html`<section class="next"><p class="eyebrow">Menunggu dibayar</p>${billCard(next, view.nowMs)}</section>`}
<section class="tiles">
${tile('bank', 'Bank', view.open.length === 0 ? 'Tidak ada tagihan' : `${view.open.length} tagihan terbuka`)}
${tile('kode', 'Kode', view.codes === 0 ? 'Belum ada kode' : `${view.codes} kode`)}
${tile('pesan', 'Pesan', view.messages === 0 ? 'Belum ada pesan' : `${view.messages} pesan`)}
${tile('surel', 'Email', view.mails === 0 ? 'Belum ada email' : `${view.mails} email`)}
</section>`;
  return { app: 'home', title: 'Ponsel latihan', body };
}

export function bankScreen(view: { open: Bill[]; paid: Bill[]; nowMs: number }): Screen {
  const body = html`
<section class="card-back"><p>Bank Latihan</p><p class="big">Rekening latihan</p><p>Saldo tidak pernah habis</p></section>
<div class="pair"><a class="button" href="/bank/qris">${icon('qris')}Bayar QRIS</a><a class="button quiet" href="/bank/va">${icon('va')}Bayar VA</a></div>
<section><h3>Menunggu dibayar</h3>
${view.open.length === 0 ? html`<p class="muted">Belum ada. Pilih QRIS atau virtual account saat checkout di toko, tagihannya langsung muncul di sini.</p>` : html`<div class="stack">${view.open.map((bill) => billCard(bill, view.nowMs))}</div>`}
</section>
<section><h3>Riwayat</h3>
${view.paid.length === 0 ? html`<p class="muted">Pembayaranmu akan tercatat di sini.</p>` : html`<ul class="rows">${view.paid.map((bill) => historyRow(bill, view.nowMs))}</ul>`}
</section>`;
  return { app: 'bank', title: 'Bank', body };
}

function billCard(bill: Bill, nowMs: number): Html {
  return html`<a class="bill" href="/bank/bayar/${bill.id}">
<span class="round">${icon(bill.kind === 'qris' ? 'qris' : 'va')}</span>
<span class="grow"><b class="clip">${bill.merchantName}</b><small>${shortMeansOf(bill)}</small></span>
<span class="right"><b class="money">${amountOf(bill)}</b><small>${deadline(bill, nowMs)}</small></span></a>`;
}

function historyRow(bill: Bill, nowMs: number): Html {
  const last = bill.payments.at(-1);
  const total = bill.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
  return html`<li><a class="row" href="/bank/struk/${bill.id}"><span class="round done">${icon('check')}</span>
<span class="grow"><b class="clip">${bill.merchantName}</b><small>${shortMeansOf(bill)}${bill.payments.length > 1 ? ` · ${bill.payments.length} kali` : ''}</small></span>
<span class="right"><b class="money">−${formatRupiah(total)}</b><small>${shortTime(last?.paidAt ?? bill.createdAt, nowMs)}</small></span></a></li>`;
}

function deadline(bill: Bill, nowMs: number): Html {
  const leftMs = Date.parse(bill.expiresAt) - nowMs;
  return leftMs > 0 && leftMs < 24 * 3_600_000
    ? html`<time data-until="${bill.expiresAt}">sampai ${clockTime(bill.expiresAt)}</time>`
    : html`<time>${shortTime(bill.expiresAt, nowMs)}</time>`;
}

export function qrisScreen(view: { open: Bill[]; nowMs: number; problem: string | null }): Screen {
  const codes = view.open.filter((bill) => bill.kind === 'qris');
  const body = html`
${problemNote(view.problem)}
<form class="upload" method="post" action="/bank/qris" enctype="multipart/form-data" data-instant>
<label class="drop">${icon('picture')}<b>Pilih gambar QR</b><small>Foto, tangkapan layar, atau gambar yang kamu simpan dari halaman bayar</small>
<input type="file" name="picture" accept="image/*" required></label>
<button class="button">Baca gambar</button></form>
<section><h3>Atau ketuk kode yang sedang terbuka</h3>
${codes.length === 0 ? html`<p class="muted">Belum ada kode QRIS yang menunggu.</p>` : html`<div class="stack">${codes.map((bill) => billCard(bill, view.nowMs))}</div>`}
</section>
<details class="fold"><summary>Tempel isi kode</summary>
<form method="post" action="/bank/tempel"><label class="field">Isi kode QRIS<textarea name="code" rows="4" maxlength="600" required spellcheck="false" placeholder="00020101021226…"></textarea></label><button class="button quiet">Lanjut</button></form></details>`;
  return { app: 'bank', title: 'Bayar QRIS', back: '/bank', body };
}

export function vaScreen(view: { open: Bill[]; nowMs: number; problem: string | null; number: string }): Screen {
  const bills = view.open.filter((bill) => bill.kind === 'virtual_account');
  const body = html`
<form method="post" action="/bank/va" class="stack">
<label class="field">Nomor virtual account<input name="number" inputmode="numeric" autocomplete="off" maxlength="40" required value="${view.number}" placeholder="Contoh: 9990 1412 3456 7890"${view.problem !== null && html` aria-invalid="true" aria-describedby="problem"`}></label>
${problemNote(view.problem)}
<button class="button">Lanjut</button></form>
<section><h3>Atau ketuk tagihan yang terbuka</h3>
${bills.length === 0 ? html`<p class="muted">Belum ada virtual account yang menunggu.</p>` : html`<div class="stack">${bills.map((bill) => vaCard(bill, view.nowMs))}</div>`}
</section>`;
  return { app: 'bank', title: 'Bayar virtual account', back: '/bank', body };
}

function vaCard(bill: Bill, nowMs: number): Html {
  return html`<a class="bill" href="/bank/bayar/${bill.id}"><span class="round">${icon('va')}</span>
<span class="grow"><b class="clip">${bankName(bill)}</b><small class="digits">${grouped(bill.vaNumber ?? '')}</small></span>
<span class="right"><b class="money">${amountOf(bill)}</b><small>${deadline(bill, nowMs)}</small></span></a>`;
}

export function confirmScreen(bill: Bill, nowMs: number, problem: string | null): Screen {
  const isOpen = bill.status === 'open';
  const form = `pay-${bill.id}`;
  const body = html`
${problemNote(problem)}
<section class="ask"><p class="muted">Bayar kepada</p><p class="merchant">${bill.merchantName}</p><p class="amount">${amountOf(bill)}</p>
${!isOpen && html`<p class="chip chip-${bill.status}">${STATUS_WORDS[bill.status]}</p>`}</section>
<form id="${form}" method="post" action="/bank/bayar/${bill.id}">
${bill.amountMinor === null && html`<label class="field">Jumlah (Rp)<input name="amount" inputmode="numeric" required maxlength="15" placeholder="50.000"></label>`}
</form>
<dl class="facts">
<div><dt>Cara bayar</dt><dd>${meansOf(bill)}</dd></div>
${bill.billerCode !== null && html`<div><dt>Kode perusahaan</dt><dd class="digits">${bill.billerCode}</dd></div>`}
${bill.vaNumber !== null && html`<div><dt>Nomor</dt><dd class="digits">${grouped(bill.vaNumber)}</dd></div>`}
${bill.description !== null && html`<div><dt>Keterangan</dt><dd>${bill.description}</dd></div>`}
<div><dt>Nomor rujukan</dt><dd class="wrap">${bill.referenceId}</dd></div>
<div><dt>Berlaku sampai</dt><dd>${dateTime(bill.expiresAt)}${isOpen && Date.parse(bill.expiresAt) - nowMs < 24 * 3_600_000 && html`<br><small class="muted"><time data-until="${bill.expiresAt}"></time></small>`}</dd></div>
</dl>
${trials(bill)}`;
  const foot = isOpen
    ? html`<button class="button" form="${form}">${bill.amountMinor === null ? 'Bayar' : `Bayar ${formatRupiah(bill.amountMinor)}`}</button>`
    : html`<a class="button quiet" href="/bank">Kembali ke bank</a>`;
  return { app: 'bank', title: 'Konfirmasi', back: '/bank', body, foot };
}

/** Ways to pay wrongly, folded away: most people only want to pay. */
function trials(bill: Bill): Html {
  const isOpen = bill.status === 'open';
  return html`<details class="fold"><summary>Untuk uji coba</summary>
<form method="post" action="/bank/bayar/${bill.id}" class="stack"><input type="hidden" name="evenWhenClosed" value="yes">
<label class="field">Bayar dengan jumlah lain (Rp)<input name="amount" inputmode="numeric" maxlength="15" value="${bill.amountMinor ?? ''}"></label>
<label class="field">Berapa kali<select name="times"><option value="1">Satu kali</option><option value="2">Dua kali (ganda)</option></select></label>
<button class="button quiet">${isOpen ? 'Bayar begini' : 'Bayar juga, walau sudah ditutup'}</button></form>
${isOpen && html`<div class="pair"><form method="post" action="/bank/gagal/${bill.id}"><button class="button danger">Gagalkan</button></form><form method="post" action="/bank/lewat/${bill.id}"><button class="button danger">Buat kedaluwarsa</button></form></div>`}
</details>`;
}

export function receiptScreen(bill: Bill, deliveries: Delivery[]): Screen {
  const total = bill.payments.reduce((sum, payment) => sum + payment.amountMinor, 0);
  const last = bill.payments.at(-1);
  const body = html`
<section class="receipt"><div class="receipt-head"><span class="tick">${icon('check')}</span><p>Pembayaran berhasil</p><p class="amount">${formatRupiah(total)}</p></div>
<dl class="facts">
<div><dt>Kepada</dt><dd>${bill.merchantName}</dd></div>
<div><dt>Cara bayar</dt><dd>${meansOf(bill)}</dd></div>
<div><dt>Waktu</dt><dd>${dateTime(last?.paidAt ?? bill.createdAt)}</dd></div>
${bill.payments.length > 1 && html`<div><dt>Dibayar</dt><dd>${bill.payments.length} kali</dd></div>`}
<div><dt>Nomor rujukan</dt><dd class="wrap">${bill.referenceId}</dd></div>
<div><dt>Kabar ke toko</dt><dd>${newsWords(deliveries)}</dd></div>
</dl></section>`;
  return { app: 'bank', title: 'Struk', back: '/bank', body, foot: html`<a class="button" href="/bank">Selesai</a>` };
}

/** Whether the shop has heard of it yet. */
function newsWords(deliveries: Delivery[]): string {
  const [newest] = deliveries;
  if (newest === undefined) return 'Tidak dikirim';
  switch (newest.state) {
    case 'delivered':
      return 'Sudah diterima';
    case 'dropped':
      return 'Sengaja dihilangkan';
    case 'failed':
      return 'Tidak sampai';
    default:
      return newest.attempts.length === 0 ? 'Sedang dikirim' : `Belum sampai, dicoba ${newest.attempts.length} kali`;
  }
}

export function notFoundScreen(): Screen {
  return {
    app: 'bank',
    title: 'Tidak ditemukan',
    back: '/bank',
    body: emptyState(
      'Tagihan ini tidak ada',
      'Mungkin ponsel latihan baru diatur ulang. Buat pembayaran baru dari toko.',
    ),
  };
}

function problemNote(problem: string | null): Html | null {
  return problem === null
    ? null
    : html`<p class="problem" id="problem" role="alert">${icon('alert')}<span>${problem}</span></p>`;
}
