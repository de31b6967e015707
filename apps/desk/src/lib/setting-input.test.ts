import { describe, expect, it } from 'vitest';
import { inputOf, readValue, shownValue } from './setting-input.ts';

describe('setting input', () => {
  it('should choose the field by the schema when a setting is edited', () => {
    expect(inputOf({ type: 'boolean' })).toEqual({ kind: 'switch' });
    expect(inputOf({ type: 'integer', minimum: 5, maximum: 10 })).toEqual({ kind: 'number', min: 5, max: 10 });
    expect(inputOf({ anyOf: [{ const: 'a' }, { const: 'b' }] })).toEqual({ kind: 'choice', values: ['a', 'b'] });
    for (const odd of [null, 'x', { type: 'array' }, { anyOf: [{ type: 'string' }] }])
      expect(inputOf(odd)).toEqual({ kind: 'json' });
  });

  it('should give back the same value when nothing was changed', () => {
    for (const [schema, value] of [
      [{ type: 'boolean' }, false],
      [{ type: 'integer' }, 500],
      [{ type: 'string' }, 'halo'],
      [{ type: 'array' }, ['xendit']],
    ] as const) {
      const input = inputOf(schema);
      expect(readValue(shownValue(value, input), input)).toEqual({ value });
    }
  });

  it('should say no when the text is no such value', () => {
    expect(readValue('1.5', { kind: 'number', min: null, max: null })).toBeUndefined();
    expect(readValue('{', { kind: 'json' })).toBeUndefined();
  });
});
