import { describe, expect, it } from 'vitest';
import { FIRST_TERMS, formOf, readTerms } from './product-form.ts';
import { isDay, readCount, readDays, readPercent } from './read-figures.ts';

describe('product form', () => {
  it('should give back the same terms when nothing was typed', () => {
    const terms = {
      ...FIRST_TERMS,
      purpose: 'business' as const,
      businessSize: 'small-or-medium' as const,
      dueDates: { kind: 'month-end' as const },
      holidays: { rule: 'next-working-day' as const, weekend: [6, 7], days: ['2026-12-25'] },
      amortisation: 'balloon' as const,
      balloonPercent: '20.5',
      fees: [
        {
          name: 'Materai',
          nature: 'tax' as const,
          timing: 'on-day' as const,
          days: 3,
          amount: { kind: 'flat' as const, amountMinor: 10_000 },
        },
        {
          name: 'Layanan',
          nature: 'price' as const,
          timing: 'at-disbursement' as const,
          amount: { kind: 'percent' as const, percent: '1.5' },
          taxPercent: '11',
        },
      ],
      chargebackOrder: ['principal' as const, 'interest' as const],
      recalculation: {
        rest: 'daily' as const,
        prepayment: 'fewer-instalments' as const,
        settlement: 'until-payment' as const,
      },
    };
    expect(readTerms(formOf('Uji', terms))).toEqual({ terms, wrong: {} });
    expect(readTerms(formOf('Uji', FIRST_TERMS))).toEqual({ terms: FIRST_TERMS, wrong: {} });
  });

  it('should name the fields as the API does when they cannot be read', () => {
    const form = formOf('Uji', FIRST_TERMS);
    form.least = 'sejuta';
    form.rate = '-1';
    form.periodsMost = '121';
    form.fees = [{ key: 1, name: '', nature: 'price', timing: 'on-day', days: '', kind: 'flat', value: 'x', tax: '' }];
    expect(readTerms(form).wrong).toEqual({
      'terms.amount.leastMinor': 'amount',
      'terms.ratePercent': 'percent',
      'terms.periods.most': 'count',
      'terms.fees.0.name': 'name',
      'terms.fees.0.days': 'count',
      'terms.fees.0.amount': 'amount',
    });
  });
});

describe('figures as typed', () => {
  it('should read a percent when it is written with a comma or a point', () => {
    expect(readPercent('0,2')).toBe('0.2');
    expect(readPercent(' 12.5 % ')).toBe('12.5');
    expect(readPercent('1.250')).toBe('1.250');
    for (const text of ['', '-1', '1e2', '1000', '0,']) expect(readPercent(text)).toBeUndefined();
  });

  it('should read whole numbers when they lie within their bounds', () => {
    expect([readCount('3', 1, 12), readCount('0', 1, 12), readCount('13', 1, 12), readCount('1,5', 1, 12)]).toEqual([
      3,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('should read days when each is one of the calendar', () => {
    expect(readDays('2026-08-17, 2026-12-25\n2026-08-17')).toEqual(['2026-08-17', '2026-12-25']);
    expect(readDays('17-08-2026')).toBeUndefined();
    expect([isDay('2026-02-29'), isDay('2028-02-29'), isDay('2026-2-1')]).toEqual([false, true, false]);
  });
});
