import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Type } from 'typebox';
import { findUnbounded, toJsonSchema } from './json-schema.ts';
import { compileBody, compileParameters, MAX_ISSUES } from './validation.ts';
import { describeIssue } from './validation-sentences.ts';

const closed = { additionalProperties: false };
const ID = '0190aaaa-bbbb-7ccc-8ddd-000000000001';

describe('the check of a body', () => {
  const check = compileBody(
    Type.Object(
      {
        id: Type.String({ format: 'uuid' }),
        quantity: Type.Integer({ minimum: 1, maximum: 10 }),
        kind: Type.Optional(Type.Union([Type.Literal('a'), Type.Literal('b'), Type.Null()])),
        name: Type.Optional(Type.Union([Type.String({ maxLength: 3 }), Type.Null()])),
        lines: Type.Optional(Type.Array(Type.Object({ count: Type.Integer() }, closed), { maxItems: 2 })),
        how: Type.Optional(
          Type.Union([
            Type.Object({ type: Type.Literal('x'), size: Type.Integer() }, closed),
            Type.Object({ type: Type.Literal('y'), text: Type.String() }, closed),
          ]),
        ),
        size: Type.Optional(Type.Integer({ default: 5 })),
      },
      closed,
    ),
    'test',
  );

  const cases: [string, unknown, string[]][] = [
    ['fields are missing', {}, ['/id required', '/quantity required']],
    ['the body is null', null, [' type']],
    ['the body is a list', [], [' type']],
    ['numbers come as text', { id: ID, quantity: '1' }, ['/quantity type']],
    ['a number has a fraction', { id: ID, quantity: 1.5 }, ['/quantity type']],
    ['a number is out of range', { id: ID, quantity: 11 }, ['/quantity too-large']],
    ['a field is unknown', { id: ID, quantity: 1, isAdmin: true }, ['/isAdmin unknown-field']],
    ['an id is not one', { id: "1' or '1'='1", quantity: 1 }, ['/id format']],
    ['an id has the urn form that the database does not take', { id: `urn:uuid:${ID}`, quantity: 1 }, ['/id format']],
    ['a value is none of the allowed', { id: ID, quantity: 1, kind: 'c' }, ['/kind not-allowed']],
    ['a text that may be null is too long', { id: ID, quantity: 1, name: 'long' }, ['/name too-long']],
    ['a text that may be null is a number', { id: ID, quantity: 1, name: 1 }, ['/name type']],
    [
      'lines are wrong in several places',
      { id: ID, quantity: 1, lines: [{ count: 'x' }, {}, {}] },
      ['/lines too-many', '/lines/0/count type', '/lines/1/count required', '/lines/2/count required'],
    ],
    [
      'the branch of a union is known by its mark',
      { id: ID, quantity: 1, how: { type: 'y', size: 1 } },
      ['/how/size unknown-field', '/how/text required'],
    ],
    ['no branch of a union is meant', { id: ID, quantity: 1, how: 5 }, ['/how type']],
    ['text holds NUL', { id: 'a\0', quantity: 1 }, ['/id forbidden-character']],
    ['a number is not safe', { id: ID, quantity: 2 ** 60 }, ['/quantity unsafe-number']],
  ];
  for (const [when, body, expected] of cases) {
    it(`should tell each wrong field once when ${when}`, () => {
      assert.deepEqual(
        check(body)
          .map(({ pointer, code }) => `${pointer} ${code}`)
          .sort(),
        expected.sort(),
      );
    });
  }

  it('should fill in defaults and change nothing else when the body is right', () => {
    const body = { id: ID, quantity: 1, name: null };
    assert.deepEqual(check(body), []);
    assert.deepEqual(body, { id: ID, quantity: 1, name: null, size: 5 });
  });

  it('should tell a bounded number of errors when there are thousands', () => {
    const many = compileBody(Type.Object({ items: Type.Array(Type.Integer()) }, closed), 'many');
    assert.equal(many({ items: Array(1_000).fill('x') }).length, MAX_ISSUES);
    const huge = { items: Array(15_000).fill('x') };
    assert.deepEqual(
      many(huge).map(({ pointer }) => pointer),
      ['/items/0'],
    );
  });

  it('should refuse to start when an object would let unknown fields in', () => {
    assert.throws(
      () => compileBody(Type.Object({ a: Type.Object({ b: Type.String() }) }, closed), 'POST /x body'),
      /POST \/x body.*additionalProperties: false.*\/a/,
    );
    assert.throws(
      () => compileBody(Type.Object({ a: Type.Array(Type.Union([Type.Null(), Type.Object({})])) }, closed), 'x'),
      /\/a\/-/,
    );
  });

  it('should start when the parts of an intersection are closed together', () => {
    const body = Type.Intersect([Type.Object({ a: Type.String() }), Type.Object({ b: Type.String() })], {
      unevaluatedProperties: false,
    });
    assert.deepEqual(
      compileBody(body, 'x')({ a: 'a', b: 'b', c: 'c' }).map(({ pointer, code }) => `${pointer} ${code}`),
      ['/c unknown-field'],
    );
  });

  it('should refuse to start when a format is misspelt', () => {
    assert.throws(
      () => compileBody(Type.Object({ a: Type.String({ format: 'datetime' }) }, closed), 'x'),
      /unknown format datetime at \/a/,
    );
  });
});

