import { formatRupiah } from '#platform/money';
import type { OrderLine, OrderRecord } from '../order-record.ts';
import { lineTotalMinor } from '../order-rules.ts';
import { footnoteOf, momentInWords, optionsInWords, printable, stampOf } from './invoice-text.ts';
import { drawKawung, drawMark } from './kawung.ts';

const COLORS = {
  ink: '#1F1B16',
  muted: '#6B6359',
  line: '#E7E0D5',
  nila: '#2B3A8C',
  padi: '#1F7A4D',
  bata: '#B23A1E',
  kunyit: '#7A4E00',
  white: '#FFFFFF',
} as const;

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89, margin: 48 };
const INNER = PAGE.width - 2 * PAGE.margin;
const HEAD_HEIGHT = 96;
const FOOT_TOP = PAGE.height - 56;
const COLUMNS = { name: PAGE.margin, quantity: 330, price: 375, total: 465 };
const RIGHT = PAGE.width - PAGE.margin;

type Doc = PDFKit.PDFDocument;

/** Draws the whole invoice; further pages begin with the head of the table. */
export function drawInvoice(doc: Doc, order: OrderRecord): void {
  drawHead(doc, order);
  drawParties(doc, order);
  drawFactsRow(doc, order);
  drawTableHead(doc);
  for (const line of order.lines) drawLine(doc, line);
  drawTotals(doc, order);
  drawStamp(doc, order);
  drawFeet(doc, order);
}

function drawHead(doc: Doc, order: OrderRecord): void {
  doc.rect(0, 0, PAGE.width, HEAD_HEIGHT).fill(COLORS.nila);
  drawKawung(doc, { x: 0, y: 0, width: PAGE.width, height: HEAD_HEIGHT }, { color: COLORS.white, opacity: 0.09 });
  drawMark(doc, { x: PAGE.margin, y: 28, size: 38 }, COLORS.white);
  text(doc, 'TokoBapak', { x: PAGE.margin + 50, y: 30, size: 20, font: 'bold', color: COLORS.white });
  text(doc, 'Pasar daring Lumbung', { x: PAGE.margin + 50, y: 55, size: 9, color: COLORS.white });
  text(doc, 'INVOICE', {
    x: 300,
    y: 30,
    size: 18,
    font: 'bold',
    color: COLORS.white,
    width: RIGHT - 300,
    align: 'right',
  });
  text(doc, order.invoiceNumber, { x: 300, y: 55, size: 10, color: COLORS.white, width: RIGHT - 300, align: 'right' });
  doc.y = HEAD_HEIGHT + 28;
}

function drawParties(doc: Doc, order: OrderRecord): void {
  const top = doc.y;
  const half = INNER / 2 - 12;
  const { address } = order;
  const seller = [order.seller.city];
  const buyer = [address.phone, address.street, `${address.areaLabel} ${address.postalCode}`];
  if (address.landmark !== null) buyer.push(`Patokan: ${address.landmark}`);
  const left = drawParty(doc, { x: PAGE.margin, y: top, width: half }, ['DIJUAL OLEH', order.seller.name, ...seller]);
  const right = drawParty(doc, { x: PAGE.margin + half + 24, y: top, width: half }, [
    'DIKIRIM KEPADA',
    address.recipientName,
    ...buyer,
  ]);
  doc.y = Math.max(left, right) + 18;
}

function drawParty(doc: Doc, at: { x: number; y: number; width: number }, lines: readonly string[]): number {
  const [label = '', name = '', ...rest] = lines;
  text(doc, label, { ...at, size: 8, font: 'bold', color: COLORS.muted });
  text(doc, name, { ...at, y: doc.y + 3, size: 12, font: 'bold' });
  for (const line of rest) text(doc, line, { ...at, y: doc.y + 2, size: 9.5, color: COLORS.muted });
  return doc.y;
}

function drawFactsRow(doc: Doc, order: OrderRecord): void {
  const { shipping } = order;
  const facts = [
    ['Nomor pesanan', order.number, 0],
    ['Tanggal pesanan', momentInWords(order.createdAt), 0.24],
    ['Pengiriman', `${shipping.courierName} ${shipping.serviceName}`, 0.55],
    ['Nomor resi', order.trackingNumber ?? '–', 0.79],
  ] as const;
  const top = doc.y;
  doc.roundedRect(PAGE.margin, top, INNER, 48, 8).fill('#EEF0FA');
  facts.forEach(([label, value, share], place) => {
    const x = PAGE.margin + 12 + share * INNER;
    const width = ((facts[place + 1]?.[2] ?? 1) - share) * INNER - 16;
    text(doc, label, { x, y: top + 8, size: 8, color: COLORS.muted, width });
    text(doc, value, { x, y: top + 20, size: 9, font: 'bold', width, lines: 2 });
  });
  doc.y = top + 48 + 22;
}

function drawTableHead(doc: Doc): void {
  const y = doc.y;
  const head = { y, size: 8, font: 'bold', color: COLORS.muted } as const;
  text(doc, 'BARANG', { ...head, x: COLUMNS.name });
  text(doc, 'JUMLAH', { ...head, x: COLUMNS.quantity, width: 38, align: 'right' });
  text(doc, 'HARGA', { ...head, x: COLUMNS.price, width: 82, align: 'right' });
  text(doc, 'TOTAL', { ...head, x: COLUMNS.total, width: RIGHT - COLUMNS.total, align: 'right' });
  rule(doc, y + 14);
  doc.y = y + 22;
}

