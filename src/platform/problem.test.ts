import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AssertionFailed } from './assert.ts';
import { renderProblem, toRefusal } from './problem.ts';
import { refuse } from './refusal.ts';
import { Unavailable } from './unavailable.ts';

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('sorting errors', () => {
  const cases: [string, unknown, string, string][] = [
    ['it is a refusal', refuse('request.stale'), 'request.stale', 'refusal'],
    ['a refusal is in no contract', refuse('nobody.knows'), 'server.fault', 'fault'],
    ['an assertion failed', new AssertionFailed('impossible'), 'server.fault', 'fault'],
    ['a handler has a bug', new TypeError('x is not a function'), 'server.fault', 'fault'],
    ['something odd was thrown', 'text', 'server.fault', 'fault'],
    ['nothing was thrown', undefined, 'server.fault', 'fault'],
    ['the body is too large', coded('FST_ERR_CTP_BODY_TOO_LARGE'), 'request.too-large', 'input'],
    ['the address cannot be decoded', coded('FST_ERR_BAD_URL'), 'request.invalid', 'input'],
    ['another library speaks of a status', Object.assign(new Error('x'), { statusCode: 404 }), 'server.fault', 'fault'],
    ['the database is away', coded('ECONNREFUSED'), 'server.busy', 'busy'],
    [
      'the database is away on all addresses',
      new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]),
      'server.busy',
      'busy',
    ],
    ['the database shuts down', coded('57P01'), 'server.busy', 'busy'],
    ['the database starts', coded('57P03'), 'server.busy', 'busy'],
    ['a statement took too long', coded('57014'), 'server.busy', 'busy'],
    ['the database has no connection left', coded('53300'), 'server.busy', 'busy'],
    ['the pool has no connection left', new Error('timeout exceeded when trying to connect'), 'server.busy', 'busy'],
    ['the connection broke', new Error('Connection terminated unexpectedly'), 'server.busy', 'busy'],
    ['a neighbour or a provider does not answer', new Unavailable('http://inventory'), 'server.busy', 'busy'],
    ['deadlocks outlasted the retries', coded('40P01'), 'server.busy', 'busy'],
    ['a text is no uuid', coded('22P02'), 'request.invalid', 'data'],
    ['a number is out of range', coded('22003'), 'request.invalid', 'data'],
    ['a text is too long for an index', coded('54000'), 'request.invalid', 'data'],
    ['a constraint is broken', coded('23505'), 'server.fault', 'fault'],
    ['a column is missing', coded('42703'), 'server.fault', 'fault'],
  ];
  for (const [when, error, code, cause] of cases) {
    it(`should say ${code} when ${when}`, () => {
      const sorted = toRefusal(error);
      assert.deepEqual([sorted.refusal.code, sorted.cause], [code, cause]);
    });
  }
});

describe('a problem document', () => {
  it('should speak the language of the caller and name the fields when there are some', () => {
    const refusal = refuse(
      'request.invalid',
      {},
      {
        fields: [
          { pointer: '/cursor', code: 'cursor', detail: 'cursor' },
          { pointer: '/a', code: 'x', detail: 'sudah dipakai' },
        ],
      },
    );
    const problem = renderProblem(refusal, 'id', 'c-1');
    assert.equal(problem.status, 400);
    assert.deepEqual(problem.body, {
      type: 'urn:lumbung:problem:request.invalid',
      title: 'Bad Request',
      status: 400,
      code: 'request.invalid',
      detail: 'Ada isian yang belum benar.',
      correlationId: 'c-1',
      errors: [
        { pointer: '/cursor', code: 'cursor', detail: 'penanda halaman ini tidak berlaku' },
        { pointer: '/a', code: 'x', detail: 'sudah dipakai' },
      ],
    });
    assert.equal(renderProblem(refusal, 'en', 'c-1').body.detail, 'Some fields are not right.');
  });

  it('should say when to come back when the refusal knows', () => {
    const problem = renderProblem(
      refuse('request.too-many', { retryAfterSeconds: 12 }, { retryAfterSeconds: 11.2 }),
      'en',
      'c',
    );
    assert.equal(problem.headers['retry-after'], '12');
    assert.equal(problem.body.detail, 'Too many requests. Try again in 12 seconds.');
    assert.deepEqual(problem.body.details, { retryAfterSeconds: 12 });
  });

  it('should ask for a sign-in when the status is 401', () => {
    assert.match(
      renderProblem(refuse('request.sign-in-required'), 'id', 'c').headers['www-authenticate'] ?? '',
      /^Bearer/,
    );
  });
});
