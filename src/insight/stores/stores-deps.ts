import type { SellersApi } from '#commerce/sellers';
import type { IdentityApi } from '#commons/identity';
import type { NotificationsApi } from '#commons/notifications';
import type { UsersApi } from '#commons/users';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { NewId } from '#platform/ids';

export type StoresDeps = {
  database: Database;
  clock: Clock;
  newId: NewId;
  /** The shop of a person, to be connected. */
  sellers: Pick<SellersApi, 'sellerOfUser'>;
  users: Pick<UsersApi, 'getVillage'>;
  identity: Pick<IdentityApi, 'grantRole' | 'revokeRole' | 'accountsByIds'>;
  notifications: Pick<NotificationsApi, 'sendCode'>;
};
