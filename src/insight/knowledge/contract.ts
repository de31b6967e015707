import { type Static, Type } from 'typebox';
import { STORE_REFUSALS } from '#insight/stores';
import { type ApiOf, defineContract } from '#platform/contract';
import { ListOf, PageQuery } from '#platform/lists';
import { Moment, Nullable, Strict, Uuid } from '#platform/schema-parts';

export { readQuestion, stemOf, wordsOf } from './retrieval/words.ts';

/** Of one file. */
export const MOST_BYTES = 10 * 1024 * 1024;
/** The same in base64, with room for line ends. */
const MOST_BASE64 = 14_200_000;
export const MOST_DOCUMENTS = 300;
/** Of one store, over all its documents. */
export const MOST_CHUNKS = 20_000;

const Name = Type.String({ minLength: 1, maxLength: 255, pattern: '\\S' });
export const Question = Type.String({ minLength: 1, maxLength: 1_000, pattern: '\\S' });

/** A text of a store that questions are answered from. The file itself is not kept, only what it says. */
export const Document = Type.Object(
  {
    id: Uuid,
    storeId: Uuid,
    name: Type.String(),
    kind: Type.Enum(['pdf', 'docx', 'markdown', 'text']),
    bytes: Type.Integer(),
    /** Null where the kind has none. */
    pages: Nullable(Type.Integer()),
    characters: Type.Integer(),
    chunks: Type.Integer(),
    /** Chunks with a vector of the model in use; 0 without an embedding endpoint. */
    embedded: Type.Integer(),
    uploadedBy: Nullable(Uuid),
    createdAt: Moment,
  },
  Strict,
);
export type Document = Static<typeof Document>;

/** A piece of a document as it is found and cited. `from` and `to` are characters of the document's text. */
export const Chunk = Type.Object(
  {
    id: Uuid,
    documentId: Uuid,
    documentName: Type.String(),
    place: Type.Integer(),
    /** Headings above it, ` › ` between them; may be empty. */
    heading: Type.String(),
    page: Nullable(Type.Integer()),
    from: Type.Integer(),
    to: Type.Integer(),
    text: Type.String(),
  },
  Strict,
);
export type Chunk = Static<typeof Chunk>;

export const FoundChunk = Type.Object(
  {
    ...Chunk.properties,
    /** Higher is better; comparable within one answer only. */
    score: Type.Number(),
    /** The sentence that fits best, in characters of the document's text; null where only the vector found it. */
    excerpt: Nullable(Type.Object({ from: Type.Integer(), to: Type.Integer(), text: Type.String() }, Strict)),
  },
  Strict,
);
export type FoundChunk = Static<typeof FoundChunk>;

export const SearchAnswer = Type.Object(
  {
    passages: Type.Array(FoundChunk),
    /** How likely one of them answers, 0 to 1, and whether that is enough. */
    certainty: Type.Number(),
    isAnswerable: Type.Boolean(),
    method: Type.Enum(['words', 'words+vectors']),
    /** What the vector of the question cost; null without one. */
    embedding: Nullable(
      Type.Object(
        { model: Type.String(), tokens: Type.Integer(), isEstimated: Type.Boolean(), latencyMs: Type.Number() },
        Strict,
      ),
    ),
  },
  Strict,
);
export type SearchAnswer = Static<typeof SearchAnswer>;

const store = { storeId: Uuid };
const one = { storeId: Uuid, documentId: Uuid };

