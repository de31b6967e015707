-- Until when the asker wants the money: a channel that ends earlier may be left for one that takes longer.
alter table payments.payments add column payable_until timestamptz;

-- Bills of a payment besides the one that people are shown: being made for another channel, or replaced by one.
create table payments.bills (
  payment_id uuid not null references payments.payments (id),
  -- The reference at the provider is `<payment_id>-<attempt>`, as for the bill that is shown.
  attempt smallint not null,
  channel text not null,
  provider text not null,
  provider_payment_id text,
  -- making: nobody has seen it yet; ended: nobody should pay it any more, and what comes all the same is found.
  status text not null check (status in ('making', 'ended')),
  made_at timestamptz not null,
  ended_at timestamptz,
  -- When the sweep looks at it next; null: never again.
  due_at timestamptz,
  primary key (payment_id, attempt),
  constraint bills_ended check ((status = 'ended') = (ended_at is not null))
);
create index bills_due on payments.bills (due_at) where due_at is not null;
