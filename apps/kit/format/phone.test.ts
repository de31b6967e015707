import { describe, expect, it } from 'vitest';
import { inFours, initials } from './groups.ts';
import { parsePhone, showPhone } from './phone.ts';

describe('showPhone', () => {
  it.each([
    ['+6281234567890', '0812-3456-7890'],
    ['+628123456789', '0812-3456-789'],
    ['081298765432', '0812-9876-5432'],
    ['+14155550100', '+14155550100'],
    ['', ''],
  ])('should write %j the way people say it when a phone is shown', (stored, shown) => {
    expect(showPhone(stored)).toBe(shown);
  });
});

describe('parsePhone', () => {
  it.each(['0812-3456-7890', '+62 812 3456 7890', '6281234567890', '(0812) 3456.7890'])(
    'should store E.164 when %j is typed',
    (typed) => expect(parsePhone(typed)).toBe('+6281234567890'),
  );

  it.each(['', '0812', '021-5551234', '+1 415 555 0100', 'abc'])(
    'should answer nothing when %j is no mobile number',
    (typed) => {
      expect(parsePhone(typed)).toBeUndefined();
    },
  );
});

describe('groups', () => {
  it('should part digits in fours when an account number is shown', () => {
    expect(inFours('8808123456789012')).toBe('8808 1234 5678 9012');
    expect(inFours('88081')).toBe('8808 1');
  });

  it('should take the first letters of two words when a name has no picture', () => {
    expect(initials('Toko Beras Jaya')).toBe('TB');
    expect(initials('ibu sari')).toBe('IS');
    expect(initials('Warung "Mbak" & Co')).toBe('WC');
  });
});
