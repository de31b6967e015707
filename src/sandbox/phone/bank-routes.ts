import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { parseQris, QrisInvalid } from '#platform/qris';
import type { Bill } from '../world/bills.ts';
import { checked, fieldsOf } from '../world/checked.ts';
import type { World } from '../world/world.ts';
import { bankScreen, confirmScreen, notFoundScreen, qrisScreen, receiptScreen, vaScreen } from './bank-screens.ts';
import type { Show } from './routes.ts';
import { readQrPicture } from './scan.ts';

const MOST_OPEN = 50;
const MOST_HISTORY = 30;
const checkId = checked(Type.Object({ id: Type.String({ maxLength: 100 }) }));

const PROBLEMS = {
  picture:
    'Tidak ada kode QR yang bisa dibaca di gambar itu. Coba gambar yang lebih tajam, dengan seluruh kotaknya terlihat.',
  damaged: 'Kode ini rusak: angka pemeriksanya tidak cocok. Simpan ulang gambarnya dari halaman bayar.',
  foreign: 'Ini bukan kode QRIS yang dibuat di lingkungan latihan ini. Buat pembayaran dari toko, lalu pindai kodenya.',
  number: 'Nomor ini tidak dikenal. Periksa lagi angkanya, atau ketuk tagihan di bawah.',
  amount: 'Isi jumlahnya dengan angka, misalnya 50.000.',
  expired: 'Sudah lewat waktunya, jadi bank menolak. Uangmu tidak terpotong.',
  closed: 'Tagihan ini sudah tidak menunggu pembayaran. Uangmu tidak terpotong.',
  declined: 'Bank menolak pembayaran ini. Uangmu tidak terpotong.',
} as const;

export function bankRoutes(app: FastifyInstance, world: World, show: Show): void {
  const open = () => world.bills.newest(MOST_OPEN, true);
  const paid = () => world.bills.newest(MOST_HISTORY, false).filter((bill) => bill.payments.length > 0);
  app.get('/bank', async (_request, reply) =>
    show(reply, bankScreen({ open: open(), paid: paid(), nowMs: world.nowMs() })),
  );
  app.get('/bank/qris', async (_request, reply) =>
    show(reply, qrisScreen({ open: open(), nowMs: world.nowMs(), problem: null })),
  );
  app.get('/bank/va', async (_request, reply) =>
    show(reply, vaScreen({ open: open(), nowMs: world.nowMs(), problem: null, number: '' })),
  );

  app.post('/bank/qris', async (request, reply) => {
    const file = await request.file();
    const text = file === undefined ? null : await readQrPicture(await file.toBuffer());
    const found = text === null ? { problem: PROBLEMS.picture } : billOfCode(world, text);
    if ('bill' in found) return reply.redirect(`/bank/bayar/${found.bill.id}`, 303);
    return show(reply, qrisScreen({ open: open(), nowMs: world.nowMs(), problem: found.problem }), 422);
  });
  app.post('/bank/tempel', async (request, reply) => {
    const found = billOfCode(world, textOf(request.body, 'code'));
    if ('bill' in found) return reply.redirect(`/bank/bayar/${found.bill.id}`, 303);
    return show(reply, qrisScreen({ open: open(), nowMs: world.nowMs(), problem: found.problem }), 422);
  });
  app.post('/bank/va', async (request, reply) => {
    const number = textOf(request.body, 'number');
    const bill = world.bills.find(number);
    if (bill?.kind === 'virtual_account') return reply.redirect(`/bank/bayar/${bill.id}`, 303);
    return show(reply, vaScreen({ open: open(), nowMs: world.nowMs(), problem: PROBLEMS.number, number }), 422);
  });
  payRoutes(app, world, show);
}

function payRoutes(app: FastifyInstance, world: World, show: Show): void {
  const billFor = (params: unknown) => world.bills.find(checkId(params).id);
  app.get('/bank/bayar/:id', async (request, reply) => {
    const bill = billFor(request.params);
    return bill === undefined
      ? show(reply, notFoundScreen(), 404)
      : show(reply, confirmScreen(bill, world.nowMs(), null));
  });
  app.post('/bank/bayar/:id', async (request, reply) => {
    const bill = billFor(request.params);
    if (bill === undefined) return show(reply, notFoundScreen(), 404);
    const problem = pay(world, bill, request.body);
    if (problem === null) return reply.redirect(`/bank/struk/${bill.id}`, 303);
    return show(reply, confirmScreen(billFor(request.params) ?? bill, world.nowMs(), problem), 422);
  });
  app.post('/bank/gagal/:id', async (request, reply) => {
    const bill = billFor(request.params);
    if (bill !== undefined) world.bills.fail(bill, 'USER_DECLINED_PAYMENT');
    return reply.redirect('/bank', 303);
  });
  app.post('/bank/lewat/:id', async (request, reply) => {
    const bill = billFor(request.params);
    if (bill !== undefined) world.bills.expire(bill);
    return reply.redirect('/bank', 303);
  });
  app.get('/bank/struk/:id', async (request, reply) => {
    const bill = billFor(request.params);
    if (bill === undefined || bill.payments.length === 0) return show(reply, notFoundScreen(), 404);
    const deliveries = world.webhooks.deliveries.newest(5, ({ subject, isForged }) => subject === bill.id && !isForged);
    return show(reply, receiptScreen(bill, deliveries));
  });
}

/** Pays as the form says; answers what went wrong, in words. */
function pay(world: World, bill: Bill, body: unknown): string | null {
  const typed = textOf(body, 'amount').replaceAll(/[.,\s]|Rp/g, '');
  if (typed !== '' && !/^\d{1,12}$/.test(typed)) return PROBLEMS.amount;
  const amountMinor = typed === '' ? undefined : Number(typed);
  if (amountMinor === 0 || (amountMinor === undefined && bill.amountMinor === null)) return PROBLEMS.amount;
  const times = textOf(body, 'times') === '2' ? 2 : undefined;
  const isDifferent = amountMinor !== undefined && amountMinor !== bill.amountMinor;
  const answer = world.bills.pay(bill, {
    ...(isDifferent ? { amountMinor } : {}),
    ...(times === undefined ? {} : { times }),
    ...(textOf(body, 'evenWhenClosed') === 'yes' ? { evenWhenClosed: true } : {}),
  });
  if (answer.paid) return null;
  if (answer.reason === 'expired') return PROBLEMS.expired;
  return answer.reason === 'declined'
    ? `${PROBLEMS.declined} (${answer.failureCode ?? 'tanpa alasan'})`
    : PROBLEMS.closed;
}

/** Which bill a scanned or pasted code belongs to, or why none. */
function billOfCode(world: World, text: string): { bill: Bill } | { problem: string } {
  try {
    parseQris(text);
  } catch (error) {
    if (!(error instanceof QrisInvalid)) throw error;
    return { problem: error.fault === 'checksum-wrong' ? PROBLEMS.damaged : PROBLEMS.foreign };
  }
  const bill = world.bills.find(text);
  return bill === undefined ? { problem: PROBLEMS.foreign } : { bill };
}

function textOf(body: unknown, name: string): string {
  const value = fieldsOf(body)[name];
  return typeof value === 'string' ? value.trim() : '';
}
