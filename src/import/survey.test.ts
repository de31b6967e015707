import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft, DraftAttribute } from './draft.ts';
import { addToSurvey, attributesFor, categoryKey, newSurvey } from './survey.ts';

function surveyOf(rows: DraftAttribute[][]) {
  const survey = newSurvey();
  for (const attributes of rows) addToSurvey(survey, { category: ['Uji'], attributes } as unknown as Draft);
  return attributesFor(survey.categories.get(categoryKey(['uji'])) ?? { path: [], rows: 0, attributes: new Map() });
}
const attribute = (code: string, value: DraftAttribute['value'], unit: string | null = null): DraftAttribute => ({
  code,
  name: code,
  value,
  unit,
});

describe('attributesFor', () => {
  it('should make a facet when many rows carry few short values', () => {
    const rows = Array.from({ length: 100 }, (_, index) => [
      attribute('warna', index % 2 ? 'Merah' : 'Biru'),
      attribute('kode', `kode ${index}`),
      attribute('cerita', 'x'.repeat(60)),
      attribute('panjang', index, 'cm'),
      ...(index < 10 ? [attribute('jarang', true)] : []),
      ...(index < 1 ? [attribute('sekali', true)] : []),
    ]);
    const found = surveyOf(rows);
    assert.deepEqual(
      found.map(({ code, kind, unit, isFilterable }) => [code, kind, unit, isFilterable]),
      [
        ['warna', 'text', null, true],
        ['kode', 'text', null, false],
        ['cerita', 'text', null, false],
        ['panjang', 'number', 'cm', true],
        ['jarang', 'boolean', null, false],
      ],
    );
  });

  it('should make a text when rows give values of several kinds', () => {
    const found = surveyOf([[attribute('isi', 5, 'g')], [attribute('isi', 'lima')]]);
    assert.partialDeepStrictEqual(found, [{ code: 'isi', kind: 'text', unit: null }]);
  });
});
