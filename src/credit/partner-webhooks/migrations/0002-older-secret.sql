-- The secret before the previous one, while its day is not over: whoever did not get the answer to a rotation and asked again
-- still knows this one.
alter table partner_webhooks.endpoints
  add column older_secret_sealed text,
  add column older_secret_until timestamptz;
