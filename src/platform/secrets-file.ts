import { generateKeyPair, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** What an installation needs to keep to itself. Hex text; the bank key is PEM (PKCS #8). */
export type Secrets = Record<(typeof RANDOM_NAMES)[number], string> & { bankPrivateKey: string };

const RANDOM_NAMES = [
  'masterKey',
  'internalSecret',
  'xenditSecretKey',
  'xenditCallbackToken',
  'midtransServerKey',
  'irisMerchantKey',
  'biteshipKey',
  'biteshipWebhookSecret',
  'bankClientSecret',
  'whatsappToken',
  'whatsappAppSecret',
] as const;

/**
 * Secrets of an installation that nobody configured: made at the first start, kept beside the data, readable by the
 * owner only. In production every secret comes from the environment instead. New names are added to an older file.
 */
export async function readOrMakeSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const kept: Partial<Secrets> = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Partial<Secrets>,
    () => ({}),
  );
  const missing = RANDOM_NAMES.filter((name) => !kept[name]);
  if (missing.length === 0 && kept.bankPrivateKey) return kept as Secrets;
  const made = Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString('hex')]));
  const secrets = { ...kept, ...made, bankPrivateKey: kept.bankPrivateKey ?? (await makeBankKey()) } as Secrets;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

/** SNAP BI signs token requests with RSA and SHA-256; 2048 bits. */
async function makeBankKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
