import type { QrisMerchant } from '#platform/qris';
import type { ChannelCode } from './shapes.ts';

/** Named examples for tests. */

/** Made up; institution 999 is nobody's. */
export const exampleMerchant: QrisMerchant = {
  acquirerDomain: 'ID.CO.SANDBOX.WWW',
  merchantPan: '936009990000000001',
  merchantId: 'LMB0000000001',
  criteria: 'UMI',
  nationalId: 'ID1020000000001',
  categoryCode: '5814',
  name: 'WARUNG LUMBUNG',
  city: 'BANDUNG',
  postalCode: '40111',
};

export const channelCodes = ['QRIS', 'VA_BCA', 'VA_BNI', 'VA_BRI', 'VA_MANDIRI', 'VA_PERMATA', 'VA_BSI', 'VA_CIMB'] as const satisfies readonly ChannelCode[];
