import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BANKS, bankOf, inquireAccount } from './bank-accounts.ts';

describe('Bank accounts', () => {
  it('should find the same bank when named by its national, short or payout code', () => {
    for (const code of ['014', 'BCA', 'bca', 'ID_BCA']) assert.equal(bankOf(code)?.name, 'Bank Central Asia');
    assert.equal(bankOf('XYZ'), undefined);
    assert.equal(new Set(BANKS.map(({ code }) => code)).size, BANKS.length);
  });

  it('should give the same holder each time when the number is an ordinary one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...BANKS), fc.stringMatching(/^\d{6,15}[1-5]$/), ({ code, short }, accountNumber) => {
        const answer = inquireAccount(code, accountNumber);
        assert.equal(answer.state, 'open');
        assert.deepEqual(inquireAccount(short, accountNumber), answer);
        assert.ok(answer.state === 'open' && /^[A-Z]+( [A-Z]+){1,2}$/.test(answer.holderName));
      }),
    );
  });

  it('should answer by its ending, or not at all, when the number is magic or malformed', () => {
    const states = ['12340000', '12349999', '12347777', '12346666', '1234', '12a45678'].map(
      (number) => inquireAccount('014', number).state,
    );
    assert.deepEqual(states, ['not-found', 'closed', 'bank-unavailable', 'dormant', 'not-found', 'not-found']);
    const slow = inquireAccount('014', '12348888');
    assert.ok(slow.state === 'open' && slow.isSlow);
  });
});
