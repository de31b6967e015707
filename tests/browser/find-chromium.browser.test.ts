import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchChromium } from './find-chromium.ts';

test('should render a page and take its picture when Chromium is started headless', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto('data:text/html,<h1>Lumbung</h1><script>document.title = String(6 * 7)</script>');
    assert.equal(await page.title(), '42');
    assert.equal(await page.getByRole('heading').textContent(), 'Lumbung');
    assert.ok((await page.screenshot()).byteLength > 1_000);
  } finally {
    await browser.close();
  }
});
