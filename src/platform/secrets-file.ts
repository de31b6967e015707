import { generateKeyPair, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withStartLock } from './postgres-process.ts';

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
  const known = await readSecrets(dataDir);
  if (isComplete(known)) return known;
  await mkdir(dataDir, { recursive: true });
  // Processes that start together must not each make their own: calls between them are signed with one of these.
  return withStartLock(dataDir, async () => {
    const kept = await readSecrets(dataDir);
    return isComplete(kept) ? kept : await addMissing(dataDir, kept);
  });
}

/** Only a file that is not there is empty: one that cannot be read may hold the key to everything, and is left alone. */
async function readSecrets(dataDir: string): Promise<Partial<Secrets>> {
  try {
    return JSON.parse(await readFile(fileOf(dataDir), 'utf8')) as Partial<Secrets>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Error(`${fileOf(dataDir)} cannot be read`, { cause: error });
  }
}

function isComplete(secrets: Partial<Secrets>): secrets is Secrets {
  return RANDOM_NAMES.every((name) => secrets[name]) && secrets.bankPrivateKey !== undefined;
}

async function addMissing(dataDir: string, kept: Partial<Secrets>): Promise<Secrets> {
  const missing = RANDOM_NAMES.filter((name) => !kept[name]);
  const made = Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString('hex')]));
  const secrets = { ...kept, ...made, bankPrivateKey: kept.bankPrivateKey ?? (await makeBankKey()) } as Secrets;
  const file = fileOf(dataDir);
  await writeFile(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}

function fileOf(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

/** SNAP BI signs token requests with RSA and SHA-256; 2048 bits. */
async function makeBankKey(): Promise<string> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
