-- A check of a table is parsed from its text for every statement that writes; one of a domain once per connection. Checks
-- over several columns stay where they are.
create domain reservation_status as text constraint reservation_status_known
  check (value in ('held', 'confirmed', 'deducted', 'returned', 'released', 'expired'));
create domain movement_kind as text constraint movement_kind_known
  check (value in ('receive', 'adjust', 'waste', 'return', 'count', 'reserve', 'release', 'expire', 'deduct'));
create domain movement_reason as text constraint movement_reason_short check (length(value) <= 300);
create domain reserved_quantity as int constraint reserved_quantity_above_zero check (value > 0);
create domain stock_on_hand as bigint constraint stock_on_hand_sane check (value between 0 and 100000000);
alter table reservations drop constraint reservations_status_check, alter column status type reservation_status;
alter table reservation_lines drop constraint reservation_lines_quantity_check, alter column quantity type reserved_quantity;
alter table movements
  drop constraint movements_kind_check,
  drop constraint movements_reason_check,
  alter column kind type movement_kind,
  alter column reason type movement_reason;
alter table stocks drop constraint stocks_on_hand_sane, alter column on_hand type stock_on_hand;
