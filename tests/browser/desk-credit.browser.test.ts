import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PEOPLE } from '../journeys/market.ts';
import { type Person, signIn } from '../journeys/person.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { open, openSignedIn } from './desk-visitor.ts';
import { launchChromium } from './find-chromium.ts';
import * as lend from './lend-steps.ts';
import type { Shopper } from './shopper.ts';

type Loan = {
  loanId: string;
  number: string;
  productId: string;
  borrowerId: string;
  openMinor: number;
  status: string;
};
type Product = { productId: string; name: string; releasedVersion: number | null; latestVersion: number };
type Run = { status: string; loans: { closed: number } };
type Transaction = { kind: string; amountMinor: number; isReversed: boolean };
const MONEY = [
  ['', 'Belum ada pencairan'],
  ['/claims', 'Tidak ada laporan di sini'],
  ['/unmatched', 'Tidak ada dana tak cocok di sini'],
] as const;
const IN_ENGLISH = [
  ['loans', 'Loans'],
  ['money', 'Loan money'],
  ['reports', 'Reports'],
] as const;
const DAY_MS = 86_400_000;

/** `1.250.000` in a pattern. */
const pattern = (amount: number) => String(amount).replace(/\B(?=(\d{3})+$)/g, '\\.');
const rupiahPattern = (amount: number) => `Rp.${pattern(amount)}`;

/** Beside the loan that begins today: one whose second instalment is three weeks late. */
async function lateLoan(officer: Person): Promise<Loan> {
  const { businessDate } = await officer.get<{ businessDate: string }>('/credit/business-day');
  const { items } = await officer.get<{ items: Loan[] }>('/credit/loans');
  const agreedOn = new Date(Date.parse(businessDate) - 52 * DAY_MS).toISOString().slice(0, 10);
  const wish = { productId: items[0]?.productId, productVersion: 1, borrowerId: items[0]?.borrowerId };
  const loan = await officer.post<Loan>('/credit/loans', { ...wish, amountMinor: 3_000_000, periods: 3, agreedOn });
  await officer.post(`/credit/loans/${loan.loanId}/disbursements`, { paidOutOn: agreedOn, amountMinor: 3_000_000 });
  return loan;
}

