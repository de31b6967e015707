/** The outside world in a process of its own, so that its CPU is not counted. Started by `house.ts` with its options as JSON. */
import { createPublicKey } from 'node:crypto';
import { environment, readConfig } from '../../src/config.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';

const { port, smtpPort, host, lumbungUrl, storeFile } = JSON.parse(process.argv[2] ?? '{}');
const { secrets, providers } = await readConfig(environment());
const silent = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Parameters<typeof startSandbox>[0]['log'];
await startSandbox({
  port,
  host,
  smtpPort,
  lumbungUrl,
  log: silent,
  magicAmounts: false,
  ...(storeFile ? { store: { file: storeFile } } : {}),
  secrets: {
    xenditSecretKey: secrets.xenditSecretKey,
    xenditCallbackToken: secrets.xenditCallbackToken,
    midtransServerKey: secrets.midtransServerKey,
    irisMerchantKey: secrets.irisMerchantKey,
    biteshipKey: secrets.biteshipKey,
    biteshipWebhookSecret: secrets.biteshipWebhookSecret,
    bankClientId: providers.bank.clientId,
    bankClientSecret: secrets.bankClientSecret,
    bankPublicKey: createPublicKey(secrets.bankPrivateKey).export({ type: 'spki', format: 'pem' }).toString(),
    whatsappToken: secrets.whatsappToken,
    whatsappAppSecret: secrets.whatsappAppSecret,
  },
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
