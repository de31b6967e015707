import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pg from 'pg';
import { storesContract } from '#insight/stores';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { type Embedder, ModelFault } from '#platform/language-model';
import { silentLog } from '#platform/log';
import { isRefusal, refuse, registerRefusals } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { knowledgeContract } from './contract.ts';
import { docxOf, pdfOf, RULES_MD } from './fixtures.ts';
import { createKnowledge, type KnowledgeModuleDeps } from './module.ts';

registerRefusals(storesContract);
registerRefusals(knowledgeContract);

describe('knowledge', () => {
  const world = testDatabase('knowledge');
  const clock = fixedClock('2026-11-21T03:00:00Z');
  const owners = new Map<string, string>();
  const readers = new Set<string>();
  const STORE = {
    sellerId: null,
    name: 'Roti Pagi',
    villageCode: '32.73.02.1004',
    regionCode: '32',
    areaLabel: 'Dago',
    timeZone: 'Asia/Jakarta' as const,
    openingHours: [],
    closedDays: [],
    status: 'active' as const,
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  /** Letters as a direction: enough to bring alike texts near each other. */
  const letters = (text: string): Float32Array => {
    const counts = new Float32Array(26);
    for (const sign of text.toLowerCase()) {
      const at = sign.charCodeAt(0) - 97;
      if (at >= 0 && at < 26) counts[at] = (counts[at] ?? 0) + 1;
    }
    const length = Math.hypot(...counts) || 1;
    return counts.map((count) => count / length);
  };
  const embedder = (model: string, fault?: ModelFault): Embedder => ({
    model,
    dimension: 26,
    embed: async (_kind, texts) => {
      if (fault) throw fault;
      return { vectors: texts.map(letters), tokens: texts.length * 10, isEstimated: false, latencyMs: 1 };
    },
  });
  const depsOf = (given: Embedder | null = null): KnowledgeModuleDeps => ({
    database: world.database,
    clock,
    newId: newUuid,
    log: silentLog,
    embedder: given,
    stores: {
      storeOfCall: async (call, { storeId, access }) => {
        const userId = call.actor.kind === 'user' ? call.actor.userId : '';
        if (readers.has(userId) && access === 'write') throw refuse('stores.read-only');
        if (owners.get(storeId) !== userId && !readers.has(userId)) throw refuse('stores.not-found');
        return { ...STORE, id: storeId, ownerId: userId, role: 'owner' };
      },
    },
  });
  const module = (given: Embedder | null = null) => createKnowledge(depsOf(given));
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);

  function shop() {
    const [storeId, userId] = [newUuid(), newUuid()];
    owners.set(storeId, userId);
    return { storeId, call: userCall(userId, ['SELLER']) };
  }
  const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
  const rows = async (table: string, storeId: string) =>
    (
      await world.database.run<{ many: number }>(
        sql`select count(*)::int as many from ${sql.ident(`knowledge.${table}`)} where store_id = ${storeId}`,
      )
    )[0]?.many;

  it('should find, cite by place and stop finding when a document is added and removed', async () => {
    const { api } = module();
    const { storeId, call } = shop();
    const added = await api.addDocument(call, { storeId, name: 'C:\\aturan<b>.md', base64: base64(RULES_MD) });
    assert.deepEqual([added.name, added.kind, added.chunks, added.pages], ['aturanb.md', 'markdown', 3, null]);
    const { passages, method, isAnswerable } = await api.searchKnowledge(call, {
      storeId,
      question: 'siapa yang mengirim tepung terigu?',
    });
    const [first] = passages;
    assert.deepEqual([method, isAnswerable, first?.heading], ['words', true, 'Aturan toko › Pemasok']);
    assert.equal(first?.excerpt?.text, 'Tepung terigu dikirim oleh CV Sumber Rejeki setiap hari Senin.');
    const { items } = await api.listChunks(call, { storeId, documentId: added.id });
    const whole = items.find(({ id }) => id === first?.id);
    assert.equal(
      whole?.text.slice((first?.excerpt?.from ?? 0) - whole.from, (first?.excerpt?.to ?? 0) - whole.from),
      first?.excerpt?.text,
    );

    await api.removeDocument(call, { storeId, documentId: added.id });
    const gone = await api.searchKnowledge(call, { storeId, question: 'siapa yang mengirim tepung terigu?' });
    assert.deepEqual([gone.passages, gone.isAnswerable], [[], false]);
    assert.deepEqual([await rows('documents', storeId), await rows('chunks', storeId)], [0, 0]);
    await assert.rejects(api.getDocument(call, { storeId, documentId: added.id }), refused('knowledge.not-found'));
    await assert.rejects(api.listChunks(call, { storeId, documentId: added.id }), refused('knowledge.not-found'));
    await assert.rejects(api.removeDocument(call, { storeId, documentId: added.id }), refused('knowledge.not-found'));
  });

  it('should see what another process has added and removed when it is asked next', async () => {
    const [here, there] = [module().api, module().api];
    const { storeId, call } = shop();
    const ask = () => here.searchKnowledge(call, { storeId, question: 'resep donat kentang' });
    assert.equal((await ask()).passages.length, 0);
    const { id } = await there.addDocument(call, {
      storeId,
      name: 'a.txt',
      base64: base64('Donat kentang dikukus dulu.'),
    });
    assert.equal((await ask()).passages[0]?.documentId, id);
    await there.removeDocument(call, { storeId, documentId: id });
    assert.equal((await ask()).passages.length, 0);
  });

  it('should keep one document when the same file comes twice, also at once', async () => {
    const { api } = module();
    const { storeId, call } = shop();
    const file = { storeId, name: 'a.docx', base64: base64(docxOf(['# Resep', 'Donat kentang dikukus dulu.'])) };
    const [one, two] = await Promise.all([api.addDocument(call, file), api.addDocument(call, file)]);
    const three = await api.addDocument(call, { ...file, name: 'b.docx' });
    assert.deepEqual([one.id, three.id], [two.id, two.id]);
    assert.equal((await api.listDocuments(call, { storeId })).items.length, 1);
  });

  it('should show nothing of it when a stranger or another store asks', async () => {
    const { api } = module();
    const [mine, other] = [shop(), shop()];
    const secret = 'Kode brankas toko adalah 7719.';
    const { id } = await api.addDocument(mine.call, { storeId: mine.storeId, name: 'a.txt', base64: base64(secret) });
    const stranger = userCall(newUuid(), ['SELLER']);
    const own = { storeId: mine.storeId, documentId: id };
    await assert.rejects(
      api.searchKnowledge(stranger, { storeId: mine.storeId, question: 'kode brankas' }),
      refused('stores.not-found'),
    );
    await assert.rejects(api.listDocuments(stranger, { storeId: mine.storeId }), refused('stores.not-found'));
    await assert.rejects(api.getDocument(stranger, own), refused('stores.not-found'));
    await assert.rejects(api.listChunks(stranger, own), refused('stores.not-found'));
    await assert.rejects(api.removeDocument(stranger, own), refused('stores.not-found'));
    // The neighbour's id under one's own store is not there either.
    const crossed = { storeId: other.storeId, documentId: id };
    await assert.rejects(api.getDocument(other.call, crossed), refused('knowledge.not-found'));
    await assert.rejects(api.removeDocument(other.call, crossed), refused('knowledge.not-found'));
    const asked = await api.searchKnowledge(other.call, {
      storeId: other.storeId,
      question: `kode brankas toko ${mine.storeId}`,
    });
    assert.deepEqual(asked.passages, []);
    assert.equal(
      (await api.searchKnowledge(mine.call, { storeId: mine.storeId, question: 'kode brankas' })).passages.length,
      1,
    );
  });

  it('should refuse by name when a file is of the wrong kind, too large, or may not be written', async () => {
    const { api } = module();
    const { storeId, call } = shop();
    const add = (name: string, bytes: Buffer) => api.addDocument(call, { storeId, name, base64: base64(bytes) });
    await assert.rejects(add('a.html', Buffer.from('<script>alert(1)</script>')), refused('knowledge.type-unknown'));
    await assert.rejects(add('a.txt', Buffer.alloc(10 * 1024 * 1024 + 1, 'a')), refused('knowledge.too-large'));
    await assert.rejects(add('a.pdf', Buffer.from('%PDF-1.4 nichts')), refused('knowledge.unreadable'));
    const guest = userCall(newUuid(), ['ADMIN']);
    readers.add(guest.actor.kind === 'user' ? guest.actor.userId : '');
    const file = { storeId, name: 'a.txt', base64: base64('roti') };
    await assert.rejects(api.addDocument(guest, file), refused('stores.read-only'));
    const { id } = await api.addDocument(call, file);
    await assert.rejects(api.removeDocument(guest, { storeId, documentId: id }), refused('stores.read-only'));
  });

  it('should refuse another document when the store has as many as it may', async () => {
    const { api } = module();
    const { storeId, call } = shop();
    await world.database.run(sql`
      insert into knowledge.documents (id, store_id, name, kind, sha256, bytes, characters, chunks, created_at)
      select gen_random_uuid(), ${storeId}, 'd' || n, 'text', n::text, 1, 1, 0, date_trunc('milliseconds', now()) from generate_series(1, 300) n`);
    const file = { storeId, name: 'a.txt', base64: base64('roti') };
    await assert.rejects(api.addDocument(call, file), refused('knowledge.too-many'));
    const listed = await api.listDocuments(call, { storeId, limit: 2 });
    assert.equal(listed.items.length, 2);
    assert.ok(listed.nextCursor);
    const next = await api.listDocuments(call, { storeId, limit: 2, cursor: listed.nextCursor });
    assert.equal(new Set([...listed.items, ...next.items].map(({ id }) => id)).size, 4);
    await assert.rejects(api.listDocuments(call, { storeId, cursor: 'x' }), refused('request.invalid'));
  });

  it('should join words and vectors when an endpoint is set, once per piece, and answer by words when it fails', async () => {
    const { storeId, call } = shop();
    const file = {
      storeId,
      name: 'dua.pdf',
      base64: base64(await pdfOf(['Roti sobek isi cokelat.', 'Kue lapis legit.'])),
    };
    const { api, reactions } = module(embedder('letters'));
    const { id } = await api.addDocument(call, file);
    const react = () =>
      reactions?.[0]?.run?.(call, {
        eventId: newUuid(),
        eventType: 'document.added',
        eventVersion: 1,
        aggregateType: 'document',
        aggregateId: id,
        eventTimestamp: '2026-11-21T03:00:00Z',
        metadata: { correlationId: 'a', causationId: null, userId: null, tenantId: null, source: 'knowledge' },
        payload: { storeId, documentId: id, name: 'dua.pdf', chunks: 2 } as never,
      });
    await react();
    await react();
    assert.equal((await api.getDocument(call, { storeId, documentId: id })).embedded, 2);
    const costs = await world.database.run<{ tokens: number }>(sql`
      select (payload ->> 'tokens')::int as tokens from knowledge.outbox
      where event_type = 'document.embedded' and aggregate_id = ${id}`);
    assert.deepEqual(costs, [{ tokens: 20 }]);

    const question = 'lapisan kuwe legitt';
    const both = await api.searchKnowledge(call, { storeId, question });
    assert.deepEqual([both.method, both.passages[0]?.page, both.embedding?.tokens], ['words+vectors', 2, 10]);
    const failing = module(embedder('letters', new ModelFault('slow', 'slow'))).api;
    assert.equal((await failing.searchKnowledge(call, { storeId, question })).method, 'words');
    // Another model's vectors are not compared with these.
    const other = module(embedder('another')).api;
    assert.equal((await other.searchKnowledge(call, { storeId, question })).method, 'words');
    await api.removeDocument(call, { storeId, documentId: id });
    assert.equal(await rows('embeddings', storeId), 0);
  });

  it('should let the server rank vectors when it has a type of that name', async () => {
    // What pgvector gives, as far as it is asked: a type over numbers and the distance by cosine.
    const admin = new pg.Client({ connectionString: world.url });
    await admin.connect();
    await admin.query(`
      create domain public.vector as real[];
      create function public.cosine_distance(a real[], b real[]) returns float8 language sql immutable as
        'select 1 - sum(x * y) / sqrt(sum(x * x) * sum(y * y)) from unnest(a, b) as n (x, y)';
      create operator public.<=> (leftarg = real[], rightarg = real[], function = public.cosine_distance);`);
    try {
      const { storeId, call } = shop();
      const { api } = module(embedder('server'));
      const names = ['Roti sobek isi cokelat.', 'Kue lapis legit.', 'Jadwal kirim tepung.'];
      for (const text of names) await api.addDocument(call, { storeId, name: 'a.txt', base64: base64(text) });
      const other = shop();
      await api.addDocument(other.call, {
        storeId: other.storeId,
        name: 'a.txt',
        base64: base64('Kue lapis legit sekali.'),
      });
      const all = createKnowledge({ ...depsOf(embedder('server')) });
      await all.jobs?.[0]?.run(call, null);
      const found = await api.searchKnowledge(call, { storeId, question: 'lapisan kuwe legitt' });
      assert.deepEqual([found.method, found.passages[0]?.text, found.passages.length], ['words+vectors', names[1], 3]);
    } finally {
      await admin.query(
        'drop operator public.<=> (real[], real[]); drop function public.cosine_distance; drop domain public.vector',
      );
      await admin.end();
    }
  });
});
