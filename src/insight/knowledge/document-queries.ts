import { type Runner, type Sql, sql, type Tx } from '#platform/database';
import type { Document } from './contract.ts';

export type DocumentRow = {
  id: string;
  store_id: string;
  name: string;
  kind: Document['kind'];
  bytes: number;
  pages: number | null;
  characters: number;
  chunks: number;
  embedded: number;
  uploaded_by: string | null;
  created_at: Date;
};
export type ChunkRow = {
  id: string;
  document_id: string;
  document_name: string;
  place: number;
  heading: string;
  page: number | null;
  char_from: number;
  char_to: number;
  body: string;
};

const columns = (
  model: string | null,
): Sql => sql`d.id, d.store_id, d.name, d.kind, d.bytes, d.pages, d.characters, d.chunks,
  (select count(*)::int from knowledge.embeddings e
   where e.document_id = d.id and e.store_id = d.store_id and e.model = ${model}) as embedded, d.uploaded_by, d.created_at`;
const chunkColumns = sql`c.id, c.document_id, d.name as document_name, c.place, c.heading, c.page, c.char_from, c.char_to, c.body`;

type OneDocument = { storeId: string; documentId: string; model: string | null };

export async function findDocument(runner: Runner, one: OneDocument): Promise<DocumentRow | undefined> {
  const [row] = await runner.run<DocumentRow>(sql`
    select ${columns(one.model)} from knowledge.documents d where d.id = ${one.documentId} and d.store_id = ${one.storeId}`);
  return row;
}

export async function findBySum(
  runner: Runner,
  storeId: string,
  sha256: string,
  model: string | null,
): Promise<DocumentRow | undefined> {
  const [row] = await runner.run<DocumentRow>(sql`
    select ${columns(model)} from knowledge.documents d where d.store_id = ${storeId} and d.sha256 = ${sha256}`);
  return row;
}

export async function listDocumentsOf(
  runner: Runner,
  storeId: string,
  model: string | null,
  page: { after: { at: string; id: string } | null; limit: number },
): Promise<DocumentRow[]> {
  const after = page.after
    ? sql`(d.created_at, d.id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`
    : sql`true`;
  return runner.run<DocumentRow>(sql`
    select ${columns(model)} from knowledge.documents d where d.store_id = ${storeId} and ${after}
    order by d.created_at desc, d.id desc limit ${page.limit}`);
}

export async function listChunksOf(
  runner: Runner,
  one: { storeId: string; documentId: string },
  afterPlace: number,
  limit: number,
): Promise<ChunkRow[]> {
  return runner.run<ChunkRow>(sql`
    select ${chunkColumns} from knowledge.chunks c join knowledge.documents d on d.id = c.document_id
    where c.document_id = ${one.documentId} and c.store_id = ${one.storeId} and d.store_id = ${one.storeId}
      and c.place > ${afterPlace}
    order by c.place limit ${limit}`);
}

/** Of this store only, whatever ids are asked for. */
export async function listChunksByIds(runner: Runner, storeId: string, chunkIds: string[]): Promise<ChunkRow[]> {
  return runner.run<ChunkRow>(sql`
    select ${chunkColumns} from knowledge.chunks c join knowledge.documents d on d.id = c.document_id
    where c.id = any(${chunkIds}::uuid[]) and c.store_id = ${storeId} and d.store_id = ${storeId}`);
}

/** How many documents and chunks the store has; the row of its changes is locked, so that two uploads count each other. */
export async function lockTotals(tx: Tx, storeId: string): Promise<{ documents: number; chunks: number }> {
  tx.write(sql`insert into knowledge.changes (store_id, change) values (${storeId}, 0) on conflict do nothing`);
  const [, totals] = await tx.batch<[unknown[], { documents: number; chunks: number }[]]>([
    sql`select change from knowledge.changes where store_id = ${storeId} for update`,
    sql`select count(*)::int as documents, coalesce(sum(chunks), 0)::int as chunks
        from knowledge.documents where store_id = ${storeId}`,
  ]);
  return totals?.[0] ?? { documents: 0, chunks: 0 };
}

export type NewDocument = Omit<DocumentRow, 'embedded'> & { sha256: string };
export type NewChunk = Omit<ChunkRow, 'document_id' | 'document_name'>;

export function insertDocument(document: NewDocument, chunks: readonly NewChunk[]): Sql[] {
  const { id, store_id: storeId } = document;
  return [
    sql`insert into knowledge.documents
          (id, store_id, name, kind, sha256, bytes, pages, characters, chunks, uploaded_by, created_at)
        values (${id}, ${storeId}, ${document.name}, ${document.kind}, ${document.sha256}, ${document.bytes},
          ${document.pages}, ${document.characters}, ${document.chunks}, ${document.uploaded_by}, ${document.created_at})`,
    sql`insert into knowledge.chunks (id, store_id, document_id, place, heading, page, char_from, char_to, body)
        select c.id, ${storeId}, ${id}, c.place, c.heading, c.page, c.char_from, c.char_to, c.body
        from unnest(${chunks.map((c) => c.id)}::uuid[], ${chunks.map((c) => c.place)}::int[],
          ${chunks.map((c) => c.heading)}::text[], ${chunks.map((c) => c.page)}::int[],
          ${chunks.map((c) => c.char_from)}::int[], ${chunks.map((c) => c.char_to)}::int[], ${chunks.map((c) => c.body)}::text[])
          as c (id, place, heading, page, char_from, char_to, body)`,
    countChange(storeId),
  ];
}

