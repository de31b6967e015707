-- What is running out at one shop. `is_low` changes only when a level is crossed, so checkouts do not pay for this.
create index stock_cards_low on stock_cards (seller_id, offer_id) where is_low;
