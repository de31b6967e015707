-- One head per stream; its row lock queues up writers of one stream, and of no other.
create table heads (
  stream text primary key,
  sequence bigint not null,
  hash bytea not null
);

create table entries (
  stream text not null,
  sequence bigint not null,
  event_id uuid not null unique,
  module text not null,
  action text not null,
  actor_id text,
  recorded_at timestamptz not null,
  -- Exactly the text that was hashed: JSON with sorted keys.
  sealed text not null,
  hash bytea not null,
  primary key (stream, sequence)
);
create index entries_by_time on entries (recorded_at desc, event_id desc);
create index entries_by_actor on entries (actor_id, recorded_at desc, event_id desc);
create index entries_by_action on entries (action, recorded_at desc, event_id desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or deleted';
end $$;
create trigger entries_are_final before update or delete on entries for each row execute function refuse_change();
create trigger entries_stay before truncate on entries for each statement execute function refuse_change();
