import type { Browser, Page } from 'playwright-core';
import { waitFor } from '../../src/platform/testing/template.ts';
import { PASSWORD } from '../journeys/market.ts';
import type { RunningHouse } from '../journeys/running-house.ts';
import { openShopper, type Shopper } from './shopper.ts';

export const LOOKS = {
  phone: { size: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  desktop: { size: 'desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
} as const;
export type Look = keyof typeof LOOKS;

/** Somebody in front of the desk's sign-in page. */
export async function openVisitor(browser: Browser, house: RunningHouse, look: Look): Promise<Shopper> {
  const visitor = await openShopper(browser, house.url, LOOKS[look]);
  await visitor.page.goto('/desk');
  await visitor.page.locator('input[name=identifier]').waitFor();
  return visitor;
}

/** Somebody who has signed in by password. */
export async function openSignedIn(
  browser: Browser,
  house: RunningHouse,
  { email, look, password = PASSWORD }: { email: string; look: Look; password?: string },
): Promise<Shopper> {
  const visitor = await openVisitor(browser, house, look);
  await giveName(visitor.page, email, password);
  await arrived(visitor.page);
  return visitor;
}

export async function giveName(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.locator('input[name=identifier]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Masuk', exact: true }).click();
}

export async function arrived(page: Page): Promise<void> {
  await page.waitForURL((url) => !url.pathname.includes('sign-in'));
  await heading(page, 'Yang perlu dikerjakan');
}

export async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Opens a page of the desk and waits for its name. */
export async function open(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`/desk/${path}`);
  await heading(page, name);
}

/** The newest code that came to this address, as the sandbox's phone shows it. */
export async function codeFor(house: RunningHouse, to: string, not = ''): Promise<string> {
  return waitFor(`a code for ${to}`, async () => {
    const response = await fetch(`${house.sandboxUrl}/__sandbox/codes?to=${encodeURIComponent(to)}`);
    const { items } = (await response.json()) as { items: { code: string }[] };
    const [newest] = items;
    return newest && newest.code !== not ? newest.code : undefined;
  });
}
