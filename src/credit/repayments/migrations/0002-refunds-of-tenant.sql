-- The desk's list of refunds, newest first.
create index refunds_of_tenant on repayments.refunds (tenant_id, created_at desc, id desc);
