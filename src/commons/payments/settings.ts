import { type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { SettingsApi } from '#commons/settings';
import { systemCall } from '#platform/call';
import { newUuid } from '#platform/ids';
import type { ChannelSetting } from './intents/channel-rules.ts';
import { ChannelCode } from './shapes.ts';

const MINUTE = 1;
const DAY = 24 * 60 * MINUTE;
/** Bank Indonesia caps one QRIS payment; the figure has changed before. */
const QRIS_MAXIMUM_MINOR = 10_000_000;
const VA_MAXIMUM_MINOR = 50_000_000_000;
const PROVIDERS = ['xendit', 'midtrans'];

const ProviderNames = Type.Array(Type.String({ pattern: '^[a-z0-9]{2,30}$' }), { minItems: 1, maxItems: 5 });
const Channels = Type.Array(
  Type.Object(
    {
      code: ChannelCode,
      isEnabled: Type.Boolean(),
      providers: ProviderNames,
      minimumMinor: Type.Integer({ minimum: 1, maximum: VA_MAXIMUM_MINOR }),
      maximumMinor: Type.Integer({ minimum: 1, maximum: VA_MAXIMUM_MINOR }),
      expiresInMinutes: Type.Integer({ minimum: 2, maximum: 30 * DAY }),
    },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: 20 },
);

const va = (code: ChannelSetting['code'], providers: string[]): ChannelSetting => ({
  code,
  isEnabled: true,
  providers,
  minimumMinor: 10_000,
  maximumMinor: VA_MAXIMUM_MINOR,
  expiresInMinutes: DAY,
});

const DEFAULT_CHANNELS: ChannelSetting[] = [
  {
    code: 'QRIS',
    isEnabled: true,
    providers: PROVIDERS,
    minimumMinor: 1,
    maximumMinor: QRIS_MAXIMUM_MINOR,
    expiresInMinutes: 30 * MINUTE,
  },
  { ...va('VA_BCA', PROVIDERS), maximumMinor: 50_000_000 },
  va('VA_MANDIRI', PROVIDERS),
  va('VA_BNI', PROVIDERS),
  va('VA_BRI', PROVIDERS),
  va('VA_PERMATA', PROVIDERS),
  // Midtrans' Core API offers no BSI.
  va('VA_BSI', ['xendit']),
  va('VA_CIMB', PROVIDERS),
];

type Definition = { key: string; schema: TSchema; default: unknown; description: { id: string; en: string } };

/** For the settings module: the composition root hands these over. */
export const paymentSettings: readonly Definition[] = [
  {
    key: 'payments.channels',
    schema: Channels,
    default: DEFAULT_CHANNELS,
    description: {
      id: 'Cara bayar menurut urutan tampil: penyedia menurut urutan pilihan, batas jumlah dalam rupiah, dan batas waktu bayar.',
      en: 'Payment methods in the order of display: providers in the order of preference, limits in rupiah, and time to pay.',
    },
  },
  {
    key: 'payments.payout-providers',
    schema: ProviderNames,
    default: ['xendit', 'midtrans'],
    description: {
      id: 'Penyedia pencairan dana menurut urutan pilihan.',
      en: 'Providers of payouts in the order of preference.',
    },
  },
];

export type PaymentSettings = { channels: ChannelSetting[]; payoutProviders: string[] };

const checkChannels = Compile(Channels);
const checkProviders = Compile(ProviderNames);
const KEEP_MS = 5_000;

/** What the operator has set, read at most every five seconds: the way to the bill does not pay for it. */
export function createSettingsReader(settings: Pick<SettingsApi, 'readSettings'>): () => Promise<PaymentSettings> {
  let kept: { value: PaymentSettings; until: number } | null = null;
  let reading: Promise<PaymentSettings> | null = null;

  async function read(): Promise<PaymentSettings> {
    const { values } = await settings.readSettings(systemCall('payments', newUuid()), {
      keys: paymentSettings.map((setting) => setting.key),
    });
    const [channels, providers] = [values['payments.channels'], values['payments.payout-providers']];
    const value = {
      channels: checkChannels.Check(channels) ? channels : DEFAULT_CHANNELS,
      payoutProviders: checkProviders.Check(providers) ? providers : PROVIDERS,
    };
    kept = { value, until: performance.now() + KEEP_MS };
    return value;
  }

  return async () => {
    if (kept && performance.now() < kept.until) return kept.value;
    reading ??= read().finally(() => {
      reading = null;
    });
    return await reading;
  };
}