function drawLine(doc: Doc, line: OrderLine): void {
  const width = COLUMNS.quantity - COLUMNS.name - 12;
  const name = printable(line.name) || '–';
  const options = printable(optionsInWords(line.options));
  doc.font('Helvetica-Bold').fontSize(10);
  const nameHeight = doc.heightOfString(name, { width });
  doc.font('Helvetica').fontSize(9);
  const height = nameHeight + (options ? doc.heightOfString(options, { width }) + 2 : 0) + 12;
  ensureRoom(doc, height);
  const y = doc.y;
  text(doc, name, { x: COLUMNS.name, y, size: 10, font: 'bold', width });
  if (options) text(doc, options, { x: COLUMNS.name, y: y + nameHeight + 2, size: 9, color: COLORS.muted, width });
  text(doc, String(line.quantity), { x: COLUMNS.quantity, y, size: 10, width: 38, align: 'right' });
  text(doc, formatRupiah(line.unitPriceMinor), { x: COLUMNS.price, y, size: 10, width: 82, align: 'right' });
  const total = formatRupiah(lineTotalMinor(line));
  text(doc, total, { x: COLUMNS.total, y, size: 10, width: RIGHT - COLUMNS.total, align: 'right' });
  rule(doc, y + height - 5);
  doc.y = y + height + 3;
}

function drawTotals(doc: Doc, order: OrderRecord): void {
  ensureRoom(doc, 130);
  doc.y += 8;
  const x = COLUMNS.quantity - 20;
  const rows = [
    ['Subtotal barang', order.subtotalMinor],
    ['Ongkos kirim', order.shippingFeeMinor],
  ] as const;
  for (const [label, amountMinor] of rows) {
    const y = doc.y;
    text(doc, label, { x, y, size: 10, color: COLORS.muted });
    text(doc, formatRupiah(amountMinor), {
      x: COLUMNS.price,
      y,
      size: 10,
      width: RIGHT - COLUMNS.price,
      align: 'right',
    });
    doc.y = y + 17;
  }
  const y = doc.y + 3;
  doc.moveTo(x, y).lineTo(RIGHT, y).lineWidth(0.8).stroke(COLORS.line);
  text(doc, 'Total', { x, y: y + 10, size: 12, font: 'bold' });
  const total = formatRupiah(order.totalMinor);
  text(doc, total, {
    x: COLUMNS.price - 20,
    y: y + 8,
    size: 15,
    font: 'bold',
    width: RIGHT - COLUMNS.price + 20,
    align: 'right',
  });
  doc.y = y + 34;
  if (order.refundedMinor === 0) return;
  text(doc, 'Dikembalikan ke pembeli', { x, y: doc.y, size: 10, color: COLORS.bata });
  const given = formatRupiah(order.refundedMinor);
  text(doc, given, {
    x: COLUMNS.price,
    y: y + 34,
    size: 10,
    color: COLORS.bata,
    width: RIGHT - COLUMNS.price,
    align: 'right',
  });
}

/** Beside the totals, slightly turned, as a rubber stamp would stand. */
function drawStamp(doc: Doc, order: OrderRecord): void {
  const stamp = stampOf(order);
  const color = COLORS[stamp.tone];
  doc.font('Helvetica-Bold').fontSize(20);
  const width = doc.widthOfString(stamp.text) + 36;
  const [x, y] = [PAGE.margin + 24, doc.y - 72];
  doc.save().rotate(-8, { origin: [x + width / 2, y + 20] });
  doc.roundedRect(x, y, width, 40, 8).lineWidth(2).stroke(color);
  text(doc, stamp.text, { x: x + 18, y: y + 12, size: 20, font: 'bold', color });
  doc.restore();
}

function drawFeet(doc: Doc, order: OrderRecord): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(page);
    // Below the margin; without this pdfkit would begin another page.
    doc.page.margins.bottom = 0;
    rule(doc, FOOT_TOP);
    text(doc, footnoteOf(order), { x: PAGE.margin, y: FOOT_TOP + 10, size: 8, color: COLORS.muted, width: INNER - 90 });
    const place = `Halaman ${page + 1} dari ${count}`;
    text(doc, place, { x: RIGHT - 90, y: FOOT_TOP + 10, size: 8, color: COLORS.muted, width: 90, align: 'right' });
  }
}

function ensureRoom(doc: Doc, height: number): void {
  if (doc.y + height <= FOOT_TOP - 12) return;
  doc.addPage();
  doc.y = PAGE.margin;
  drawTableHead(doc);
}

function rule(doc: Doc, y: number): void {
  doc.moveTo(PAGE.margin, y).lineTo(RIGHT, y).lineWidth(0.6).stroke(COLORS.line);
}

type TextStyle = {
  x: number;
  y: number;
  size: number;
  font?: 'bold';
  color?: string;
  width?: number;
  align?: 'left' | 'right';
  /** At most so many lines; the rest is cut with an ellipsis. */
  lines?: number;
};

function text(doc: Doc, words: string, style: TextStyle): void {
  doc
    .font(style.font === 'bold' ? 'Helvetica-Bold' : 'Helvetica')
    .fontSize(style.size)
    .fillColor(style.color ?? COLORS.ink, 1)
    .text(printable(words), style.x, style.y, {
      width: style.width ?? INNER - (style.x - PAGE.margin),
      align: style.align ?? 'left',
      ...(style.lines ? { height: style.lines * style.size * 1.2, ellipsis: true } : {}),
    });
}
