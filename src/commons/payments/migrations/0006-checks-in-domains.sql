-- A check of a table is parsed from its text for every statement that writes; one of a domain once per connection. Checks
-- over several columns stay where they are.
create domain payments.payment_status as text constraint payment_status_known
  check (value in ('creating', 'pending', 'completed', 'expired', 'failed', 'cancelled'));
create domain payments.capture_kind as text constraint capture_kind_known
  check (value in ('exact', 'over', 'short', 'late', 'double', 'unmatched'));
create domain payments.minor_units as bigint constraint minor_units_not_negative check (value >= 0);
create domain payments.paid_minor as bigint constraint paid_minor_above_zero check (value > 0);
alter table payments.payments
  drop constraint payments_status_check,
  drop constraint payments_amount_minor_check,
  alter column status type payments.payment_status,
  alter column amount_minor type payments.paid_minor;
alter table payments.allocations
  drop constraint allocations_amount_minor_check,
  alter column amount_minor type payments.paid_minor;
alter table payments.captures
  drop constraint captures_amount_minor_check,
  drop constraint captures_booked_minor_check,
  drop constraint captures_suspense_minor_check,
  drop constraint captures_kind_check,
  alter column amount_minor type payments.paid_minor,
  alter column booked_minor type payments.minor_units,
  alter column suspense_minor type payments.minor_units,
  alter column kind type payments.capture_kind;
