import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What an installation needs to keep to itself. Hex or base64url text. */
export type Secrets = {
  masterKey: string;
  internalSecret: string;
  xenditSecretKey: string;
  xenditCallbackToken: string;
  midtransServerKey: string;
  irisMerchantKey: string;
  biteshipKey: string;
  biteshipWebhookSecret: string;
  bankClientSecret: string;
  whatsappToken: string;
  whatsappAppSecret: string;
};

const NAMES: (keyof Secrets)[] = [
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
];

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
  const missing = NAMES.filter((name) => !kept[name]);
  if (missing.length === 0) return kept as Secrets;
  const secrets = {
    ...kept,
    ...Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString('hex')])),
  } as Secrets;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return secrets;
}
