-- The same vector as numbers, kept where the server has pgvector: it then looks at them itself (`numbers::vector`).
alter table embeddings add column numbers real[];