describe('formats', () => {
  const formats: [string, string[], string[]][] = [
    ['uuid', [ID, ID.toUpperCase()], ['', 'x', `${ID}0`, `{${ID}}`]],
    [
      'date',
      ['2026-11-21', '2024-02-29', '0001-01-01'],
      ['2026-02-29', '2026-13-01', '0000-01-01', '26-1-1', '2026-11-21T00:00:00Z'],
    ],
    [
      'date-time',
      ['2026-11-21T08:30:00Z', '2026-11-21T08:30:00.123+07:00'],
      [
        '2026-11-21T24:00:00Z',
        '2026-11-21T23:59:60Z',
        '2026-11-21 08:30:00Z',
        '2026-11-21T08:30:00',
        '2026-02-30T08:30:00Z',
      ],
    ],
    [
      'email',
      ['budi.santoso+toko@contoh.co.id', 'a@b.id'],
      ['a@b', 'a b@c.id', '@c.id', 'a@.id', `${'a'.repeat(300)}@c.id`, 'a@c.id\n'],
    ],
  ];
  for (const [format, good, bad] of formats) {
    const check = compileBody(Type.Object({ v: Type.String({ format }) }, closed), format);
    it(`should take what the database takes when the format is ${format}`, () => {
      for (const v of good) assert.deepEqual(check({ v }), [], v);
      for (const v of bad) assert.equal(check({ v })[0]?.code, 'format', v);
    });
  }
});

describe('the check of parameters', () => {
  const read = compileParameters(
    Type.Object({
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
      rate: Type.Optional(Type.Number()),
      inStock: Type.Optional(Type.Boolean()),
      filter: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 3 })),
      level: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(2)])),
      q: Type.Optional(Type.String({ maxLength: 20 })),
    }),
    'test',
  );

  it('should turn texts into what the schema says when they are plain', () => {
    const { value, issues } = read({
      limit: '5',
      rate: '-1.25',
      inStock: 'false',
      filter: 'a:b',
      level: '2',
      q: '123',
    });
    assert.deepEqual(issues, []);
    assert.deepEqual(value, { limit: 5, rate: -1.25, inStock: false, filter: ['a:b'], level: 2, q: '123' });
  });

  it('should fill in defaults when nothing is given', () => {
    assert.deepEqual(read({}).value, { limit: 20 });
  });

  const bad: [string, Record<string, unknown>, string][] = [
    ['a number is written in hexadecimal', { limit: '0x10' }, '/limit type'],
    ['a number is written with an exponent', { limit: '1e1' }, '/limit type'],
    ['a number has spaces around', { limit: ' 5 ' }, '/limit type'],
    ['a number is empty', { limit: '' }, '/limit type'],
    ['a number is not a number', { limit: 'NaN' }, '/limit type'],
    ['a number has twenty digits', { limit: '99999999999999999999' }, '/limit type'],
    ['a number is beyond the maximum', { limit: '101' }, '/limit too-large'],
    ['a single parameter comes twice', { limit: ['1', '2'] }, '/limit type'],
    ['true is written as 1', { inStock: '1' }, '/inStock type'],
    ['a list is too long', { filter: ['a', 'b', 'c', 'd'] }, '/filter too-many'],
    ['a parameter is unknown', { isAdmin: 'true' }, '/isAdmin unknown-field'],
    ['a text holds NUL', { q: 'a\0' }, '/q forbidden-character'],
    ['a list holds NUL', { filter: ['a', 'b\0'] }, '/filter forbidden-character'],
    ['a name reaches the prototype', JSON.parse('{"__proto__":"x"}'), ' forbidden-character'],
  ];
  for (const [when, raw, expected] of bad) {
    it(`should refuse when ${when}`, () => {
      const [issue] = read(raw).issues;
      assert.equal(`${issue?.pointer} ${issue?.code}`, expected);
    });
  }

  it('should let unknown parameters pass when the schema says so explicitly', () => {
    const open = compileParameters(Type.Object({ code: Type.String() }, { additionalProperties: true }), 'open');
    assert.deepEqual(open({ code: 'x', state: 'y' }), { value: { code: 'x', state: 'y' }, issues: [] });
  });
});

describe('sentences about fields', () => {
  it('should speak both languages when an issue is described', () => {
    assert.equal(describeIssue({ pointer: '/a', code: 'required' }, 'id').detail, 'wajib diisi');
    assert.equal(
      describeIssue({ pointer: '/a', code: 'too-long', values: { limit: 100 } }, 'id').detail,
      'paling panjang 100 huruf',
    );
    assert.equal(
      describeIssue({ pointer: '/a', code: 'too-long', values: { limit: 100 } }, 'en').detail,
      'must have at most 100 characters',
    );
    assert.equal(
      describeIssue({ pointer: '/a', code: 'type', values: { type: 'integer,null' } }, 'id').detail,
      'harus berupa bilangan bulat atau kosong (null)',
    );
    assert.equal(
      describeIssue({ pointer: '/a', code: 'format', values: { format: 'email' } }, 'en').detail,
      'is not a valid e-mail address',
    );
  });
});

describe('places without a bound', () => {
  it('should be found when a schema has some', () => {
    const schema = Type.Object(
      {
        a: Type.String(),
        b: Type.Integer({ minimum: 0 }),
        c: Type.Array(Type.String({ maxLength: 5 })),
        d: Type.Unknown(),
        e: Type.String({ format: 'uuid' }),
      },
      closed,
    );
    assert.deepEqual(findUnbounded(toJsonSchema(schema)), [
      '/a: text without maxLength',
      '/b: number without minimum and maximum',
      '/c: list without maxItems',
      '/d: any type',
    ]);
  });
});
