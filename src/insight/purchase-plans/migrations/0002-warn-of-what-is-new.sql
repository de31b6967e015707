-- What the owner of a store has been told of already, as of the last nightly run: told again only when it is short anew.
create table known_shortages (
  store_id uuid primary key,
  ingredient_ids uuid[] not null
);
drop table warnings;
