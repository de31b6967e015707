/** The shapes that identity's operations and routes speak in. */

import { type Static, Type } from 'typebox';
import { Moment, Uuid } from '#platform/schema-parts';

const strict = { additionalProperties: false } as const;

const nullable = <T extends ReturnType<typeof Type.String>>(schema: T) => Type.Union([schema, Type.Null()]);

export const LanguageSchema = Type.Union([Type.Literal('id'), Type.Literal('en')]);

export const RoleSchema = Type.Union([
  Type.Literal('CUSTOMER'),
  Type.Literal('SELLER'),
  Type.Literal('STORE_MANAGER'),
  Type.Literal('CREDIT_OFFICER'),
  Type.Literal('COMPLIANCE_OFFICER'),
  Type.Literal('ADMIN'),
  Type.Literal('SUPER_ADMIN'),
  Type.Literal('PARTNER'),
]);

/** Shown names: one line, something visible in it. */
export const PersonName = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
export const Email = Type.String({ format: 'email', maxLength: 254 });
/** As people type it (`0812…`, `62…`, `+62…`, spaces, dashes); kept as E.164. */
export const PhoneText = Type.String({ minLength: 6, maxLength: 30 });
/** E-mail or phone, as typed. */
export const Identifier = Type.String({ minLength: 3, maxLength: 254 });
export const NewPassword = Type.String({ minLength: 10, maxLength: 200 });
export const GivenPassword = Type.String({ minLength: 1, maxLength: 200 });
export const SixDigits = Type.String({ pattern: '^[0-9]{6}$' });
/** Six digits of the authenticator app, or a recovery code. */
export const SecondFactorCode = Type.String({ minLength: 6, maxLength: 30 });
export const DeviceName = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });

export const RegisterInput = Type.Object(
  {
    name: PersonName,
    email: Type.Optional(Email),
    phone: Type.Optional(PhoneText),
    password: NewPassword,
    language: Type.Optional(LanguageSchema),
  },
  { ...strict, minProperties: 3 },
);
export type RegisterInput = Static<typeof RegisterInput>;

export const RegisterOutput = Type.Object({ user: Type.Object({ id: Uuid, name: Type.String() }, strict) }, strict);

export const SignInUser = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    email: nullable(Type.String()),
    phone: nullable(Type.String()),
    roles: Type.Array(RoleSchema),
  },
  strict,
);

/** What a successful sign-in or refresh gives. */
export const Session = Type.Object(
  {
    accessToken: Type.String(),
    tokenType: Type.Literal('Bearer'),
    expiresInSeconds: Type.Integer(),
    refreshToken: Type.String(),
    user: SignInUser,
  },
  strict,
);
export type Session = Static<typeof Session>;

/** On the wire: in cookie mode the tokens are in httpOnly cookies and null here. */
export const SessionAnswer = Type.Object(
  { ...Session.properties, accessToken: nullable(Type.String()), refreshToken: nullable(Type.String()) },
  strict,
);

export const LoginInput = Type.Object(
  {
    identifier: Identifier,
    password: GivenPassword,
    totpCode: Type.Optional(SecondFactorCode),
    deviceName: Type.Optional(DeviceName),
  },
  strict,
);
export type LoginInput = Static<typeof LoginInput>;

export const CodePurpose = Type.Union([Type.Literal('login'), Type.Literal('verify'), Type.Literal('reset')]);
export type CodePurpose = Static<typeof CodePurpose>;

export const RequestCodeInput = Type.Object({ identifier: Identifier, purpose: Type.Optional(CodePurpose) }, strict);
export type RequestCodeInput = Static<typeof RequestCodeInput>;
export const RequestCodeOutput = Type.Object({ expiresAt: Moment, resendAfterSeconds: Type.Integer() }, strict);

export const VerifyCodeInput = Type.Object(
  {
    identifier: Identifier,
    code: SixDigits,
    totpCode: Type.Optional(SecondFactorCode),
    deviceName: Type.Optional(DeviceName),
  },
  strict,
);
export type VerifyCodeInput = Static<typeof VerifyCodeInput>;

export const ResetPasswordInput = Type.Object(
  { identifier: Identifier, code: SixDigits, newPassword: NewPassword },
  strict,
);
export type ResetPasswordInput = Static<typeof ResetPasswordInput>;

export const ChangePasswordInput = Type.Object({ currentPassword: GivenPassword, newPassword: NewPassword }, strict);
export type ChangePasswordInput = Static<typeof ChangePasswordInput>;

/** 43 characters of base64url; longer and shorter ones are simply not ours. */
export const RefreshToken = Type.String({ minLength: 1, maxLength: 200 });

export const Device = Type.Object(
  { id: Uuid, name: Type.String(), current: Type.Boolean(), lastSeenAt: Moment, createdAt: Moment },
  strict,
);
export type Device = Static<typeof Device>;

export const TotpSetup = Type.Object({ secret: Type.String(), uri: Type.String() }, strict);
/** Whether sign-in asks for a second factor, and how many recovery codes are left for the day the phone is lost. */
export const TotpState = Type.Object({ isOn: Type.Boolean(), recoveryCodesLeft: Type.Integer({ minimum: 0 }) }, strict);
export type TotpState = Static<typeof TotpState>;
export const TotpConfirmed = Type.Object({ recoveryCodes: Type.Array(Type.String()) }, strict);

export const ApiKey = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    prefix: Type.String(),
    scopes: Type.Array(Type.String()),
    createdAt: Moment,
    expiresAt: nullable(Moment),
    lastUsedAt: nullable(Moment),
  },
  strict,
);
export type ApiKey = Static<typeof ApiKey>;

export const CreateApiKeyInput = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    scopes: Type.Array(Type.String({ pattern: '^[a-z][a-z-]*:[a-z][a-z-]*$', maxLength: 80 }), {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
    }),
    expiresAt: Type.Optional(Moment),
  },
  strict,
);
export type CreateApiKeyInput = Static<typeof CreateApiKeyInput>;

/** The only time the key itself is shown. */
export const CreatedApiKey = Type.Object({ ...ApiKey.properties, key: Type.String() }, strict);

export const Account = Type.Object(
  {
    userId: Uuid,
    name: Type.String(),
    email: nullable(Type.String()),
    phone: nullable(Type.String()),
    roles: Type.Array(RoleSchema),
    language: LanguageSchema,
  },
  strict,
);
export type Account = Static<typeof Account>;

/** What staff see of an account in lists: contacts are masked. */
export const ListedUser = Type.Object(
  {
    id: Uuid,
    name: Type.String(),
    email: nullable(Type.String()),
    phone: nullable(Type.String()),
    roles: Type.Array(RoleSchema),
    status: Type.Union([Type.Literal('active'), Type.Literal('erased')]),
    createdAt: Moment,
  },
  strict,
);
export type ListedUser = Static<typeof ListedUser>;

/** Who stands behind an API key, as the HTTP edge needs it. */
export const KeyActor = Type.Object(
  {
    keyId: Uuid,
    userId: Uuid,
    tenantId: nullable(Type.String()),
    roles: Type.Array(RoleSchema),
    scopes: Type.Array(Type.String()),
  },
  strict,
);

export const Jwks = Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }, strict);