/** What a store has written down: documents cut into pieces, searched by words (and vectors), cited by page and place. */
export const knowledgeContract = defineContract({
  module: 'knowledge',
  operations: {
    /** Reads, cuts and keeps a PDF, DOCX, Markdown or text file, all or nothing. The same file again is the same document. */
    addDocument: {
      input: Type.Object({ ...store, name: Name, base64: Type.String({ maxLength: MOST_BASE64 }) }, Strict),
      output: Document,
      refusals: [
        'stores.not-found',
        'stores.read-only',
        'knowledge.too-large',
        'knowledge.type-unknown',
        'knowledge.unreadable',
        'knowledge.locked',
        'knowledge.bomb',
        'knowledge.too-slow',
        'knowledge.no-text',
        'knowledge.too-many',
        'knowledge.busy',
      ],
    },
    /** Newest first. */
    listDocuments: {
      input: Type.Object({ ...store, ...PageQuery }, Strict),
      output: ListOf(Document),
      refusals: ['stores.not-found'],
    },
    getDocument: {
      input: Type.Object(one, Strict),
      output: Document,
      refusals: ['stores.not-found', 'knowledge.not-found'],
    },
    /** Its pieces in order, as they are searched. */
    listChunks: {
      input: Type.Object({ ...one, ...PageQuery }, Strict),
      output: ListOf(Chunk),
      refusals: ['stores.not-found', 'knowledge.not-found'],
    },
    /** Takes out the document, its pieces and their vectors. */
    removeDocument: {
      input: Type.Object(one, Strict),
      output: Type.Object({}, Strict),
      refusals: ['stores.not-found', 'stores.read-only', 'knowledge.not-found'],
    },
    /** The pieces that answer a question, best first, over all documents of the store and of no other. */
    searchKnowledge: {
      input: Type.Object(
        { ...store, question: Question, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })) },
        Strict,
      ),
      output: SearchAnswer,
      refusals: ['stores.not-found'],
    },
  },
  events: {
    'document.added': {
      version: 1,
      aggregate: 'document',
      payload: Type.Object({ storeId: Uuid, documentId: Uuid, name: Type.String(), chunks: Type.Integer() }),
    },
    'document.removed': {
      version: 1,
      aggregate: 'document',
      payload: Type.Object({ storeId: Uuid, documentId: Uuid }),
    },
    /** Vectors were bought: for the account of the store. */
    'document.embedded': {
      version: 1,
      aggregate: 'document',
      payload: Type.Object({
        storeId: Uuid,
        documentId: Uuid,
        userId: Nullable(Uuid),
        model: Type.String(),
        tokens: Type.Integer(),
        isEstimated: Type.Boolean(),
        latencyMs: Type.Number(),
      }),
    },
  },
  refusals: {
    ...STORE_REFUSALS,
    'knowledge.not-found': { status: 404, id: 'Dokumen ini tidak ada.', en: 'There is no such document.' },
    'knowledge.no-file': { status: 400, id: 'Pilih satu berkas untuk dikirim.', en: 'Choose one file to send.' },
    'knowledge.too-large': {
      status: 413,
      id: 'Dokumen terlalu besar: paling banyak {most}.',
      en: 'The document is too large: at most {most}.',
    },
    'knowledge.type-unknown': {
      status: 415,
      id: 'Berkas ini bukan PDF, DOCX, Markdown, atau teks.',
      en: 'This file is not PDF, DOCX, Markdown or text.',
    },
    'knowledge.unreadable': {
      status: 422,
      id: 'Berkas ini rusak dan tidak bisa dibaca.',
      en: 'This file is damaged and cannot be read.',
    },
    'knowledge.locked': {
      status: 422,
      id: 'Berkas ini terkunci kata sandi. Simpan tanpa kata sandi, lalu kirim lagi.',
      en: 'This file is locked by a password. Save it without one and send it again.',
    },
    'knowledge.bomb': {
      status: 422,
      id: 'Isi berkas ini membengkak berlebihan saat dibuka, jadi tidak dibaca.',
      en: 'This file swells beyond measure when it is opened, so it is not read.',
    },
    'knowledge.too-slow': {
      status: 422,
      id: 'Berkas ini terlalu rumit untuk dibaca. Coba simpan sebagai teks.',
      en: 'This file is too intricate to be read. Try to save it as text.',
    },
    'knowledge.no-text': {
      status: 422,
      id: 'Tidak ada teks di berkas ini. Hasil pindai perlu diubah menjadi teks dulu.',
      en: 'There is no text in this file. A scan has to be turned into text first.',
    },
    'knowledge.too-many': {
      status: 422,
      id: 'Satu toko paling banyak punya {most}. Hapus dokumen lama dulu.',
      en: 'A store can have at most {most}. Remove old documents first.',
    },
    'knowledge.busy': {
      status: 503,
      id: 'Banyak dokumen sedang dibaca. Coba lagi sebentar.',
      en: 'Many documents are being read. Try again shortly.',
    },
  },
});
export type KnowledgeApi = ApiOf<typeof knowledgeContract>;
