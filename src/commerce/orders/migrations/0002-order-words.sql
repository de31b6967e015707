-- What a shop finds its orders by: the words of number, invoice, people, goods and waybill. Apart from the orders, because
-- those are rewritten at each step and every index on them is paid for again. Words and not trigrams: an order has about
-- twenty words and some two hundred and fifty trigrams, and each is an entry of the index, written in every checkout.
create table order_words (
  order_id uuid primary key,
  seller_id uuid not null,
  words tsvector not null
);
-- The list of entries that wait to be sorted in is kept short, so that no checkout sorts in a long one.
create index order_words_of_seller on order_words using gin (seller_id, words) with (gin_pending_list_limit = 256);

insert into order_words (order_id, seller_id, words)
select o.id, o.seller_id, array_to_tsvector(array(
  select distinct left(word, 60) from regexp_split_to_table(
    lower(concat_ws(' ', o.number, replace(o.number, '-', ''), o.invoice_number, o.tracking_number, o.buyer_name, o.address ->> 'recipientName',
      (select string_agg(concat_ws(' ', l.name, l.sku), ' ') from lines l where l.order_id = o.id))), '[^[:alnum:]]+') as word
  where word <> ''))
from orders o;
