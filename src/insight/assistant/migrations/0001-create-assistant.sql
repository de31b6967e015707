create table sessions (
  id uuid primary key,
  store_id uuid not null,
  user_id uuid not null,
  title text not null,
  message_count int not null default 0,
  -- Set while a question is being answered; one that a dead process left behind no longer counts after two minutes.
  answering_since timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_of_person on sessions (store_id, user_id, updated_at desc, id desc);
create index sessions_of_user on sessions (user_id);

create table messages (
  id uuid primary key,
  session_id uuid not null references sessions on delete cascade,
  store_id uuid not null,
  place int not null,
  role text not null check (role in ('person', 'assistant')),
  body text not null,
  sources jsonb not null default '[]',
  outcome text,
  written_by text,
  notices text[] not null default '{}',
  suggestions text[] not null default '{}',
  proposal jsonb,
  created_at timestamptz not null,
  unique (session_id, place)
);

-- One row for each call of a model. `running` rows count with what they may cost at most.
create table model_calls (
  id uuid primary key,
  store_id uuid not null,
  user_id uuid,
  feature text not null check (feature in ('chat', 'document', 'question')),
  provider text not null,
  model text not null,
  status text not null check (status in ('running', 'done', 'failed')),
  fault text,
  prompt_tokens int not null default 0,
  completion_tokens int not null default 0,
  embedding_tokens int not null default 0,
  cached_tokens int not null default 0,
  is_estimated boolean not null default false,
  latency_ms int,
  created_at timestamptz not null
);
create index model_calls_of_store on model_calls (store_id, created_at);

-- Locked while a call is let in, so that two at once do not both take the last of a quota.
create table quotas (
  store_id uuid primary key
);

comment on column messages.body is 'personal';
