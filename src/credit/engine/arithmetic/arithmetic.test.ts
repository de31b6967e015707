import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fixed, fixedText, ONE, over, percentage, times, timesMinor } from './fixed.ts';
import { divideRounded, evenShare, type RoundingMode, roundToMultiple } from './rounding.ts';

const MODES: RoundingMode[] = ['half-even', 'half-up', 'half-down', 'up', 'down'];

describe('Named rounding', () => {
  it('should round halves as its name says when numbers are small', () => {
    const halves = [-5n, -3n, -1n, 1n, 3n, 5n];
    const rounded = MODES.map((mode) => halves.map((half) => Number(divideRounded(half, 2n, mode))));
    assert.deepEqual(rounded, [
      [-2, -2, 0, 0, 2, 2],
      [-3, -2, -1, 1, 2, 3],
      [-2, -1, 0, 0, 1, 2],
      [-3, -2, -1, 1, 2, 3],
      [-2, -1, 0, 0, 1, 2],
    ]);
  });

  it('should be less than one unit away when any number is divided', () => {
    const mode = fc.constantFrom(...MODES);
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 30n), 10n ** 30n),
        fc.bigInt(1n, 10n ** 20n),
        mode,
        (numerator, denominator, named) => {
          const rest = numerator - divideRounded(numerator, denominator, named) * denominator;
          const size = rest < 0n ? -rest : rest;
          assert.ok(named.startsWith('half') ? 2n * size <= denominator : size < denominator);
        },
      ),
      { numRuns: 3_000, seed: 20_261_121 },
    );
  });

  it('should go to the nearest multiple when an instalment has one', () => {
    assert.equal(roundToMultiple(31_250, 100, 'half-even'), 31_200);
    assert.equal(roundToMultiple(31_250, 100, 'half-up'), 31_300);
    assert.equal(roundToMultiple(31_201, 100, 'up'), 31_300);
    assert.equal(evenShare(100, 3, 'half-even'), 33);
  });
});

describe('Fixed point', () => {
  it('should keep every digit when a decimal is read and written', () => {
    assert.equal(fixedText(fixed('9.4822'), 4), '9.4822');
    assert.equal(fixedText(fixed('-0.00000000000000000001'), 20), '-0.00000000000000000001');
    assert.equal(percentage('12'), fixed('0.12'));
    assert.throws(() => fixed('1e3'), /no decimal/);
    assert.throws(() => fixed('1,5'), /no decimal/);
  });

  it('should lose at most the last digit when it is multiplied and divided back', () => {
    const factor = fc.bigInt(ONE / 1_000n, 100n * ONE);
    fc.assert(
      fc.property(factor, factor, (a, b) => {
        const back = over(times(a, b), b);
        const difference = back > a ? back - a : a - back;
        assert.ok(difference <= ONE / b + 1n);
      }),
      { numRuns: 2_000, seed: 20_261_121 },
    );
  });

  it('should round an amount once when it is multiplied', () => {
    assert.equal(timesMinor(1_050, fixed('0.5'), 'half-even'), 525);
    assert.equal(timesMinor(1_051, fixed('0.5'), 'half-even'), 526);
    assert.equal(timesMinor(1_049, fixed('0.5'), 'half-even'), 524);
  });
});
