import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BANKS, bankByCode, maskAccountNumber } from './banks.ts';
import { isSameHolder } from './name-rules.ts';

describe('the holder of an account', () => {
  it('should be the same when only spelling, titles or a cut differ', () => {
    const same: [string, string][] = [
      ['Siti Rahayu', 'SITI RAHAYU'],
      ['Siti  Rahayu', 'IBU SITI RAHAYU'],
      ['H. Budi Santoso, S.E.', 'BUDI SANTOSO'],
      ['PT Warung Lumbung Tbk', 'WARUNG LUMBUNG'],
      ['Muhammad Rizky Pratama Putra', 'MUHAMMAD RIZKY PRATA'],
      ["Nur'aini", 'NURAINI'],
      ['José Andika', 'JOSE ANDIKA'],
    ];
    for (const [claimed, atBank] of same) assert.equal(isSameHolder(claimed, atBank), true, `${claimed} / ${atBank}`);
  });

  it('should be another one when the words differ', () => {
    const other: [string, string][] = [
      ['Siti Rahayu', 'SITI AMINAH'],
      ['Siti', 'SITI RAHAYU'],
      ['Budi Santoso', 'SANTOSO BUDI HARTONO'],
      ['Rahayu Siti', 'SITI RAHAYU'],
      ['', 'SITI RAHAYU'],
      ['Ibu', 'IBU'],
      ['Budi Sa', 'BUDI SANTOSO'],
    ];
    for (const [claimed, atBank] of other) assert.equal(isSameHolder(claimed, atBank), false, `${claimed} / ${atBank}`);
  });

  it('should show only the end of the number when it is masked', () => {
    assert.equal(maskAccountNumber('1234567890'), '••••••7890');
    assert.equal(maskAccountNumber('12345'), '••2345');
    assert.equal(bankByCode('014')?.short, 'BCA');
    assert.equal(new Set(BANKS.map((bank) => bank.code)).size, BANKS.length);
  });
});
