import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Asked, tallyHits } from './tally-hits.ts';

type Document = { id: string; price: number; key: number; terms: number[] };

/** As the column `facts` has it. */
function pack(documents: readonly Document[]): { keys: Buffer; facts: Buffer } {
  const keys = Buffer.alloc(documents.length * 8);
  const facts = documents.map(({ id, price, key, terms }, index) => {
    const packed = Buffer.alloc(26 + 4 * terms.length);
    packed.write(id.replaceAll('-', ''), 0, 'hex');
    packed.writeBigInt64BE(BigInt(price), 16);
    packed.writeInt16BE(terms.length, 24);
    for (const [place, term] of terms.entries()) packed.writeInt32BE(term, 26 + 4 * place);
    keys.writeDoubleBE(key, index * 8);
    return packed;
  });
  // A view that does not begin where its memory does, as buffers of the driver may.
  return { keys, facts: Buffer.concat([Buffer.alloc(3), ...facts]).subarray(3) };
}

/** The same, the long way. */
function expected(documents: readonly Document[], asked: Asked): ReturnType<typeof tallyHits> {
  const missed = documents.map((one) => ({
    ...one,
    failed: asked.choices.reduce((sum, c, i) => sum + (c.some((term) => one.terms.includes(term)) ? 0 : 1 << i), 0),
    isInPrice: one.price >= (asked.minPrice ?? 0) && one.price <= (asked.maxPrice ?? Number.MAX_SAFE_INTEGER),
  }));
  const meeting = missed.filter(({ failed }) => failed === 0);
  const found = meeting.filter(({ isInPrice }) => isInPrice);
  const rising = found.toSorted((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1));
  const counts = new Map<string, { failed: number; term: number; count: number }>();
  for (const { failed, isInPrice, terms } of missed) {
    if (!isInPrice || (failed & (failed - 1)) !== 0) continue;
    for (const term of terms) {
      const known = counts.get(`${failed} ${term}`) ?? { failed, term, count: 0 };
      counts.set(`${failed} ${term}`, { ...known, count: known.count + 1 });
    }
  }
  const prices = meeting.map(({ price }) => price);
  return {
    top: (asked.isRising ? rising : rising.toReversed())
      .slice(0, asked.limit)
      .map(({ id, key }) => ({ productId: id, key })),
    total: found.length,
    minPrice: prices.length > 0 ? Math.min(...prices) : null,
    maxPrice: prices.length > 0 ? Math.max(...prices) : null,
    counts: [...counts.values()],
  };
}

describe('tallyHits', () => {
  const document = fc.record({
    id: fc.uuid(),
    price: fc.oneof(fc.nat(50), fc.maxSafeNat()),
    key: fc.constantFrom(0, 0.25, 0.5, 1.75, 1_800_000_000),
    terms: fc.uniqueArray(
      fc.oneof(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 4_000, max: 20_000 }),
        fc.integer({ min: 99_999, max: 2 ** 31 - 1 }),
      ),
      {
        maxLength: 6,
      },
    ),
  });
  const bound = fc.option(fc.nat(60));
  const asked = fc.record({
    choices: fc.array(fc.array(fc.integer({ min: -1, max: 9 }), { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    minPrice: bound,
    maxPrice: bound,
    limit: fc.integer({ min: 1, max: 8 }),
    isRising: fc.boolean(),
  });

  it('should count, filter and rank as the long way does when anything is found and asked for', () => {
    const documents = fc.uniqueArray(document, { maxLength: 60, selector: ({ id }) => id });
    fc.assert(
      fc.property(documents, asked, (found, wished) => {
        const byPlace = (a: { failed: number; term: number }, b: { failed: number; term: number }) =>
          a.failed - b.failed || a.term - b.term;
        const [tally, wanted] = [tallyHits(pack(found), wished), expected(found, wished)];
        assert.deepEqual(
          { ...tally, counts: tally.counts.sort(byPlace) },
          { ...wanted, counts: wanted.counts.sort(byPlace) },
        );
      }),
      { seed: 20_261_121, numRuns: 200 },
    );
  });
});