describe('lending at the desk', () => {
  let house: RunningHouse;
  let browser: Browser;
  let officer: Person;
  let late: Loan;
  const seats = new Map<string, Shopper>();
  before(async () => {
    [house, browser] = await Promise.all([runHouse(), launchChromium()]);
    officer = await signIn(house.url, PEOPLE.officer);
    late = await lateLoan(officer);
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  /** Who has signed in once stays at the desk. */
  const sit = async (email: string, look: 'phone' | 'desktop') => {
    const seat = `${look} ${email}`;
    const visitor = seats.get(seat) ?? (await openSignedIn(browser, house, { email, look }));
    seats.set(seat, visitor);
    return visitor;
  };
  const tab = (page: Page, name: string) => page.getByRole('main').getByRole('link', { name, exact: true }).click();
  const look = async ({ picture, assertAccessible }: Shopper, name: string) => {
    await assertAccessible();
    await picture(`desk-credit-${name}`);
  };
  /** An earlier step may have left the desk in English. */
  const inIndonesian = async (...visitors: Shopper[]) => {
    for (const { page } of visitors)
      await page.context().addCookies([{ name: 'lumbung_language', value: 'id', url: house.url }]);
  };
  const transactions = async () =>
    (await officer.get<{ items: Transaction[] }>(`/credit/loans/${late.loanId}/transactions`)).items;

  it('should reckon while one types, refuse a price above the cap, and need a second person when a product is made', async () => {
    const maker = await sit(PEOPLE.officer, 'phone');
    const { page } = maker;
    await open(page, 'credit/products/new', 'Produk pinjaman baru');
    await page.getByText('Di bawah batas').first().waitFor();
    await page.locator('input[name=rate]').fill('tiga');
    await page.getByText('Lengkapi isian yang salah').waitFor();
    await page.getByRole('button', { name: 'Simpan draf' }).click();
    await page.getByText('Isi persen, misalnya 0,2.').waitFor();
    await page.locator('input[name=name]').fill('Dana Warung');
    await page.locator('input[name=rate]').fill('0,9');
    await page.getByText('Melewati batas harian').first().waitFor();
    await look(maker, 'product-over');
    maker.allow(/422/);
    await page.getByRole('button', { name: 'Simpan draf' }).click();
    await page.getByText('Harga melewati batas yang berlaku').waitFor();
    assert.equal(await page.locator('input[name=name]').inputValue(), 'Dana Warung', 'what was typed stays');
    await page.locator('input[name=rate]').fill('0,2');
    await page.getByText('Di bawah batas').first().waitFor();
    await page.getByRole('button', { name: 'Simpan draf' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dana Warung' }).waitFor();
    await page.getByText('Anda yang membuat draf ini').waitFor();
    await page.getByText('Bunga efektif per tahun').waitFor();
    await look(maker, 'product-draft');
    maker.assertNoComplaints();

    const checker = await sit(PEOPLE.checker, 'desktop');
    await open(checker.page, 'credit/products', 'Produk pinjaman');
    await checker.page.getByRole('link', { name: 'Dana Warung' }).waitFor();
    await look(checker, 'products');
    await checker.page.getByRole('link', { name: 'Dana Warung' }).click();
    await checker.page.getByRole('button', { name: 'Lepas versi ini' }).click();
    await checker.page.getByRole('dialog').getByRole('button', { name: 'Lepas versi ini' }).click();
    await waitFor('it is released', async () => {
      const { items } = await officer.get<{ items: Product[] }>('/credit/loan-products');
      return items.find((one) => one.name === 'Dana Warung')?.releasedVersion === 1;
    });
    await checker.page.getByText('Dilepas Anda').waitFor();
    await checker.page.getByText('Bunga efektif per tahun').waitFor();
    await look(checker, 'product-released');
    await checker.page.getByRole('link', { name: 'Buat versi baru' }).click();
    await checker.page.getByText('Bunga efektif per tahun').waitFor();
    await look(checker, 'product-editor');
    checker.assertNoComplaints();
  });

  it('should show what a step does before it is done, and take it back, when somebody works on a loan', async () => {
    const visitor = await sit(PEOPLE.officer, 'desktop');
    const { page } = visitor;
    await open(page, 'credit/loans', 'Pinjaman');
    await page.getByRole('link', { name: late.number }).first().waitFor();
    await look(visitor, 'loans');
    await page.locator('select[name=late]').selectOption('8');
    await page.getByText('Terlambat 22 hari').first().waitFor();
    await page.getByRole('link', { name: late.number }).first().click();
    await page.getByText('Lewat tempo').first().waitFor();
    await look(visitor, 'loan');

    await page.getByRole('button', { name: 'Catat Pembayaran' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.locator('input[name=amountMinor]').fill('nol');
    await sheet.getByRole('button', { name: 'Tinjau dampaknya' }).click();
    await sheet.getByText('Isi rupiah bulat').waitFor();
    await sheet.locator('input[name=amountMinor]').fill('400.000');
    await sheet.locator('input[name=reference]').fill('VA BCA 77');
    await sheet.getByRole('button', { name: 'Tinjau dampaknya' }).click();
    await sheet.getByText('Sisa tagihan: Sesudah').waitFor();
    assert.equal((await transactions()).length, 1, 'a preview records nothing');
    await look(visitor, 'loan-repayment');
    await sheet.getByRole('button', { name: 'Catat Pembayaran' }).click();
    await waitFor('it is recorded', async () => (await transactions()).some((one) => one.amountMinor === 400_000));

    await tab(page, 'Transaksi');
    await page.getByText('VA BCA 77').waitFor();
    await look(visitor, 'loan-transactions');
    await page.getByRole('button', { name: /^Batalkan transaksi Pembayaran/ }).click();
    await page.getByRole('button', { name: 'Salah pinjaman' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Batalkan transaksi' }).click();
    await waitFor('it is reversed', async () => (await transactions()).some((one) => one.isReversed));
    await tab(page, 'Biaya & denda');
    const lateCharge = page.getByRole('listitem').filter({ hasText: 'Denda keterlambatan' }).first();
    const chargedMinor = lend.rupiahIn(await lateCharge.locator('.money').textContent());
    await look(visitor, 'loan-charges');
    await lateCharge.getByRole('button', { name: 'Hapuskan' }).click();
    await sheet.getByRole('button', { name: 'Tinjau dampaknya' }).click();
    await sheet.getByText('Sisa tagihan: Sesudah').waitFor();
    const [beforeMinor = 0, afterMinor = 0] = (await sheet.locator('dl .money').allTextContents()).map(lend.rupiahIn);
    assert.equal(beforeMinor - afterMinor, chargedMinor, 'what is forgiven is what was shown');
    await sheet.getByRole('button', { name: 'Ubah isian' }).click();
    await sheet.getByRole('button', { name: 'Kembali' }).click();
    await tab(page, 'Pelunasan');
    await page.getByText('Tidak akan lebih dari ini').waitFor();
    await look(visitor, 'loan-payoff');
    await tab(page, 'Rekening');
    await page.getByText('Satu rekening virtual').waitFor();
    await look(visitor, 'loan-accounts');
    await tab(page, 'Pembukuan');
    await page.getByRole('heading', { level: 3 }).first().waitFor();
    await look(visitor, 'loan-books');

    await page.getByRole('button', { name: 'Tindakan lain' }).click();
    assert.equal(await sheet.getByRole('button', { name: 'Hapus buku' }).count(), 0, 'that is for who checks');
    await sheet.getByRole('button', { name: 'Jadwal diubah' }).click();
    await sheet.locator('select[name=change]').selectOption('extra-periods');
    await sheet.getByRole('button', { name: 'Tinjau dampaknya' }).click();
    await sheet.getByText('Sisa tagihan: Sesudah').waitFor();
    await look(visitor, 'loan-reschedule');
    await sheet.getByRole('button', { name: 'Ubah isian' }).click();
    await sheet.getByRole('button', { name: 'Kembali' }).click();
    visitor.assertNoComplaints();

    const checker = await sit(PEOPLE.checker, 'phone');
    await open(checker.page, `credit/loans/${late.loanId}?tab=timeline`, late.number);
    await checker.page.getByText('Transaksi dibatalkan').waitFor();
    await look(checker, 'loan-timeline');
    await tab(checker.page, 'Jadwal');
    await checker.page.getByText('Lewat tempo').first().waitFor();
    await look(checker, 'loan');
    await checker.page.getByRole('button', { name: 'Tindakan lain' }).click();
    await checker.page.getByRole('dialog').getByRole('button', { name: 'Hapus buku' }).waitFor();
    await look(checker, 'loan-actions');
    checker.assertNoComplaints();
  });

  it('should close a day, work on who is late, decide about relief and report when two people share the work', async () => {
    const visitor = await sit(PEOPLE.officer, 'phone');
    const { page } = visitor;
    await open(page, 'credit/closing', 'Tutup hari');
    await page.getByRole('button', { name: /^Tutup \d/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Tutup \d/ })
      .click();
    await waitFor('the day is closed', async () => {
      const { items } = await officer.get<{ items: Run[] }>('/credit/close-of-business');
      return items[0]?.status === 'done' && items[0].loans.closed === 2;
    });
    await page.getByRole('listitem').getByText('Selesai', { exact: true }).waitFor();
    await look(visitor, 'closing');

    await waitFor('the case is there', async () => {
      const { items } = await officer.get<{ items: { loanId: string }[] }>('/credit/collections');
      return items.length === 1;
    });
    await open(page, 'credit/collections', 'Penagihan');
    await page.getByText(late.number).waitFor();
    await look(visitor, 'collections');
    await page.getByRole('link', { name: 'Dewi Lestari' }).click();
    await page.getByRole('button', { name: 'Catat kontak' }).click();
    // Whether it may be made depends on the hour at which the test runs.
    await page.getByText(/Boleh dihubungi sekarang|Belum boleh dihubungi/).waitFor();
    await look(visitor, 'contact');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Catat janji bayar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Catat janji bayar' }).click();
    await page.getByText('Ditunggu').waitFor();
    await page.getByRole('button', { name: 'Ajukan keringanan' }).click();
    await page.getByRole('dialog').locator('[name=reason]').fill('Warung tutup dua minggu karena banjir');
    await page.getByRole('dialog').getByRole('button', { name: 'Tinjau dampaknya' }).click();
    await page.getByText('Angsuran yang berubah').first().waitFor({ state: 'attached' });
    await look(visitor, 'relief-ask');
    await page.getByRole('dialog').getByRole('button', { name: 'Ajukan keringanan' }).click();
    await page.getByText('Menunggu keputusan', { exact: true }).waitFor();
    await look(visitor, 'case');
    await page.context().addCookies([{ name: 'lumbung_language', value: 'en', url: house.url }]);
    for (const [path, name] of IN_ENGLISH) {
      await open(page, `credit/${path}`, name);
      await waitFor('it is loaded', async () => (await page.locator('main [aria-busy=true]').count()) === 0);
      await look(visitor, `${path}-english`);
    }
    visitor.assertNoComplaints();

    const checker = await sit(PEOPLE.checker, 'desktop');
    await open(checker.page, 'credit/collections/relief', 'Penagihan');
    await checker.page.getByText('Sebelum dan sesudah').click();
    await look(checker, 'relief');
    await checker.page.getByRole('button', { name: 'Kabulkan' }).click();
    await checker.page.getByRole('dialog').locator('[name=reason]').fill('Sesuai surat desa');
    await checker.page.getByRole('dialog').getByRole('button', { name: 'Kabulkan' }).click();
    await checker.page.getByText('Tidak ada permohonan').waitFor();
    await waitFor('it is done', async () => (await transactions()).some((one) => one.kind === 'payment-holiday'));
    for (const [path, empty] of MONEY) {
      await open(checker.page, `credit/money${path}`, 'Uang pinjaman');
      await checker.page.getByText(empty).waitFor();
    }
    await look(checker, 'money');
    await open(checker.page, 'credit/reports', 'Laporan');
    await checker.page.getByRole('heading', { name: 'Kolektibilitas bank' }).waitFor();
    await checker.page.locator('.plot canvas').nth(1).waitFor();
    await look(checker, 'reports');
    checker.assertNoComplaints();
  });

  it('should let an administrator say who works where when an institution is taken in', async () => {
    const visitor = await sit(PEOPLE.admin, 'phone');
    const { page } = visitor;
    await open(page, 'credit/institutions', 'Lembaga');
    await page.getByRole('button', { name: 'Tambah lembaga' }).click();
    await page.getByRole('dialog').locator('input[name=name]').fill('Koperasi Uji');
    await page.getByRole('dialog').getByRole('button', { name: 'Tambah lembaga' }).click();
    await page.getByRole('button', { name: 'Lihat anggota Dana Journey' }).click();
    await page.getByText('Sari Kredit').first().waitFor();
    await page.getByRole('button', { name: 'Tambah anggota' }).click();
    await page.getByText('Cari orangnya dulu').waitFor();
    await page.getByRole('dialog').locator('input[name=contact]').fill(PEOPLE.buyer);
    await page.getByRole('button', { name: 'Cari', exact: true }).click();
    await page.getByText('Ditemukan').waitFor();
    await look(visitor, 'institution');
    const { items } = await signIn(house.url, PEOPLE.admin).then((admin) =>
      admin.get<{ items: { name: string }[] }>('/credit/institutions'),
    );
    assert.ok(items.some((one) => one.name === 'Koperasi Uji'));
    await open(page, 'credit/institutions/unidentified', 'Dana tanpa rekening');
    await page.getByText('Tidak ada dana tanpa rekening di sini').waitFor();
    // A line that names no account, and its loan by the number on the payer's papers.
    await lend.transferWithoutAccount(house, officer, { loanId: late.loanId, amountMinor: 77_123 });
    visitor.allow(/409/);
    await page.reload();
    await page.getByRole('button', { name: /^Putuskan/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('[name=loanId]').fill('L-0000-0000000');
    await dialog.locator('[name=note]').fill('Sesuai bukti transfer');
    await dialog.getByRole('button', { name: 'Putuskan' }).click();
    await dialog.getByText('Tidak ada pinjaman dengan nomor ini').waitFor();
    await dialog.locator('[name=loanId]').fill(late.number.toLowerCase());
    await look(visitor, 'unidentified');
    await dialog.getByRole('button', { name: 'Putuskan' }).click();
    await page.getByText('Usulanmu sudah tercatat').first().waitFor();
    const { items: proposed } = await signIn(house.url, PEOPLE.admin).then((admin) =>
      admin.get<{ items: { loanNumber: string }[] }>('/credit/unidentified-money?status=proposed'),
    );
    assert.deepEqual(
      proposed.map(({ loanNumber }) => loanNumber),
      [late.number],
    );
    await open(page, 'credit/settings/holidays', 'Hari libur');
    await page.getByRole('button', { name: /^Ubah daftar 20/ }).click();
    await page.getByRole('dialog').locator('textarea[name=days]').fill('17 Agustus');
    await page.getByRole('dialog').getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Baris 1 belum benar').waitFor();
    await look(visitor, 'holidays-change');
    visitor.assertNoComplaints();
  });

  for (const size of ['desktop', 'phone'] as const) {
    it(`should say the same rupiah everywhere when a loan is made, paid out and repaid on a ${size}`, async () => {
      const borrower = await lend.fillTheHouse(house, officer);
      const maker = await sit(PEOPLE.officer, size);
      const checker = await sit(PEOPLE.checker, size === 'phone' ? 'desktop' : 'phone');
      await inIndonesian(maker, checker);
      const product = `Dana Keliling ${size}`;
      await lend.makeProduct(maker, checker, product);
      const totalMinor = await lend.bookLoan(maker, product, borrower);
      const { loanId, openMinor } = await lend.payOut(maker, officer);
      assert.equal(openMinor, totalMinor, 'the preview is what is owed');
      await lend.repay(house, maker, officer, { loanId, amountMinor: lend.REPAID_MINOR });

      const { page } = maker;
      const at = async (tabName: string) => {
        await page.goto(`/desk/credit/loans/${loanId}?tab=${tabName}`);
        await waitFor('it is loaded', async () => (await page.locator('main [aria-busy=true]').count()) === 0);
        await page.getByRole('heading', { level: 1 }).waitFor();
      };
      const leftMinor = totalMinor - lend.REPAID_MINOR;
      await at('schedule');
      assert.equal(await lend.tile(page, 'Sisa tagihan'), leftMinor, 'the balance');
      await page.locator('main table tbody tr').first().waitFor();
      const left = await page.locator('main table').first().locator('tbody tr td:nth-child(5)').allTextContents();
      assert.equal(
        left.map(lend.figureIn).reduce((sum, one) => sum + one, 0),
        leftMinor,
        'the schedule',
      );
      await page.getByText(new RegExp(`mengembalikan ${rupiahPattern(totalMinor)}`)).waitFor();
      await look(maker, 'same-rupiah');
      await at('transactions');
      const said = await page
        .getByText(/^Sisa pokok Rp/)
        .first()
        .textContent();
      const principalMinor = lend.rupiahIn(said);
      await at('books');
      const repayment = page.getByRole('region', { name: /^Pembayaran/ });
      await repayment.waitFor();
      assert.match((await repayment.textContent()) ?? '', new RegExp(pattern(lend.REPAID_MINOR)), 'the books');
      const lines = await repayment.locator('tbody tr').allTextContents();
      const receivable = lines.find((line) => line.startsWith('1300'));
      assert.equal(lend.LENT_MINOR - lend.figureIn(receivable?.slice(4) ?? '0'), principalMinor, 'its principal');

      await open(page, 'credit/reports', 'Laporan');
      await page.getByText('TKB90').first().waitFor();
      const reported = await lend.tile(page, 'Sisa pokok');
      const { items } = await officer.get<{ items: { open: { principalMinor: number } }[] }>('/credit/loans?limit=100');
      assert.equal(
        items.reduce((sum, one) => sum + one.open.principalMinor, 0),
        reported,
        'the report',
      );
      await waitFor('the books say it as well', async () => {
        await open(page, 'credit/books', 'Pembukuan');
        const account = page.getByRole(size === 'phone' ? 'listitem' : 'row').filter({ hasText: '1300' });
        await account.waitFor();
        const figure = account.locator(size === 'phone' ? '.money' : 'td:nth-child(2)');
        return lend.figureIn(await figure.textContent()) === reported;
      });
      await look(maker, 'books');

      await lend.repay(house, maker, officer, { loanId, amountMinor: leftMinor + 40_000 });
      await at('schedule');
      assert.equal(await lend.tile(page, 'Lebih bayar'), 40_000);
      await page.getByRole('button', { name: 'Kembalikan lebih bayar' }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('button', { name: 'Tinjau dampaknya' }).click();
      await sheet.getByText('Nomor rekening', { exact: false }).first().waitFor();
      await sheet.locator('select[name=bankCode]').selectOption(lend.ACCOUNT.bankCode);
      await sheet.locator('input[name=accountNumber]').fill(lend.ACCOUNT.accountNumber);
      await sheet.getByRole('button', { name: 'Tinjau dampaknya' }).click();
      await sheet.getByText(borrower).waitFor();
      await look(maker, 'refund');
      await sheet.getByRole('button', { name: /^Kirim Rp/ }).click();
      await waitFor(
        'the loan is settled',
        async () => (await officer.get<Loan>(`/credit/loans/${loanId}`)).status === 'closed',
        30_000,
      );
      await open(page, 'credit/money/refunds', 'Uang pinjaman');
      await page.getByText(borrower).first().waitFor();
      maker.assertNoComplaints();
      checker.assertNoComplaints();
    });
  }

  it('should keep funders, partners and rules when the two of them set an institution up', async () => {
    const worker = await sit(PEOPLE.officer, 'desktop');
    const { page } = worker;
    await open(page, 'credit/funders', 'Pemberi dana');
    await page.getByRole('button', { name: 'Tambah pemberi dana' }).first().click();
    const sheet = page.getByRole('dialog');
    await sheet.locator('input[name=name]').fill('PT Dana Bersama');
    await sheet.locator('select[name=kind]').selectOption('institution');
    await sheet.getByRole('button', { name: 'Tambah pemberi dana' }).click();
    await page.getByRole('heading', { level: 1, name: 'PT Dana Bersama' }).waitFor();
    await tab(page, 'Mutasi');
    await page.getByText('Virtual Account').waitFor();
    await look(worker, 'funder');
    await open(page, 'credit/money/reconciliations', 'Uang pinjaman');
    await page.getByRole('button', { name: 'Cocokkan' }).click();
    await page.getByText('baris cocok').first().waitFor();
    await look(worker, 'reconciliations');
    worker.assertNoComplaints();

    const checker = await sit(PEOPLE.checker, 'phone');
    const { page: phone } = checker;
    await open(phone, 'credit/settings', 'Aturan kredit');
    await phone.locator('input[name=added]').fill('999');
    await phone.getByRole('button', { name: 'Tambah hari' }).click();
    await phone.getByText('Isi bilangan bulat dari −14 sampai 180.').first().waitFor();
    await phone.locator('input[name=added]').fill('-5');
    await phone.getByRole('button', { name: 'Tambah hari' }).click();
    await phone.getByRole('button', { name: 'Simpan rencana' }).click();
    await waitFor('it is kept', async () => {
      const { offsets } = await officer.get<{ offsets: number[] }>('/credit/collections/plan');
      return offsets.includes(-5);
    });
    await look(checker, 'reminders');
    await tab(phone, 'Hari libur');
    await phone.getByText('Hari Kemerdekaan').first().waitFor();
    await look(checker, 'holidays');
    await tab(phone, 'Webhook mitra');
    await phone.getByRole('button', { name: 'Tambah webhook' }).click();
    await phone.getByRole('dialog').locator('input[name=url]').fill('https://mitra.example/kait');
    await phone.getByRole('dialog').getByRole('button', { name: 'Tambah webhook' }).click();
    await phone.getByText(/^whsec_/).waitFor();
    await look(checker, 'secret');
    await phone.getByRole('button', { name: 'Sudah saya simpan' }).click();
    await phone.getByRole('link', { name: 'https://mitra.example/kait' }).click();
    await phone.getByRole('heading', { level: 1, name: 'mitra.example' }).waitFor();
    await phone.getByRole('button', { name: 'Kirim pesan uji' }).click();
    await phone.getByRole('dialog').getByRole('button', { name: 'Kirim pesan uji' }).click();
    await phone.getByRole('button', { name: /^Pesan uji/ }).click();
    await phone.getByRole('dialog').getByText('Nomor pesan').waitFor();
    await look(checker, 'delivery');
    await phone.keyboard.press('Escape');
    await phone.getByRole('button', { name: 'Ganti rahasia' }).click();
    await phone.getByRole('dialog').getByRole('button', { name: 'Ganti rahasia' }).click();
    await phone.getByText(/^whsec_/).waitFor();
    await phone.getByRole('button', { name: 'Sudah saya simpan' }).click();
    await phone.getByRole('button', { name: 'Hapus', exact: true }).click();
    await phone.getByRole('dialog').getByRole('button', { name: 'Hapus', exact: true }).click();
    await phone.getByText('Belum ada webhook').waitFor();
    checker.assertNoComplaints();
  });

  it('should keep its doors shut when somebody does not lend', async () => {
    const stranger = await sit(PEOPLE.sellers[0], 'phone');
    await open(stranger.page, 'credit/loans', 'Halaman ini bukan untuk akunmu');
    stranger.assertNoComplaints();
  });
});
