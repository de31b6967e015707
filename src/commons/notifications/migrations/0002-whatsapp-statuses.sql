-- What became of a delivery after it left the house, and what goes out in its place when it does not arrive.
alter table deliveries
  add column notice_id uuid,
  -- WhatsApp's name of the message; mails have none.
  add column provider_message_id text,
  -- As WhatsApp last said: sent, delivered, read or failed; null until it says something, and for mails.
  add column outcome text check (outcome in ('sent', 'delivered', 'read', 'failed')),
  add column outcome_at timestamptz,
  -- The same notice for the next channel, sealed under the id it will have; emptied as soon as it cannot be needed.
  add column fallback_id uuid,
  add column fallback text;
create unique index deliveries_message on deliveries (provider_message_id) where provider_message_id is not null;
create index deliveries_notice on deliveries (notice_id) where notice_id is not null;

-- The latest word on each message. It may come before the answer to the sending does, so it is kept on its own.
create table message_statuses (
  message_id text primary key,
  status text not null check (status in ('sent', 'delivered', 'read', 'failed')),
  rank smallint not null,
  error text,
  said_at timestamptz not null,
  heard_at timestamptz not null default now()
);
create index message_statuses_by_age on message_statuses (heard_at);
