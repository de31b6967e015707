import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { masterKeysOf, readConfig } from './config.ts';

describe('configuration', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lumbung-config-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('should make secrets readable by the owner only, and keep them, when nothing is set', async () => {
    const first = await readConfig({ LUMBUNG_DATA: folder });
    const second = await readConfig({ LUMBUNG_DATA: folder });
    assert.deepEqual(second.secrets, first.secrets);
    assert.equal((await stat(join(folder, 'secrets.json'))).mode & 0o777, 0o600);
    assert.match(await readFile(join(folder, 'secrets.json'), 'utf8'), /BEGIN PRIVATE KEY/);
    assert.equal(masterKeysOf(first)[0]?.length, 32);
    assert.equal(first.providers.xendit.baseUrl, 'http://127.0.0.1:3001/xendit');
  });

  it('should refuse to start in production and name everything that is missing when secrets are', async () => {
    const wish = readConfig({ NODE_ENV: 'production', LUMBUNG_DATA: folder });
    await assert.rejects(wish, /PUBLIC_URL is missing/);
    await assert.rejects(
      readConfig({ NODE_ENV: 'production', LUMBUNG_DATA: folder }),
      /LUMBUNG_MASTER_KEY is missing[\s\S]*XENDIT_CALLBACK_TOKEN is missing/,
    );
  });

  it('should have no sandbox and no demo when it runs in production', async () => {
    const secrets = [
      'INTERNAL_SECRET',
      'XENDIT_SECRET_KEY',
      'XENDIT_CALLBACK_TOKEN',
      'MIDTRANS_SERVER_KEY',
      'IRIS_MERCHANT_KEY',
      'BITESHIP_KEY',
      'BITESHIP_WEBHOOK_SECRET',
      'BANK_CLIENT_SECRET',
      'WHATSAPP_TOKEN',
      'WHATSAPP_APP_SECRET',
      'BANK_PRIVATE_KEY',
    ];
    const env = {
      ...Object.fromEntries(secrets.map((name) => [name, 'x'.repeat(40)])),
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://toko.example',
      LUMBUNG_MASTER_KEY: 'ab'.repeat(32),
      LUMBUNG_DATA: folder,
    };
    const config = await readConfig(env);
    assert.deepEqual([config.sandbox.isOn, config.hasDemo, config.host], [false, false, '0.0.0.0']);
    assert.equal(config.providers.xendit.baseUrl, 'https://api.xendit.co');
    assert.equal((await readConfig({ ...env, SANDBOX: 'on' })).sandbox.isOn, true);
    await assert.rejects(
      readConfig({ ...env, LUMBUNG_MASTER_KEY: 'short' }),
      /LUMBUNG_MASTER_KEY must be 64 hexadecimal digits/,
    );
  });

  it('should read addresses of modules when they are given', async () => {
    const config = await readConfig({
      LUMBUNG_DATA: folder,
      MODULES: 'orders, carts',
      PAYMENTS_URL: 'http://b',
      DATABASE_URL_COMMERCE: 'postgres://c',
      DATABASE_URL_ORDERS: 'postgres://o',
    });
    assert.deepEqual(config.modules, ['orders', 'carts']);
    assert.deepEqual(config.neighbours, { payments: 'http://b' });
    assert.deepEqual(
      [config.database.urlOf.orders, config.database.urlOf.carts, config.database.urlOf.ledger],
      ['postgres://o', 'postgres://c', undefined],
    );
  });

  it('should refuse when a number is none', async () => {
    await assert.rejects(readConfig({ LUMBUNG_DATA: folder, PORT: 'many' }), /PORT must be a whole number, not many/);
  });
});
