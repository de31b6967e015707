import { type Sql, sql } from '#platform/database';
import { columns, type Page } from './order-queries.ts';
import type { OrderRecord } from './order-record.ts';
import { searchWordsOf, wordsOf } from './order-search-rules.ts';

/** What these orders will be found by; written with them. */
export function insertWords(orders: readonly OrderRecord[]): Sql {
  return sql`
    insert into orders.order_words (order_id, seller_id, words)
    select w.order_id, w.seller_id, array_to_tsvector(string_to_array(w.words, ' '))
    from unnest(${orders.map((o) => o.orderId)}::uuid[], ${orders.map((o) => o.sellerId)}::uuid[],
      ${orders.map((o) => searchWordsOf(o).join(' '))}::text[]) as w (order_id, seller_id, words)`;
}

/** The waybill has a number now. */
export function addWords(orderId: string, text: string): Sql {
  return sql`
    update orders.order_words set words = words || array_to_tsvector(${wordsOf(text)}::text[]) where order_id = ${orderId}`;
}

/** A person has gone: their orders are found by numbers and goods only. */
export function forgetNamesInWords(buyerId: string): Sql {
  return sql`
    update orders.order_words w set words = array_to_tsvector(array(
      select distinct left(word, 60) from regexp_split_to_table(
        lower(concat_ws(' ', o.number, replace(o.number, '-', ''), o.invoice_number, o.tracking_number,
          (select string_agg(concat_ws(' ', l.name, l.sku), ' ') from orders.lines l where l.order_id = o.id))),
        '[^[:alnum:]]+') as word
      where word <> ''))
    from orders.orders o where o.id = w.order_id and o.buyer_id = ${buyerId}`;
}

/** Stands after every id. */
const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Orders of a shop that have all these words, newest first, one more than asked for. `query` comes from `searchQueryOf`. */
export function selectOfSellerByWords(sellerId: string, query: string, { status, limit, beforeId }: Page): Sql {
  return sql`
    select ${columns} from orders.order_words w join orders.orders o on o.id = w.order_id
    where w.seller_id = ${sellerId} and w.words @@ ${query}::tsquery and o.id < ${beforeId ?? AFTER_ALL}
      and (${status}::text is null or o.status = ${status})
    order by o.id desc limit ${limit + 1}`;
}

/** The same of all shops; for staff. */
export function selectByWords(query: string, { status, limit, beforeId }: Page): Sql {
  return sql`
    select ${columns} from orders.order_words w join orders.orders o on o.id = w.order_id
    where w.words @@ ${query}::tsquery and o.id < ${beforeId ?? AFTER_ALL}
      and (${status}::text is null or o.status = ${status})
    order by o.id desc limit ${limit + 1}`;
}