function countChange(storeId: string): Sql {
  return sql`insert into knowledge.changes (store_id, change) values (${storeId}, 1)
    on conflict (store_id) do update set change = changes.change + 1`;
}

/** True where it was there. Pieces and vectors go with it. */
export async function deleteDocument(tx: Tx, storeId: string, documentId: string): Promise<boolean> {
  const [gone] = await tx.batch<[{ id: string }[], unknown[]]>([
    sql`delete from knowledge.documents where id = ${documentId} and store_id = ${storeId} returning id`,
    countChange(storeId),
  ]);
  return (gone?.length ?? 0) > 0;
}

export async function changeOf(runner: Runner, storeId: string): Promise<number> {
  const [row] = await runner.run<{ change: number }>(
    sql`select change from knowledge.changes where store_id = ${storeId}`,
  );
  return row?.change ?? 0;
}

export async function listDocumentIds(runner: Runner, storeId: string): Promise<string[]> {
  const rows = await runner.run<{ id: string }>(sql`
    select id from knowledge.documents where store_id = ${storeId} order by created_at, id`);
  return rows.map(({ id }) => id);
}

export type TextRow = { id: string; document_id: string; title: string; body: string };

/** What the index of a store is built from, in order. */
export async function listTexts(
  runner: Runner,
  of: { storeId: string; documentIds: string[] },
  after: { documentId: string; place: number } | null,
  limit: number,
): Promise<(TextRow & { place: number })[]> {
  const from = after ? sql`(c.document_id, c.place) > (${after.documentId}::uuid, ${after.place}::int)` : sql`true`;
  return runner.run(sql`
    select c.id, c.document_id, c.place, d.name || case when c.heading = '' then '' else ' › ' || c.heading end as title, c.body
    from knowledge.chunks c join knowledge.documents d on d.id = c.document_id
    where c.store_id = ${of.storeId} and c.document_id = any(${of.documentIds}::uuid[]) and ${from}
    order by c.document_id, c.place limit ${limit}`);
}

export async function listVectors(
  runner: Runner,
  storeId: string,
  model: string,
): Promise<{ chunk_id: string; vector: Buffer }[]> {
  return runner.run(sql`
    select chunk_id, vector from knowledge.embeddings where store_id = ${storeId} and model = ${model}`);
}

/** Whether pgvector is installed and on the search path. */
export async function hasVectorType(runner: Runner): Promise<boolean> {
  const [row] = await runner.run<{ has: boolean }>(sql`select to_regtype('vector') is not null as has`);
  return row?.has ?? false;
}

/**
 * The nearest pieces of a store by cosine, reckoned by pgvector. Without an index of its own: the store's rows are all
 * looked at, so the answer is exact whatever share of the table they are. Rows from before pgvector came have no numbers.
 */
export async function listNearest(
  runner: Runner,
  of: { storeId: string; model: string },
  question: readonly number[],
  limit: number,
): Promise<string[]> {
  const rows = await runner.run<{ chunk_id: string }>(sql`
    select chunk_id from knowledge.embeddings
    where store_id = ${of.storeId} and model = ${of.model} and numbers is not null
    order by numbers::vector <=> ${question}::real[]::vector, chunk_id limit ${limit}`);
  return rows.map(({ chunk_id }) => chunk_id);
}

/** Once pgvector is there, vectors from before get their numbers by being made anew. */
export function deleteWithoutNumbers(model: string): Sql {
  return sql`delete from knowledge.embeddings where model = ${model} and numbers is null`;
}

export type BareChunk = { id: string; document_id: string; store_id: string; uploaded_by: string | null; text: string };

/** Chunks without a vector of this model, of one document or of all, in order of documents. */
export async function listBare(
  runner: Runner,
  model: string,
  documentId: string | null,
  limit: number,
): Promise<BareChunk[]> {
  const of = documentId ? sql`c.document_id = ${documentId}::uuid` : sql`true`;
  return runner.run<BareChunk>(sql`
    select c.id, c.document_id, c.store_id, d.uploaded_by,
      d.name || case when c.heading = '' then '' else ' › ' || c.heading end || E'\n' || c.body as text
    from knowledge.chunks c join knowledge.documents d on d.id = c.document_id
    where ${of} and not exists (select from knowledge.embeddings e where e.chunk_id = c.id and e.model = ${model})
    order by c.document_id, c.place limit ${limit}`);
}

export type NewVector = {
  chunkId: string;
  storeId: string;
  documentId: string;
  vector: Buffer;
  /** `{0.1,0.2}` where pgvector wants them. */
  numbers: string | null;
};

/** A chunk that was deleted meanwhile gets none; a vector that is there stays. */
export function insertVectors(model: string, dimension: number, vectors: readonly NewVector[]): Sql[] {
  const stores = [...new Set(vectors.map(({ storeId }) => storeId))];
  return [
    sql`insert into knowledge.embeddings (chunk_id, store_id, document_id, model, dimension, vector, numbers)
      select c.id, c.store_id, c.document_id, ${model}, ${dimension}, v.vector, v.numbers::real[]
      from unnest(${vectors.map((v) => v.chunkId)}::uuid[], ${vectors.map((v) => v.vector)}::bytea[],
        ${vectors.map((v) => v.numbers)}::text[]) as v (id, vector, numbers)
      join knowledge.chunks c on c.id = v.id
      on conflict (chunk_id, model) do nothing`,
    ...stores.map(countChange),
  ];
}
