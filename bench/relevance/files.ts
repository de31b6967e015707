import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

export type Goods = { id: string; title: string; description: string; brand: string; category: string };
/** Query → product → grade, 0 for what does not fit. */
export type Judgements = Map<string, Map<string, number>>;

/** Products of a catalogue; columns are found by the names that such files use. */
export function readGoods(path: string): Goods[] {
  return table(path).map((row) => ({
    id: pick(row, ['product_id', 'product_uid', 'id', 'docid']),
    title: pick(row, ['title', 'product_title', 'product_name', 'name']),
    description: pick(row, ['description', 'product_description', 'text'], ''),
    brand: pick(row, ['brand', 'product_brand'], ''),
    category: pick(row, ['category', 'product_class'], ''),
  }));
}

export function readQueries(path: string): { id: string; text: string }[] {
  return table(path).map((row) => ({
    id: pick(row, ['query_id', 'id', 'qid']),
    text: pick(row, ['query', 'text', 'search_term']),
  }));
}

/** Lines of `query 0 product grade`, as TREC writes them. */
export function readJudgements(path: string): Judgements {
  const judgements: Judgements = new Map();
  for (const line of readText(path).split('\n')) {
    const [query = '', , product = '', grade = ''] = line.trim().split(/\s+/);
    if (product === '' || !Number.isFinite(Number(grade))) continue;
    const ofQuery = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, ofQuery.set(product, Number(grade)));
  }
  return judgements;
}

function table(path: string): Record<string, string>[] {
  const text = readText(path);
  const [header = ''] = text.split('\n', 1);
  const delimiter = header.includes('\t') ? '\t' : ',';
  return parse(text, { columns: true, bom: true, relax_quotes: true, relax_column_count: true, delimiter });
}

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}

function pick(row: Record<string, string>, names: readonly string[], otherwise?: string): string {
  const found = names.map((name) => row[name]).find((value) => value !== undefined) ?? otherwise;
  if (found === undefined) throw new Error(`None of the columns ${names.join(', ')} stands in ${Object.keys(row)}`);
  return found.trim();
}
