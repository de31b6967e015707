-- First answers under the Idempotency-Key of a request, so that a repeat gets the same one. Kept for 24 hours.
create table idempotency_keys (
  -- 128 bits of SHA-256 over caller, route and key: who knows a key still cannot see another caller's answer.
  id uuid primary key,
  -- The same over address and body: the same key with another request is refused.
  request_hash uuid not null,
  route text not null,
  -- Counts the starts. Only the latest one may store its answer.
  attempt int not null default 1,
  -- A start that died (kill -9, lost connection) may be repeated after this moment.
  leased_until timestamptz not null,
  created_at timestamptz not null default now(),
  -- Null while the first request is under way.
  status smallint,
  headers json,
  body text
)
-- Answers of a few kilobytes stay in the row and uncompressed: they are written once and hardly ever read.
with (toast_tuple_target = 8160, fillfactor = 70);
alter table idempotency_keys alter column body set storage external;
-- Rows lie in order of time, so a range index of a few pages is enough for the clean-up and costs an insert nothing.
create index idempotency_keys_by_age on idempotency_keys using brin (created_at);
