import type PDFDocument from 'pdfkit';
import type { Call } from '#platform/call';
import { lazyPackage } from '#platform/lazy-package';
import { openOrder } from '../open-order.ts';
import type { OrderRecord } from '../order-record.ts';
import type { OrdersDeps } from '../orders-deps.ts';
import { drawInvoice, PAGE } from './invoice-layout.ts';

const pdfkit = lazyPackage<typeof PDFDocument>('pdfkit');

/** The invoice of one order, for those who may see the order. */
export async function invoicePdf(
  deps: OrdersDeps,
  call: Call,
  orderId: string,
): Promise<{ filename: string; pdfBase64: string }> {
  const { order } = await openOrder(deps, call, orderId);
  const pdf = await renderInvoice(order);
  return { filename: `invoice-${order.number}.pdf`, pdfBase64: pdf.toString('base64') };
}

/** The same order gives the same bytes: the file's dates and id follow from the order, not from the clock. */
export function renderInvoice(order: OrderRecord): Promise<Buffer> {
  const doc = new (pdfkit())({
    size: [PAGE.width, PAGE.height],
    margin: PAGE.margin,
    bufferPages: true,
    lang: 'id-ID',
    displayTitle: true,
    info: {
      Title: `Invoice ${order.invoiceNumber} ${order.number}`,
      Author: 'TokoBapak',
      Creator: 'Lumbung',
      Producer: 'Lumbung',
      CreationDate: new Date(order.createdAt),
      ModDate: new Date(order.createdAt),
    },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  doc.on('end', () => resolve(Buffer.concat(chunks)));
  doc.on('error', reject);
  drawInvoice(doc, order);
  doc.end();
  return promise;
}
