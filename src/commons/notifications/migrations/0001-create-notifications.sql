-- Where people can be reached: a copy of what identity says.
create table contacts (
  user_id uuid primary key,
  name text not null,
  email text,
  phone text,
  language text not null,
  changed_at timestamptz not null default now()
);
comment on column contacts.email is 'personal';
comment on column contacts.phone is 'personal';

-- Who is behind a shop: a copy of what sellers says.
create table shops (
  seller_id uuid primary key,
  user_id uuid not null
);

create table preferences (
  user_id uuid primary key,
  switches jsonb not null
);

create table notices (
  id uuid primary key,
  user_id uuid not null,
  type text not null,
  group_name text not null,
  title text not null,
  body text not null,
  link text,
  read_at timestamptz,
  created_at timestamptz not null,
  -- The same fact tells a person once.
  cause text not null,
  unique (user_id, cause)
);
create index notices_newest on notices (user_id, created_at desc, id desc);
create index notices_unread on notices (user_id) where read_at is null;

-- Mails and messages on their way. What they say is sealed, since codes travel here, and emptied once they are sent.
create table deliveries (
  id uuid primary key,
  user_id uuid,
  type text not null,
  channel text not null check (channel in ('email', 'whatsapp')),
  sealed text,
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'failed', 'late')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  -- Worthless after this moment (codes).
  expires_at timestamptz,
  last_error text,
  cause text not null unique,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index deliveries_due on deliveries (next_attempt_at) where status = 'waiting';
create index deliveries_by_age on deliveries (created_at);
