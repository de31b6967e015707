import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** Folder for pictures of every step, for people to look at; none are taken where it is not set. */
const PICTURES = process.env.SCREENSHOTS ?? '';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const STEP_TIMEOUT_MS = 30_000;

export const SIZES = {
  phone: {
    viewport: { width: 360, height: 780 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
    userAgent:
      'Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36',
  },
  desktop: { viewport: { width: 1280, height: 800 } },
} satisfies Record<string, BrowserContextOptions>;
export type Size = keyof typeof SIZES;

/** Somebody in front of the shop with a browser of their own, and a notebook for what went wrong unseen. */
export type Shopper = {
  size: Size;
  page: Page;
  context: BrowserContext;
  /** What a test provokes on purpose is no complaint. */
  allow(expected: RegExp): void;
  /** Fails when the console, the network or the content policy complained since the last time. */
  assertNoComplaints(): void;
  /** Fails when axe finds a broken rule of WCAG 2.2 AA, or the page is wider than its window. */
  assertAccessible(): Promise<void>;
  picture(name: string): Promise<void>;
  close(): Promise<void>;
};

export async function openShopper(
  browser: Browser,
  url: string,
  options: { size: Size; scripts?: boolean } & BrowserContextOptions,
): Promise<Shopper> {
  const { size, scripts = true, ...more } = options;
  const context = await browser.newContext({
    ...SIZES[size],
    baseURL: url,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
    reducedMotion: 'reduce',
    javaScriptEnabled: scripts,
    ...more,
  });
  context.setDefaultTimeout(STEP_TIMEOUT_MS);
  const complaints = listen(context, scripts);
  const allowed: RegExp[] = [];
  const page = await context.newPage();
  return {
    size,
    page,
    context,
    allow: (expected) => allowed.push(expected),
    assertNoComplaints: () => {
      const unexpected = complaints.splice(0).filter((text) => !allowed.some((pattern) => pattern.test(text)));
      assert.deepEqual(unexpected, []);
    },
    assertAccessible: () => assertAccessible(page),
    picture: async (name) => {
      if (PICTURES === '') return;
      mkdirSync(PICTURES, { recursive: true });
      const path = join(PICTURES, `${size}${scripts ? '' : '-plain'}-${name}`);
      await page.evaluate('document.fonts.ready');
      await page.screenshot({ path: `${path}.png` });
      const height: unknown = await page.evaluate('document.documentElement.scrollHeight');
      if (Number(height) > SIZES[size].viewport.height + 20)
        await page.screenshot({ path: `${path}-whole.png`, fullPage: true });
    },
    close: () => context.close(),
  };
}

/** Everything that a person with the developer tools open would see in red. */
function listen(context: BrowserContext, scripts: boolean): string[] {
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(`error: ${error.error().stack ?? error.error().message}`));
  context.on('response', (response) => {
    if (response.status() >= 400)
      complaints.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // The browser itself gives up what a page no longer needs when it is left.
    if (reason === 'net::ERR_ABORTED') return;
    // A browser without scripts refuses to load them, and says it this way.
    if (!scripts && reason === 'csp' && request.resourceType() === 'script') return;
    complaints.push(`${reason}: ${request.method()} ${request.url()}`);
  });
  return complaints;
}

let axeSource: Promise<string> | undefined;

async function assertAccessible(page: Page): Promise<void> {
  axeSource ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  // What a fixed bar covers by half would be another target at every place of the page.
  await page.evaluate('scrollTo(0, 0)');
  await page.evaluate(await axeSource);
  const found: { id: string; nodes: { html: string; failureSummary?: string }[] }[] = await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then((result) => result.violations)`,
  );
  assert.deepEqual(
    found.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`)]),
    [],
    page.url(),
  );
  const [wide, wanted]: number[] = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
  assert.ok((wide ?? 0) <= (wanted ?? 0), `${page.url()} is ${wide} px wide in a window of ${wanted} px`);
}
