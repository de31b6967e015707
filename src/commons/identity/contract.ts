import { Type } from 'typebox';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Uuid } from '#platform/schema-parts';
import { identityRefusals } from './refusals.ts';
import {
  Account,
  ApiKey,
  ChangePasswordInput,
  CreateApiKeyInput,
  CreatedApiKey,
  Device,
  Email,
  GivenPassword,
  Identifier,
  Jwks,
  KeyActor,
  LanguageSchema,
  ListedUser,
  LoginInput,
  PersonName,
  PhoneText,
  RefreshToken,
  RegisterInput,
  RegisterOutput,
  RequestCodeInput,
  RequestCodeOutput,
  ResetPasswordInput,
  RoleSchema,
  SecondFactorCode,
  Session,
  SixDigits,
  TotpConfirmed,
  TotpSetup,
  TotpState,
  VerifyCodeInput,
} from './shapes.ts';

const strict = { additionalProperties: false } as const;
const Nothing = Type.Object({}, strict);
const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const OneUser = Type.Object({ userId: Uuid }, strict);
const UserAndRole = Type.Object({ userId: Uuid, role: RoleSchema }, strict);
const Person = Type.Object({
  userId: Uuid,
  name: Type.String(),
  email: TextOrNull,
  phone: TextOrNull,
  roles: Type.Array(RoleSchema),
  language: LanguageSchema,
});

