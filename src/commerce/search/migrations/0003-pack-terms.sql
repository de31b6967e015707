-- The numbers of a document's facet terms, four bytes each: strung together for all hits of a search they are counted by
-- the server in microseconds, where unnesting and grouping them takes PostgreSQL 2 ms for a thousand hits.
create function pack_terms(terms int[]) returns bytea language sql immutable parallel safe as $$
  select coalesce(string_agg(int4send(term), ''::bytea order by place), ''::bytea)
  from unnest(terms) with ordinality as numbered (term, place)
$$;
alter table documents add column packed_terms bytea not null generated always as (pack_terms(terms)) stored;
