import type { JWTVerifyGetKey } from 'jose';
import type { NotificationsApi } from '#commons/notifications';
import type { VerifyApiKey } from '#platform/authentication';
import type { Cache } from '#platform/cache';
import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import type { FieldCipher } from '#platform/encryption';
import { on } from '#platform/events';
import type { NewId } from '#platform/ids';
import { defineModule, type Module } from '#platform/module';
import { eraseAccount, updateAccount } from './accounts/change-account.ts';
import { ensureAccount } from './accounts/ensure-account.ts';
import {
  accountsByIds,
  exportPersonalData,
  findByContact,
  getAccount,
  listUsers,
  namesByIds,
} from './accounts/read-accounts.ts';
import { register } from './accounts/register.ts';
import { authenticateApiKey, createApiKey, listApiKeys, revokeApiKey } from './api-keys/api-keys.ts';
import { onCodeRequested } from './codes/on-code-requested.ts';
import { requestCode } from './codes/request-code.ts';
import { verifyCode } from './codes/verify-code.ts';
import { type IdentityApi, identityContract } from './contract.ts';
import { createGoogleSignIn, type GoogleSettings } from './google/google-client.ts';
import { finishGoogle, startGoogle } from './google/sign-in-with-google.ts';
import { cleanUp } from './housekeeping.ts';
import type { IdentityDeps } from './identity-deps.ts';
import { onPasswordChanged, onRegistrationRepeated, onSessionRevoked } from './notices.ts';
import { changePassword } from './passwords/change-password.ts';
import { createPasswordHasher, type PasswordCost } from './passwords/password-hasher.ts';
import { resetPassword } from './passwords/reset-password.ts';
import { grantRole, revokeRole } from './roles/give-role.ts';
import { identityRoutes } from './routes.ts';
import { listDevices, logout, revokeDevice } from './sessions/end-session.ts';
import { refresh } from './sessions/refresh-session.ts';
import { isSessionRevoked } from './sessions/session-state.ts';
import { login } from './sign-in/login.ts';
import { ADDRESS_POLICY } from './sign-in/throttle-rules.ts';
import { createTurns } from './sign-in/turns.ts';
import { createSigningKeys } from './signing-keys/signing-keys.ts';
import { confirmTotp, disableTotp, setUpTotp, totpState } from './totp/set-up-totp.ts';

export type IdentityOptions = {
  database: Database;
  notifications: Pick<NotificationsApi, 'sendCode' | 'notify'>;
  cache: Cache;
  clock: Clock;
  newId: NewId;
  cipher: FieldCipher;
  /** Null where Google is not set up: its routes then refuse. */
  google: GoogleSettings | null;
  /** Cheaper in tests; 64 MiB, 3 passes, 4 lanes unless given. */
  passwordCost?: PasswordCost;
  /** Wrong sign-ins of one network before it is locked; 30 unless given. Goes up with the limit of sign-ins per minute. */
  freeTriesPerNetwork?: number;
  /** Must staff have a second factor? Read at every sign-in, so a setting may change it. */
  isSecondFactorForced?: () => Promise<boolean>;
};

/** The module, and what the HTTP edge of the same process asks at every request. */
export type IdentityModule = Module<typeof identityContract> & {
  edge: {
    /** For `createTokenVerifier`. */
    verificationKey: JWTVerifyGetKey;
    isRevoked: (sessionId: string) => Promise<boolean>;
    verifyApiKey: VerifyApiKey;
  };
};

export function createIdentity(options: IdentityOptions): IdentityModule {
  const { database, cipher, clock } = options;
  const deps: IdentityDeps = {
    ...options,
    hasher: createPasswordHasher(options.passwordCost),
    signingKeys: createSigningKeys({ database, cipher, clock }),
    turns: createTurns(),
    freeTriesPerNetwork: options.freeTriesPerNetwork ?? ADDRESS_POLICY.freeTries,
    google: options.google ? createGoogleSignIn(options.google) : null,
    isSecondFactorForced: options.isSecondFactorForced ?? (async () => false),
  };
  const api = bindOperations(deps);
  const module = defineModule({
    contract: identityContract,
    api,
    routes: identityRoutes(api),
    reactions: [
      on(identityContract, 'code.requested', { run: (call, event) => onCodeRequested(deps, call, event.payload) }),
      on(identityContract, 'registration.repeated', {
        run: (call, event) => onRegistrationRepeated(deps, call, event),
      }),
      on(identityContract, 'session.revoked', { run: (call, event) => onSessionRevoked(deps, call, event) }),
      on(identityContract, 'password.changed', { run: (call, event) => onPasswordChanged(deps, call, event) }),
    ],
    jobs: [
      { name: 'identity.rotate-signing-keys', schedule: { cron: '17 3 * * *' }, run: () => deps.signingKeys.rotate() },
      { name: 'identity.clean-up', schedule: { cron: '43 * * * *' }, run: () => cleanUp(deps) },
    ],
    start: () => deps.signingKeys.rotate(),
  });
  return {
    ...module,
    edge: {
      verificationKey: deps.signingKeys.verificationKey,
      isRevoked: (sessionId) => isSessionRevoked(deps, sessionId),
      verifyApiKey: async (key) => {
        const { actor } = await authenticateApiKey(deps, { key });
        return actor && { kind: 'key', ...actor };
      },
    },
  };
}

function bindOperations(deps: IdentityDeps): IdentityApi {
  const verb =
    <Input, Output>(work: (deps: IdentityDeps, call: Call, input: Input) => Promise<Output>) =>
    (call: Call, input: Input) =>
      work(deps, call, input);
  return {
    register: verb(register),
    login: verb(login),
    refresh: verb(refresh),
    logout: verb(logout),
    requestCode: verb(requestCode),
    verifyCode: verb(verifyCode),
    signInWays: async () => ({ password: true, code: true, google: deps.google !== null }),
    startGoogle: verb(startGoogle),
    finishGoogle: verb(finishGoogle),
    listDevices: (call) => listDevices(deps, call),
    revokeDevice: verb(revokeDevice),
    totpState: (call) => totpState(deps, call),
    setUpTotp: (call) => setUpTotp(deps, call),
    confirmTotp: verb(confirmTotp),
    disableTotp: verb(disableTotp),
    createApiKey: verb(createApiKey),
    listApiKeys: (call) => listApiKeys(deps, call),
    revokeApiKey: verb(revokeApiKey),
    authenticateApiKey: (_call, input) => authenticateApiKey(deps, input),
    changePassword: verb(changePassword),
    resetPassword: verb(resetPassword),
    isSessionRevoked: async (_call, { sessionId }) => ({ isRevoked: await isSessionRevoked(deps, sessionId) }),
    getJwks: () => deps.signingKeys.jwks(),
    getAccount: (_call, input) => getAccount(deps, input),
    accountsByIds: (_call, input) => accountsByIds(deps, input),
    namesByIds: (_call, input) => namesByIds(deps, input),
    findByContact: (_call, input) => findByContact(deps, input),
    updateAccount: verb(updateAccount),
    listUsers: verb(listUsers),
    grantRole: verb(grantRole),
    revokeRole: verb(revokeRole),
    ensureAccount: verb(ensureAccount),
    eraseAccount: verb(eraseAccount),
    exportPersonalData: (_call, input) => exportPersonalData(deps, input),
  };
}
