import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PASSWORD, PEOPLE } from '../journeys/market.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { type DeskMarket, openDeskMarket } from './desk-market.ts';
import { launchChromium } from './find-chromium.ts';

type Violation = { id: string; html: string };

const RULES = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const PAGES = ['', 'orders', 'products', 'products/new', 'balance', 'payouts', 'shop', 'notices', 'account'];
const STAFF_PAGES = [
  '',
  'staff/sellers',
  'staff/orders',
  'staff/payments',
  'staff/payouts',
  'staff/ledger',
  'staff/settings',
  'staff/audit',
];
/** Scripts of a first view, as they travel. */
const MOST_SCRIPT_KB = 250;

describe('the desk in a browser', () => {
  let house: RunningHouse;
  let browser: Browser;
  let market: DeskMarket;
  let axe: string;

  before(async () => {
    [house, browser] = await Promise.all([runHouse(), launchChromium()]);
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    market = await openDeskMarket(house);
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  async function enter(email: string, look: { width: number; height: number; colorScheme: 'light' | 'dark' }) {
    const { colorScheme, ...viewport } = look;
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    await page.goto(`${house.url}/desk`);
    await page.locator('input[name=identifier]').fill(email);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.locator('main button[type=submit]').first().click();
    await page.waitForURL((url) => !url.pathname.includes('sign-in'));
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    return { page, close: () => context.close() };
  }

  /** What axe finds, and whether the page is wider than the screen. */
  async function faultsOf(page: Page, path: string, width: number): Promise<string[]> {
    await page.goto(`${house.url}/desk/${path}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.evaluate(axe);
    const run = `axe.run({ runOnly: ${JSON.stringify(RULES)} })`;
    const pick =
      '.then((found) => found.violations.map((one) => ({ id: one.id, html: one.nodes[0].html.slice(0, 150) })))';
    const violations = (await page.evaluate(run + pick)) as Violation[];
    const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
    return [
      ...violations.map(({ id, html }) => `${path}: ${id} ${html}`),
      ...(wide > width ? [`${path}: ${wide} wide`] : []),
    ];
  }

  it('should show a new order by itself and send it with the courier when the seller ships', async () => {
    const { page, close } = await enter(PEOPLE.sellers[0], { width: 1280, height: 800, colorScheme: 'dark' });
    await page.goto(`${house.url}/desk/orders?tab=paid`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const order = await market.paidOrder();
    await page.getByText(order.number).first().waitFor();
    await page.goto(`${house.url}/desk/orders/${order.id}?ship=1`);
    await page.locator('button[form=kirim-form]').click();
    await waitFor('the parcel has a number', async () => (await market.read(order.id)).shipping.trackingNumber, 20_000);
    assert.equal((await market.read(order.id)).status, 'shipped');
    await close();
  });

  it('should keep the order of another shop out of sight when its address is guessed', async () => {
    const order = await market.paidOrder();
    const { page, close } = await enter(PEOPLE.sellers[1], { width: 1280, height: 800, colorScheme: 'light' });
    const asked = page.waitForResponse((response) => response.url().endsWith(`/api/v1/orders/${order.id}`));
    await page.goto(`${house.url}/desk/orders/${order.id}`);
    assert.equal((await asked).status(), 404);
    await page.getByRole('heading').first().waitFor();
    assert.equal(await page.getByText('Dewi Lestari').count(), 0);
    await close();
  });

  for (const look of [
    { width: 360, height: 780, colorScheme: 'light' as const },
    { width: 1280, height: 800, colorScheme: 'dark' as const },
  ]) {
    it(`should be accessible and fit when the screen is ${look.width} wide and ${look.colorScheme}`, async () => {
      const faults: string[] = [];
      for (const [email, paths] of [
        [PEOPLE.sellers[0], PAGES],
        [PEOPLE.admin, STAFF_PAGES],
      ] as const) {
        const { page, close } = await enter(email, look);
        for (const path of paths) faults.push(...(await faultsOf(page, path, look.width)));
        await close();
      }
      assert.deepEqual(faults, []);
    });
  }

  it('should send little script when it is opened for the first time', async () => {
    const page = await browser.newPage();
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script') sizes.push(request.sizes().then((size) => size.responseBodySize));
    });
    await page.goto(`${house.url}/desk`);
    await page.locator('input[name=identifier]').waitFor();
    const kb = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1024;
    assert.ok(kb > 0 && kb < MOST_SCRIPT_KB, `${kb.toFixed(0)} KB of script`);
    await page.close();
  });
});