/** Who somebody is and how they prove it: accounts, passwords, codes, sessions, roles, API keys. */
export const identityContract = defineContract({
  module: 'identity',
  operations: {
    /** The same answer whether or not an account has this e-mail or phone; its owner is told. Nobody is signed in by it. */
    register: { input: RegisterInput, output: RegisterOutput, refusals: ['identity.password-weak'] },
    /** Signs in by password, and by authenticator code where one is set up. */
    login: {
      input: LoginInput,
      output: Session,
      refusals: [
        'identity.invalid-credentials',
        'identity.too-many-tries',
        'identity.second-factor-required',
        'identity.second-factor-wrong',
      ],
    },
    /** Rotates a refresh token. The same token within 10 seconds gets the same successor; later it ends the session. */
    refresh: {
      input: Type.Object({ refreshToken: RefreshToken }, strict),
      output: Session,
      refusals: ['identity.session-ended'],
    },
    /** Ends the session of the token or of the call. Harmless when there is none. */
    logout: {
      input: Type.Object({ refreshToken: Type.Optional(RefreshToken) }, strict),
      output: Nothing,
      refusals: [],
    },
    /** Sends six digits; the same answer when nobody has this e-mail or phone. */
    requestCode: { input: RequestCodeInput, output: RequestCodeOutput, refusals: ['identity.code-too-soon'] },
    /** Signs in by a code and so proves the e-mail or phone. */
    verifyCode: {
      input: VerifyCodeInput,
      output: Session,
      refusals: [
        'identity.code-wrong',
        'identity.too-many-tries',
        'identity.second-factor-required',
        'identity.second-factor-wrong',
      ],
    },
    /** By which ways one can sign in here: what a sign-in page shows. */
    signInWays: {
      input: Nothing,
      output: Type.Object({ password: Type.Boolean(), code: Type.Boolean(), google: Type.Boolean() }, strict),
      refusals: [],
    },
    /** Begins a sign-in at Google. `sealed` belongs into a cookie of this browser until it comes back. */
    startGoogle: {
      input: Type.Object({ returnTo: Type.Optional(Type.String({ maxLength: 500 })) }, strict),
      output: Type.Object({ url: Type.String(), sealed: Type.String() }, strict),
      refusals: ['identity.google-off', 'identity.google-unavailable'],
    },
    /** Ends it: `query` is what Google sent along, without the `?`. */
    finishGoogle: {
      input: Type.Object(
        { query: Type.String({ maxLength: 8_000 }), sealed: Type.String({ maxLength: 4_000 }) },
        strict,
      ),
      output: Type.Object({ session: Session, returnTo: Type.String() }, strict),
      refusals: [
        'identity.google-off',
        'identity.google-unavailable',
        'identity.google-refused',
        'identity.google-email-not-verified',
        'identity.second-factor-required',
      ],
    },
    listDevices: { input: Nothing, output: Type.Object({ items: Type.Array(Device) }, strict), refusals: [] },
    revokeDevice: {
      input: Type.Object({ deviceId: Uuid }, strict),
      output: Nothing,
      refusals: ['identity.device-not-found'],
    },
    /** Whether the caller's second factor is on. */
    totpState: { input: Nothing, output: TotpState, refusals: [] },
    /** Makes a new secret, which counts only once `confirmTotp` has seen a code of it. */
    setUpTotp: { input: Nothing, output: TotpSetup, refusals: ['identity.totp-already-on'] },
    /** Turns the second factor on; the recovery codes are shown this once. */
    confirmTotp: {
      input: Type.Object({ code: SixDigits }, strict),
      output: TotpConfirmed,
      refusals: [
        'identity.totp-not-set-up',
        'identity.totp-already-on',
        'identity.second-factor-wrong',
        'identity.too-many-tries',
      ],
    },
    disableTotp: {
      input: Type.Object({ code: SecondFactorCode }, strict),
      output: Nothing,
      refusals: ['identity.totp-not-set-up', 'identity.second-factor-wrong', 'identity.too-many-tries'],
    },
    createApiKey: {
      input: CreateApiKeyInput,
      output: CreatedApiKey,
      refusals: ['identity.api-key-scope-not-yours', 'identity.api-key-limit'],
    },
    listApiKeys: { input: Nothing, output: Type.Object({ items: Type.Array(ApiKey) }, strict), refusals: [] },
    revokeApiKey: {
      input: Type.Object({ keyId: Uuid }, strict),
      output: Nothing,
      refusals: ['identity.api-key-not-found'],
    },
    /** Who stands behind an API key; null when it is unknown, revoked or too old. For the HTTP edge. */
    authenticateApiKey: {
      input: Type.Object({ key: Type.String({ maxLength: 200 }) }, strict),
      output: Type.Object({ actor: Type.Union([KeyActor, Type.Null()]) }, strict),
      refusals: [],
    },
    /** Changes the own password and signs out the other devices. */
    changePassword: {
      input: ChangePasswordInput,
      output: Nothing,
      refusals: ['identity.password-wrong', 'identity.password-weak', 'identity.too-many-tries'],
    },
    /** Sets a new password by a code of purpose `reset` and signs out all devices. */
    resetPassword: {
      input: ResetPasswordInput,
      output: Nothing,
      refusals: ['identity.code-wrong', 'identity.password-weak', 'identity.too-many-tries'],
    },
    /** Is this session over? Asked for every request with a token, so answered from the cache. */
    isSessionRevoked: {
      input: Type.Object({ sessionId: Uuid }, strict),
      output: Type.Object({ isRevoked: Type.Boolean() }, strict),
      refusals: [],
    },
    /** Public keys by which access tokens are verified, in the form of RFC 7517. */
    getJwks: { input: Nothing, output: Jwks, refusals: [] },

    getAccount: { input: OneUser, output: Account, refusals: ['identity.account-not-found'] },
    /** Unknown ids are left out. Erased people keep a place-holder name. */
    accountsByIds: {
      input: Type.Object({ userIds: Type.Array(Uuid, { maxItems: 100 }) }, strict),
      output: Type.Object({ accounts: Type.Array(Account) }, strict),
      refusals: [],
    },
    /** Names only, for lists that show people; unknown ids are left out, erased people keep a place-holder. */
    namesByIds: {
      input: Type.Object({ userIds: Type.Array(Uuid, { maxItems: 100 }) }, strict),
      output: Type.Object({ names: Type.Record(Type.String(), Type.String()) }, strict),
      refusals: [],
    },
    /**
     * Who has proven to own this e-mail or phone; nobody else is found, and no part of it finds anybody. For modules, which
     * decide who may ask, count how often and write it down.
     */
    findByContact: {
      input: Type.Object({ contact: Identifier }, strict),
      output: Type.Object(
        { person: Type.Union([Type.Object({ userId: Uuid, name: Type.String() }, strict), Type.Null()]) },
        strict,
      ),
      refusals: [],
    },
    /** The person's own changes. A new e-mail or phone is unproven until a code has proven it. */
    updateAccount: {
      input: Type.Object(
        {
          userId: Uuid,
          name: Type.Optional(PersonName),
          language: Type.Optional(LanguageSchema),
        },
        strict,
      ),
      output: Account,
      refusals: ['identity.account-not-found'],
    },
    /** For staff: newest first, found by the beginning of name, e-mail or phone. Contacts are masked. */
    listUsers: {
      input: Type.Object(
        { query: Type.Optional(Type.String({ maxLength: 100 })), role: Type.Optional(RoleSchema), ...PageQuery },
        strict,
      ),
      output: ListOf(ListedUser),
      refusals: [],
    },
    /** Idempotent. ADMIN and SUPER_ADMIN are given by a SUPER_ADMIN only; the house itself may give any. */
    grantRole: {
      input: UserAndRole,
      output: Nothing,
      refusals: ['identity.account-not-found', 'identity.role-not-yours-to-give'],
    },
    /** Idempotent; ends the person's sessions, since their tokens still carry the role. */
    revokeRole: {
      input: UserAndRole,
      output: Nothing,
      refusals: ['identity.account-not-found', 'identity.role-not-yours-to-give', 'identity.last-super-admin'],
    },
    /** For seeding: finds the account of this e-mail or makes it, proven, with these roles. Never touches an existing password. */
    ensureAccount: {
      input: Type.Object(
        {
          name: PersonName,
          email: Email,
          phone: Type.Optional(PhoneText),
          password: Type.Optional(GivenPassword),
          roles: Type.Array(RoleSchema, { maxItems: 8 }),
          language: Type.Optional(LanguageSchema),
        },
        strict,
      ),
      output: Type.Object({ userId: Uuid, isNew: Type.Boolean() }, strict),
      refusals: ['identity.contact-taken'],
    },
    /** Empties an account for good and ends its sessions. Asks for the password where there is one. */
    eraseAccount: {
      input: Type.Object({ userId: Uuid, password: Type.Optional(GivenPassword) }, strict),
      output: Nothing,
      refusals: [
        'identity.account-not-found',
        'identity.password-wrong',
        'identity.last-super-admin',
        'identity.too-many-tries',
      ],
    },
    /** What identity knows about a person, for their data export. No secrets. */
    exportPersonalData: {
      input: OneUser,
      output: Type.Object({ data: Type.Record(Type.String(), Type.Unknown()) }, strict),
      refusals: [],
    },
  },
  events: {
    'user.registered': { version: 1, aggregate: 'user', payload: Person },
    'user.updated': { version: 1, aggregate: 'user', payload: Person },
    'user.erased': { version: 1, aggregate: 'user', payload: Type.Object({ userId: Uuid }) },
    'role.granted': { version: 1, aggregate: 'user', payload: Type.Object({ userId: Uuid, role: RoleSchema }) },
    'role.revoked': { version: 1, aggregate: 'user', payload: Type.Object({ userId: Uuid, role: RoleSchema }) },
    'session.revoked': {
      version: 1,
      aggregate: 'user',
      payload: Type.Object({ sessionId: Uuid, userId: Uuid, deviceName: Type.String(), reason: Type.String() }),
    },
    /** Somebody tried to register the e-mail or phone of this account again; heard by identity itself, to tell the owner. */
    'registration.repeated': { version: 1, aggregate: 'user', payload: Type.Object({ userId: Uuid }) },
    'password.changed': {
      version: 1,
      aggregate: 'user',
      payload: Type.Object({
        userId: Uuid,
        how: Type.Union([Type.Literal('change'), Type.Literal('reset'), Type.Literal('removed')]),
      }),
    },
    /** A code waits to be sent; heard by identity itself. Carries no code: that follows from the id by a key. */
    'code.requested': { version: 1, aggregate: 'code', payload: Type.Object({ codeId: Uuid }) },
  },
  refusals: identityRefusals,
});
export type IdentityApi = ApiOf<typeof identityContract>;
