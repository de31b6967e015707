import type { AuditApi } from '#commons/audit';
import type { IdentityApi } from '#commons/identity';
import type { LedgerApi } from '#commons/ledger';
import type { NotificationsApi } from '#commons/notifications';
import type { PaymentsApi } from '#commons/payments';
import type { SettingsApi } from '#commons/settings';
import type { UsersApi } from '#commons/users';
import type { Config } from './config.ts';
import { createBooks } from './credit/books/module.ts';
import { createCloseOfBusiness } from './credit/close-of-business/module.ts';
import { createCollections } from './credit/collections/module.ts';
import { createDisbursements } from './credit/disbursements/module.ts';
import { createFunding } from './credit/funding/module.ts';
import { createLoanProducts } from './credit/loan-products/module.ts';
import { createLoans } from './credit/loans/module.ts';
import { createPartnerWebhooks } from './credit/partner-webhooks/module.ts';
import { createRepayments } from './credit/repayments/module.ts';
import { createReports } from './credit/reports/module.ts';
import { createTenants } from './credit/tenants/module.ts';
import type { Cache } from './platform/cache.ts';
import type { Clock } from './platform/clock.ts';
import type { FieldCipher } from './platform/encryption.ts';
import type { House } from './platform/house.ts';
import type { NewId } from './platform/ids.ts';
import type { Live } from './platform/live.ts';
import type { Log } from './platform/log.ts';

export type CreditParts = {
  config: Config;
  house: House;
  ground: { clock: Clock; newId: NewId; cache: Cache; log: Log };
  live: Live;
  cipher: FieldCipher;
  publicUrl: () => string;
  /** What the wing asks of commons. */
  commons: {
    audit: AuditApi;
    identity: IdentityApi;
    ledger: LedgerApi;
    notifications: NotificationsApi;
    payments: PaymentsApi;
    settings: SettingsApi;
    users: UsersApi;
  };
};

/**
 * The credit wing, in the order of who needs whom: tenants ← loan-products ← loans ← { funding, disbursements, repayments,
 * collections, close-of-business }; books and reports hear events and may ask loans. Whoever adds a module adds its line
 * here and its api to what is returned.
 */
export function createCredit({ config, house, ground, cipher, commons }: CreditParts) {
  const database = (module: string) => house.databaseOf(module);
  const tenants = house.add(createTenants({ ...ground, database: database('tenants'), identity: commons.identity }));
  const partnerWebhooks = house.add(
    createPartnerWebhooks({
      ...ground,
      database: database('partner_webhooks'),
      cipher,
      jitter: Math.random,
      isPrivateAllowed: !config.isProduction,
      enqueue: house.enqueue,
      tenants,
    }),
  );

  const loanProducts = house.add(createLoanProducts({ ...ground, database: database('loan_products'), tenants }));

  const { identity, payments } = commons;
  const loans = house.add(createLoans({ ...ground, database: database('loans'), tenants, loanProducts, identity }));

  const { ledger } = commons;
  const money = { ...ground, tenants, loans, payments, identity, cipher };
  /** What moves money keeps sagas. */
  const ofMoney = (module: string) => ({ ...money, database: database(module), sagas: house.sagasOf(module) });
  const funding = house.add(createFunding({ ...ofMoney('funding'), ledger }));
  const disbursements = house.add(createDisbursements({ ...ofMoney('disbursements'), funding }));
  const repayments = house.add(createRepayments(ofMoney('repayments')));

  const { enqueue } = house;
  const closeOfBusiness = house.add(
    createCloseOfBusiness({ ...ground, database: database('close_of_business'), enqueue, tenants, loans }),
  );
  const collections = house.add(
    createCollections({ ...ground, database: database('collections'), tenants, loans, identity }),
  );
  const books = house.add(createBooks({ database: database('books'), ledger, tenants, loans }));
  const reports = house.add(
    createReports({ ...ground, database: database('reports'), enqueue, tenants, loans, funding, identity }),
  );

  return {
    tenants,
    loanProducts,
    loans,
    funding,
    disbursements,
    repayments,
    partnerWebhooks,
    closeOfBusiness,
    collections,
    books,
    reports,
  };
}
