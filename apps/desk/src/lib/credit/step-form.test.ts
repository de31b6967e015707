import { describe, expect, it } from 'vitest';
import { emptyStep, openDueDates, readStep } from './step-form.ts';

const form = (change: Partial<ReturnType<typeof emptyStep>> = {}) => ({
  ...emptyStep('2026-11-21', '2026-12-20'),
  ...change,
});

describe('a step on a loan', () => {
  it('should read what its kind needs and nothing else when it is typed', () => {
    expect(readStep('repayment', form({ amount: '1.250.000', reference: ' BCA 1 ', rate: 'x' }))).toEqual({
      step: { kind: 'repayment', amountMinor: 1_250_000, reference: 'BCA 1' },
      wrong: {},
    });
    expect(
      readStep('reschedule', form({ change: 'due-date', dueOn: '2026-12-27', note: 'Gajian tanggal 27' })).step,
    ).toEqual({
      kind: 'reschedule',
      changes: [{ kind: 'due-date', fromDueOn: '2026-12-20', dueOn: '2026-12-27' }],
      note: 'Gajian tanggal 27',
    });
    expect(readStep('payment-holiday', form({ periods: '2', isInterestDue: false })).step).toEqual({
      kind: 'payment-holiday',
      fromDueOn: '2026-12-20',
      periods: 2,
      isInterestDue: false,
    });
    expect(readStep('write-off', form())).toEqual({ step: { kind: 'write-off' }, wrong: {} });
  });

  it('should name the fields when they cannot be read', () => {
    expect(readStep('repayment', form({ amount: '0', note: 'x' })).wrong).toEqual({
      amountMinor: 'amount',
      note: 'note',
    });
    expect(readStep('fee', form({ amount: '1', dueOn: '', name: '' })).wrong).toEqual({ dueOn: 'day', name: 'name' });
    expect(readStep('chargeback', form({ amount: '1' })).wrong).toEqual({ paymentId: 'choice' });
    expect(readStep('reschedule', form({ change: 'rate', rate: 'dua' })).wrong).toEqual({ rate: 'percent' });
  });

  it('should offer the due dates that are still open when a loan is changed from one on', () => {
    expect(
      openDueDates([
        { dueOn: '2026-11-20', isMet: true },
        { dueOn: '2026-12-20', isMet: false },
        { dueOn: '2026-12-20', isMet: false },
      ]),
    ).toEqual(['2026-12-20']);
  });
});
