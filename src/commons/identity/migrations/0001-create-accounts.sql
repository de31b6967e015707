-- Personal data is classified in the column comments: `personal` (who somebody is), `contact` (how to reach them),
-- `secret` (proves who somebody is; never shown, exported or logged), `trace` (what they did, from where).

create table identity.accounts (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  email text check (length(email) <= 254),
  email_verified_at timestamptz,
  phone text check (length(phone) <= 20),
  phone_verified_at timestamptz,
  password_hash text,
  password_changed_at timestamptz,
  language text not null check (language in ('id', 'en')),
  status text not null default 'active' check (status in ('active', 'erased')),
  -- Somebody tried to register this e-mail or phone again while nobody had proven to own it.
  contested_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint accounts_reachable check (status = 'erased' or email is not null or phone is not null)
);
create unique index accounts_email on identity.accounts (email) where email is not null;
create unique index accounts_phone on identity.accounts (phone) where phone is not null;
-- The staff's list: newest first.
create index accounts_newest on identity.accounts (created_at desc, id desc);
-- The staff's search by the beginning of a name.
create index accounts_name on identity.accounts (lower(name) text_pattern_ops);

comment on column identity.accounts.name is 'personal';
comment on column identity.accounts.email is 'contact; lower case, NFKC';
comment on column identity.accounts.phone is 'contact; E.164';
comment on column identity.accounts.password_hash is 'secret; argon2id, PHC string';

create table identity.account_roles (
  account_id uuid not null references identity.accounts (id) on delete cascade,
  role text not null check (role in ('CUSTOMER', 'SELLER', 'STORE_MANAGER', 'CREDIT_OFFICER', 'COMPLIANCE_OFFICER', 'ADMIN', 'SUPER_ADMIN', 'PARTNER')),
  granted_at timestamptz not null,
  primary key (account_id, role)
);
create index account_roles_role on identity.account_roles (role, account_id);

-- A session is one device. All its refresh tokens are one family.
create table identity.sessions (
  id uuid primary key,
  account_id uuid not null references identity.accounts (id) on delete cascade,
  device_name text not null check (length(device_name) <= 100),
  user_agent text,
  address text,
  method text not null check (method in ('password', 'code', 'google')),
  has_second_factor boolean not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- When the newest refresh token of the family runs out.
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoke_reason text check (revoke_reason in ('logout', 'device-list', 'device-limit', 'reuse', 'password', 'role', 'takeover', 'erased')),
  check ((revoked_at is null) = (revoke_reason is null))
);
create index sessions_live on identity.sessions (account_id, created_at) where revoked_at is null;
create index sessions_expiry on identity.sessions (expires_at);

comment on column identity.sessions.user_agent is 'trace';
comment on column identity.sessions.address is 'trace';

create table identity.refresh_tokens (
  -- SHA-256 of 256 random bits: nothing to guess, so no salt and no slow hash.
  token_hash bytea primary key,
  session_id uuid not null references identity.sessions (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_session on identity.refresh_tokens (session_id);
create index refresh_tokens_expiry on identity.refresh_tokens (expires_at);

comment on column identity.refresh_tokens.token_hash is 'secret';

create table identity.signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  -- Sealed by the field cipher; emptied when the key retires.
  private_sealed text,
  created_at timestamptz not null,
  -- Published before it signs, so that every verifier knows it by then.
  active_from timestamptz not null,
  -- No token signed with it is valid after this moment.
  retires_at timestamptz
);
comment on column identity.signing_keys.private_sealed is 'secret';

-- Six digits that prove an e-mail or phone. The digits themselves are nowhere: they follow from the id by a keyed hash.
create table identity.codes (
  id uuid primary key,
  -- Keyed fingerprint of the e-mail or phone, so unknown ones leave the same traces as known ones.
  identifier_key text not null,
  purpose text not null check (purpose in ('login', 'verify', 'reset')),
  account_id uuid references identity.accounts (id) on delete cascade,
  channel text not null check (channel in ('email', 'phone')),
  language text not null check (language in ('id', 'en')),
  tries_left smallint not null check (tries_left >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index codes_latest on identity.codes (identifier_key, created_at desc);
create index codes_created on identity.codes (created_at);

-- How often a sign-in was tried for a name or from an address. Names are fingerprints, known or not.
create table identity.sign_in_throttles (
  key text primary key,
  failures integer not null check (failures >= 0),
  last_try_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_throttles_old on identity.sign_in_throttles (last_try_at);

create table identity.totp_secrets (
  account_id uuid primary key references identity.accounts (id) on delete cascade,
  secret_sealed text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- The newest time step whose code was accepted; a code works once.
  last_step bigint
);
comment on column identity.totp_secrets.secret_sealed is 'secret';

create table identity.recovery_codes (
  account_id uuid not null references identity.accounts (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
comment on column identity.recovery_codes.code_hash is 'secret';

create table identity.external_identities (
  issuer text not null,
  subject text not null,
  account_id uuid not null references identity.accounts (id) on delete cascade,
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
create index external_identities_account on identity.external_identities (account_id);
comment on column identity.external_identities.subject is 'personal';

create table identity.api_keys (
  id uuid primary key,
  account_id uuid not null references identity.accounts (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  -- The readable beginning, by which its owner knows it.
  prefix text not null,
  secret_hash bytea not null unique,
  scopes text[] not null,
  tenant_id text,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_account on identity.api_keys (account_id, created_at desc);
comment on column identity.api_keys.secret_hash is 'secret; SHA-256 of 256 random bits';
