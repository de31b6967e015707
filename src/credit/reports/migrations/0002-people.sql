-- How many people stand behind a day's figures; null for days of before they were counted.
alter table reports.days
  add column borrowers bigint,
  add column active_borrowers bigint,
  add column funders bigint,
  add column paid_out_minor bigint;
-- Debtors of a registry, each once, page by page.
create index registry_lines_by_borrower on reports.registry_lines (tenant_id, month_end, borrower_id);
