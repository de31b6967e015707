import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { toBuffer } from 'qrcode';
import { basic, type Loose, openStage, type Stage, TEST_SECRETS } from '../../src/sandbox/fixtures.ts';
import { launchChromium } from './find-chromium.ts';

const HEADERS = { authorization: basic(TEST_SECRETS.xenditSecretKey), 'api-version': '2024-11-11' };
const SMALL_PHONE = { width: 360, height: 740 };
let counter = 0;

describe('Phone of the sandbox', () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  before(async () => {
    stage = await openStage();
    browser = await launchChromium();
    page = await browser.newPage({ viewport: SMALL_PHONE });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  after(async () => {
    await browser.close();
    await stage.close();
  });

  async function bill(amount: number, channel = 'QRIS'): Promise<Loose> {
    counter += 1;
    const body = {
      reference_id: `INV-2026-${counter}`,
      type: 'PAY',
      country: 'ID',
      currency: 'IDR',
      request_amount: amount,
      channel_code: channel,
      channel_properties: { display_name: 'Sari Wulandari Kusumaningrum Permata Hati' },
    };
    return (await stage.call('POST', '/xendit/v3/payment_requests', { headers: HEADERS, body })).body;
  }

  it('should pay and show the receipt when a saved picture of the code is chosen', async () => {
    const { actions } = await bill(412_500);
    await page.goto(`${stage.sandbox.url}/bank`);
    await page.getByRole('link', { name: 'Bayar QRIS' }).click();
    const buffer = await toBuffer(actions[0].value, { width: 420 });
    await page.setInputFiles('input[type=file]', { name: 'qris.png', mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: /Bayar Rp/ }).click();
    await page.getByText('Pembayaran berhasil').waitFor();
    await page.getByText('Sudah diterima').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('should show a new bill at once when it is made while the page is open', async () => {
    await page.goto(`${stage.sandbox.url}/bank`);
    await bill(777_000, 'BCA_VIRTUAL_ACCOUNT');
    await page.getByText('777.000').first().waitFor();
    await page
      .getByText(/sisa|sampai/)
      .first()
      .waitFor();
  });

  it('should fit a small screen and pass the accessibility rules when any screen is open', async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const { payment_request_id: id } = await bill(9_999_999);
    await bill(49_999_999, 'MANDIRI_VIRTUAL_ACCOUNT');
    for (const path of ['/', '/bank', '/bank/qris', '/bank/va', `/bank/bayar/${id}`, '/kode', '/pesan', '/surel']) {
      await page.goto(`${stage.sandbox.url}${path}`);
      const width = await page.evaluate('document.documentElement.scrollWidth');
      assert.equal(width, SMALL_PHONE.width, path);
      await page.evaluate(axe);
      const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
        'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }).then((result) => result.violations)',
      );
      assert.deepEqual(
        found.map(({ id: rule, nodes }) => [rule, nodes.map(({ html }) => html)]),
        [],
        path,
      );
    }
    assert.deepEqual(complaints, []);
  });
});
