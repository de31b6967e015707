import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { newUuid } from '#platform/ids';
import { decideEntry, fingerprintOf } from './entry-rules.ts';
import { credit, debit, escrowOf, payableOf, posting } from './fixtures.ts';

describe('an instruction to post', () => {
  it('should add up the lines of one account and sort them when it is accepted', () => {
    const escrow = escrowOf(newUuid());
    const decision = decideEntry(
      posting([debit('provider:xendit', 70), credit(escrow, 100), debit('provider:xendit', 30)]),
    );
    assert.ok(decision.accepted);
    assert.deepEqual(
      decision.draft.lines.map(({ code, amountMinor }) => [code, amountMinor]),
      [
        [escrow, -100],
        ['provider:xendit', 100],
      ],
    );
  });

  it('should be refused when debits and credits differ', () => {
    assert.deepEqual(decideEntry(posting([debit('provider:xendit', 100), credit('platform:suspense', 99)])), {
      accepted: false,
      code: 'ledger.not-balanced',
      differenceMinor: 1,
    });
  });

  it('should be refused when nothing is left of it', () => {
    assert.deepEqual(decideEntry(posting([debit('platform:suspense', 5), credit('platform:suspense', 5)])), {
      accepted: false,
      code: 'ledger.not-balanced',
      differenceMinor: 0,
    });
  });

  it('should be refused when an account is not in the chart', () => {
    assert.deepEqual(decideEntry(posting([debit('bank:bca', 5), credit('platform:suspense', 5)])), {
      accepted: false,
      code: 'ledger.account-unknown',
      accountCode: 'bank:bca',
    });
  });

  it('should have the same fingerprint when only words and the order of lines differ', () => {
    const [seller, entryId] = [payableOf(newUuid()), newUuid()];
    const one = decideEntry(posting([debit('platform:suspense', 5), credit(seller, 5)], { entryId, description: 'a' }));
    const other = decideEntry(
      posting([credit(seller, 5), debit('platform:suspense', 5)], { entryId, description: 'b' }),
    );
    assert.ok(one.accepted && other.accepted);
    assert.equal(one.draft.fingerprint, other.draft.fingerprint);
    assert.notEqual(one.draft.fingerprint, fingerprintOf('USD', one.draft.lines));
    assert.notEqual(
      one.draft.fingerprint,
      fingerprintOf('IDR', [
        { code: seller, amountMinor: -6 },
        { code: 'platform:suspense', amountMinor: 6 },
      ]),
    );
  });

  it('should add up to zero with every account once when it is accepted, whatever the lines', () => {
    const accounts = [
      'provider:xendit',
      'platform:suspense',
      'platform:commission',
      'courier:payable',
      escrowOf(newUuid()),
    ];
    const line = fc.record({
      accountCode: fc.constantFrom(...accounts),
      side: fc.constantFrom('debit' as const, 'credit' as const),
      amountMinor: fc.integer({ min: 1, max: 1_000_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
        const difference = lines.reduce(
          (sum, next) => sum + (next.side === 'debit' ? next.amountMinor : -next.amountMinor),
          0,
        );
        const last =
          difference === 0
            ? []
            : [difference > 0 ? credit('platform:suspense', difference) : debit('platform:suspense', -difference)];
        const decision = decideEntry(posting([...lines, ...last]));
        if (!decision.accepted) return decision.code === 'ledger.not-balanced';
        const { lines: written } = decision.draft;
        const sum = written.reduce((total, next) => total + next.amountMinor, 0);
        return (
          sum === 0 &&
          written.every((next) => next.amountMinor !== 0) &&
          new Set(written.map((next) => next.code)).size === written.length
        );
      }),
    );
  });
});
