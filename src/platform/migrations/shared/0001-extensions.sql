-- In `public`, so that every module's role can use them. All of them ship with PostgreSQL itself.
create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;
create extension if not exists btree_gin with schema public;
create extension if not exists btree_gist with schema public;
