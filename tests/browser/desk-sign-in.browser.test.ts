import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { generate } from 'otplib';
import type { Browser } from 'playwright-core';
import { waitFor } from '../../src/platform/testing/template.ts';
import { readQrPicture } from '../../src/sandbox/phone/scan.ts';
import { PASSWORD, PEOPLE } from '../journeys/market.ts';
import { guest, signIn } from '../journeys/person.ts';
import { type RunningHouse, runHouse } from '../journeys/running-house.ts';
import { arrived, codeFor, giveName, open, openSignedIn, openVisitor } from './desk-visitor.ts';
import { launchChromium } from './find-chromium.ts';

/** An authenticator's code; by the clock of half a minute later when one of now is used up. */
const codeOf = (secret: string, laterSeconds = 0) =>
  generate({ secret, epoch: Math.floor(Date.now() / 1_000) + laterSeconds });

describe('signing in to the desk', () => {
  let house: RunningHouse;
  let browser: Browser;
  before(async () => {
    [house, browser] = await Promise.all([runHouse(), launchChromium()]);
  });
  after(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('should open without an error and let a seller in by the code from the inbox when no password is given', async () => {
    const [email] = PEOPLE.sellers;
    const visitor = await openVisitor(browser, house, 'phone');
    const { page } = visitor;
    visitor.assertNoComplaints();
    await visitor.assertAccessible();
    await visitor.picture('desk-sign-in');

    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByText('Isi email atau nomor HP.').waitFor();
    assert.equal(await page.locator('input[name=identifier]').evaluate((field) => field.matches(':focus')), true);

    await page.getByRole('button', { name: 'Masuk dengan kode', exact: false }).click();
    await page.locator('input[name=identifier]').fill(email);
    await page.getByRole('button', { name: 'Kirim kode', exact: false }).click();
    const code = await codeFor(house, email);
    visitor.allow(/401/);
    await page.locator('input[name=code]').fill(code === '000000' ? '000001' : '000000');
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await page.getByRole('alert').first().waitFor();
    assert.equal(await page.locator('input[name=identifier]').inputValue(), email, 'what was typed stays');
    await page.locator('input[name=code]').fill(code);
    await page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await arrived(page);
    visitor.assertNoComplaints();

    await page.goto('/desk/sign-in?next=%2Fdesk%2Forders');
    await page.getByRole('heading', { level: 1, name: 'Pesanan' }).waitFor();
    await visitor.close();
  });

  it('should ask staff for the code of the app and sign a device out when they have set it up', async () => {
    const elsewhere = await signIn(house.url, PEOPLE.admin);
    const visitor = await openSignedIn(browser, house, { email: PEOPLE.admin, look: 'desktop' });
    const { page } = visitor;
    await open(page, 'account', 'Keamanan akun');
    const devices = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Keluarkan' }) });
    await devices.first().waitFor();
    const before = await devices.count();
    await devices.first().getByRole('button').click();
    await waitFor('the device is gone', async () => (await devices.count()) === before - 1);
    assert.equal((await elsewhere.ask('GET', '/users/me')).status, 401);

    await page.getByRole('button', { name: 'Pasang autentikator' }).click();
    const secret = ((await page.locator('main code').textContent()) ?? '').replaceAll(' ', '');
    const qr = page.getByRole('img', { name: 'Kode QR untuk aplikasi autentikator' });
    await qr.locator('path[d*="M"]').waitFor();
    const scanned = new URL((await readQrPicture(await qr.screenshot())) ?? 'nothing:');
    assert.equal(scanned.searchParams.get('secret'), secret);
    await visitor.assertAccessible();
    await visitor.picture('desk-authenticator');

    visitor.allow(/40[01]|422/);
    const right = await codeOf(secret);
    await page.locator('input[name=code]').fill(right === '123456' ? '654321' : '123456');
    await page.getByRole('button', { name: 'Aktifkan' }).click();
    await page.getByRole('alert').first().waitFor();
    await page.locator('input[name=code]').fill(await codeOf(secret));
    await page.getByRole('button', { name: 'Aktifkan' }).click();
    await page.getByText('Simpan kode cadangan ini sekarang').waitFor();
    const recovery = await page.locator('main ul.font-mono li').allTextContents();
    assert.equal(recovery.length, 10);
    await visitor.picture('desk-recovery-codes');
    await page.getByRole('button', { name: 'Sudah saya simpan' }).click();
    await page.getByText('Kode cadangan tersisa: 10.').waitFor();
    assert.equal(await page.getByText(recovery[0] ?? '').count(), 0, 'shown once');
    await visitor.close();

    const again = await openVisitor(browser, house, 'phone');
    again.allow(/401/);
    await giveName(again.page, PEOPLE.admin);
    await again.page.locator('input[name=totpCode]').fill('000000');
    await again.page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await again.page.getByRole('alert').first().waitFor();
    await again.picture('desk-second-factor');
    await again.page.locator('input[name=totpCode]').fill(await codeOf(secret, 30));
    await again.page.getByRole('button', { name: 'Masuk', exact: true }).click();
    await arrived(again.page);
    await again.close();
    const withRecovery = { identifier: PEOPLE.admin, password: PASSWORD, totpCode: recovery[0] };
    assert.equal((await guest(house.url).ask('POST', '/auth/login', withRecovery)).status, 200);
  });
});
