-- A check of a table is parsed from its text for every statement that writes; one of a domain once per connection.
create domain line_quantity as int constraint line_quantity_in_bounds check (value between 1 and 9999);
create domain minor_units as bigint constraint minor_units_not_negative check (value >= 0);
alter table lines
  drop constraint lines_quantity,
  drop constraint lines_seen_price_minor_check,
  alter column quantity type line_quantity,
  alter column seen_price_minor type minor_units;
