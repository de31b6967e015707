-- Words are compared in another way now (numbers apart from units, English plurals folded): every product is read again.
insert into marks (product_id) select product_id from documents on conflict (product_id) do nothing;
