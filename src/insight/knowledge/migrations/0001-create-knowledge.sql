create table documents (
  id uuid primary key,
  store_id uuid not null,
  name text not null,
  kind text not null check (kind in ('pdf', 'docx', 'markdown', 'text')),
  -- Of the file: sent twice, it is one document.
  sha256 text not null,
  bytes int not null,
  pages int,
  characters int not null,
  chunks int not null,
  uploaded_by uuid,
  created_at timestamptz not null,
  unique (store_id, sha256)
);
create index documents_of_store on documents (store_id, created_at desc, id desc);

create table chunks (
  id uuid primary key,
  store_id uuid not null,
  document_id uuid not null references documents on delete cascade,
  place int not null,
  heading text not null,
  page int,
  char_from int not null,
  char_to int not null,
  body text not null,
  unique (document_id, place)
);

-- Unit vectors, float4 little-endian, with the model they are of: another model's are never compared with them.
create table embeddings (
  chunk_id uuid not null references chunks on delete cascade,
  store_id uuid not null,
  document_id uuid not null,
  model text not null,
  dimension int not null,
  vector bytea not null,
  primary key (chunk_id, model)
);
create index embeddings_of_store on embeddings (store_id, model);

-- Counts up with every change of a store's documents: who has read them knows by it whether that still holds.
create table changes (
  store_id uuid primary key,
  change bigint not null
);

comment on column chunks.body is 'personal';
