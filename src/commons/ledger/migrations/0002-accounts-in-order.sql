-- Staff look through accounts by the beginning of their code ("seller:…"). The unique key sorts by the language of the
-- database, in which such a beginning is no stretch of the index; by bytes it is.
create index accounts_in_order on ledger.accounts (code collate "C", currency collate "C");
