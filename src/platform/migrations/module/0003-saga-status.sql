-- A check of a table is parsed from its text for every statement that writes (9 µs here); one of a domain once per
-- connection. Sagas move several times per request.
create domain saga_status as text constraint saga_status_known check (value in ('running', 'undoing', 'done', 'undone'));
alter table sagas drop constraint sagas_status_check, alter column status type saga_status;
