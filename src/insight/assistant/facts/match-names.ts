import { readQuestion, stemOf, wordsOf } from '#insight/knowledge';

/** Words of every question about goods: they name nothing. */
const COMMON = new Set(
  `beli harga jual stok bahan toko harus berapa apa bila besok kemarin hari minggu bulan pekan akhir laku perkira banyak kilo kilogram gram
  liter buah pcs untuk sekarang ini price buy stock sell store much many`
    .split(/\s+/)
    .map(stemOf),
);

/**
 * The things of a list that a question names, best first: every word of the question that is in a name counts, and a name
 * that is named whole counts more. None where no telling word is shared.
 */
export function matchNames<T>(question: string, things: readonly T[], nameOf: (thing: T) => string): T[] {
  const asked = new Set(
    readQuestion(question)
      .words.filter(({ isFunction, isNumber }) => !isFunction && !isNumber)
      .map(({ stem }) => stem)
      .filter((stem) => !COMMON.has(stem)),
  );
  return things
    .map((thing) => {
      const stems = [...new Set(wordsOf(nameOf(thing)).flatMap(({ stem, isFunction }) => (isFunction ? [] : [stem])))];
      const shared = stems.filter((stem) => asked.has(stem)).length;
      return { thing, score: shared === 0 ? 0 : shared + shared / stems.length };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ thing }) => thing);
}
