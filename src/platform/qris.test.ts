import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  buildQris,
  buildTlv,
  crc16,
  parseQris,
  parseTlv,
  QrisInvalid,
  type QrisMerchant,
  sealTlv,
  staticToDynamic,
} from './qris.ts';

/** EMVCo's own example (not QRIS, several bytes per character, the amount after field 64). */
const EMVCO =
  '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A';
/** README of the public Go library sunary/qris; has no fields 51 and 52. */
const SHOPEE =
  '00020101021226380016ID.CO.SHOPEE.WWW010201020815863724530336054061440005802ID5921PT. SHOPPEE INDONESIA6007JAKARTA62180814gen by go-qris63049635';
/** Public AstraPay API documentation; a fixed tip of 100. */
const ASTRAPAY =
  '00020101021226640018ID.CO.ASTRAPAY.WWW011893600822321989939702092198993200303UMI51400014ID.CO.QRIS.WWW0211ID2198993970303UMI5204549953033605404100055020256031005802ID5912Toko Asepso56007JAKARTA61051015062210110BJI33Z8Z0H0703A016304E8D4';
const STATIC =
  '00020101021126670017ID.CO.SANDBOX.WWW01189360099900000000010213LMB00000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204581453033605802ID5914WARUNG LUMBUNG6007BANDUNG61054011162070703A0163049AF8';
const DYNAMIC_25000 =
  '00020101021226670017ID.CO.SANDBOX.WWW01189360099900000000010213LMB00000000010303UMI51440014ID.CO.QRIS.WWW0215ID10200000000010303UMI5204581453033605405250005802ID5914WARUNG LUMBUNG6007BANDUNG61054011162180107INV00010703A016304896E';
const DYNAMIC_1500000 =
  '00020101021226670017ID.CO.SANDBOX.WWW01189360099900000000010213LMB00000000010303UKE51440014ID.CO.QRIS.WWW0215ID10200000000010303UKE52045411530336054101500000.005802ID5915TOKO BAPAK JAYA6013JAKARTA PUSAT61051011062260115ORD-2026-0000420703A01630418D6';

const WARUNG: QrisMerchant = {
  acquirerDomain: 'ID.CO.SANDBOX.WWW',
  merchantPan: '936009990000000001',
  merchantId: 'LMB0000000001',
  criteria: 'UMI',
  nationalId: 'ID1020000000001',
  categoryCode: '5814',
  name: 'WARUNG LUMBUNG',
  city: 'BANDUNG',
  postalCode: '40111',
};

function faultOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof QrisInvalid) return error.fault;
    throw error;
  }
  return 'none';
}

describe('QRIS', () => {
  it("should give the standard's check value when the CRC runs over 123456789", () => {
    assert.equal(crc16('123456789'), '29B1');
    assert.equal(crc16(''), 'FFFF');
  });

  it('should accept every public sample when its checksum fits', () => {
    const emvco = parseQris(EMVCO);
    assert.equal(emvco.merchantName, 'BEST TRANSPORT');
    assert.equal(emvco.amountText, '23.72');
    assert.equal(emvco.amountMinor, null, 'not rupiah');
    assert.deepEqual(emvco.tip, { kind: 'ask' });

    const shopee = parseQris(SHOPEE);
    assert.equal(shopee.amountMinor, 144_000);
    assert.equal(shopee.nationalId, null);
    assert.equal(shopee.categoryCode, null);
    assert.equal(shopee.additional.purpose, 'gen by go-qris');

    const astrapay = parseQris(ASTRAPAY);
    assert.equal(astrapay.amountMinor, 1000);
    assert.deepEqual(astrapay.tip, { kind: 'fixed', amountMinor: 100 });
    assert.equal(astrapay.accounts[0]?.merchantPan, '936008223219899397');
    assert.equal(astrapay.nationalId, 'ID219899397');
  });

  it('should read our own samples field by field when they are well formed', () => {
    const fixed = parseQris(STATIC);
    assert.equal(fixed.isDynamic, false);
    assert.equal(fixed.amountMinor, null);
    assert.equal(fixed.merchantName, 'WARUNG LUMBUNG');
    assert.equal(fixed.merchantCity, 'BANDUNG');
    assert.equal(fixed.postalCode, '40111');
    assert.equal(fixed.nationalId, 'ID1020000000001');
    assert.deepEqual(fixed.additional, { terminalLabel: 'A01' });
    assert.equal(parseQris(DYNAMIC_25000).amountMinor, 25_000);
    assert.equal(parseQris(DYNAMIC_25000).additional.billNumber, 'INV0001');
    assert.equal(parseQris(DYNAMIC_1500000).amountMinor, 1_500_000);
    assert.equal(parseQris(DYNAMIC_1500000).accounts[0]?.criteria, 'UKE');
  });

  it('should build our samples letter for letter when given their fields', () => {
    assert.equal(buildQris({ merchant: WARUNG, additional: { terminalLabel: 'A01' } }), STATIC);
    assert.equal(
      buildQris({ merchant: WARUNG, amountMinor: 25_000, additional: { billNumber: 'INV0001', terminalLabel: 'A01' } }),
      DYNAMIC_25000,
    );
    assert.equal(sealTlv(parseTlv(DYNAMIC_1500000).filter((field) => field.tag !== '63')), DYNAMIC_1500000);
    assert.equal(
      sealTlv(parseTlv(EMVCO).filter((field) => field.tag !== '63')),
      EMVCO,
      'lengths count characters, the checksum counts bytes',
    );
  });

  it('should keep all other fields when a static code becomes dynamic', () => {
    const dynamic = parseQris(
      staticToDynamic(STATIC, { amountMinor: 17_500, tip: { kind: 'fixed', amountMinor: 500 } }),
    );
    assert.deepEqual(
      { ...dynamic, isDynamic: false, amountMinor: null, amountText: null, tip: null },
      parseQris(STATIC),
    );
    assert.equal(dynamic.amountMinor, 17_500);
    assert.deepEqual(dynamic.tip, { kind: 'fixed', amountMinor: 500 });
    assert.equal(
      faultOf(() => staticToDynamic(DYNAMIC_25000, { amountMinor: 1000 })),
      'not-static',
    );
  });

  it('should cut name and city by characters and keep to printable ASCII when they are too long', () => {
    const code = parseQris(
      buildQris({
        merchant: {
          ...WARUNG,
          name: 'Toko Kué  Bu Sri Rahayu Ningsih Makmur',
          city: 'Kota Administrasi Jakarta Selatan',
        },
        amountMinor: 1,
      }),
    );
    assert.equal(code.merchantName, 'Toko Kue Bu Sri Rahayu Ni');
    assert.equal(code.merchantCity, 'Kota Administra');
  });

  it('should refuse a payload when it is damaged', () => {
    assert.equal(
      faultOf(() => parseQris(STATIC.replace('BANDUNG', 'BANDANG'))),
      'checksum-wrong',
    );
    assert.equal(
      faultOf(() => parseQris(STATIC.slice(0, -1))),
      'malformed',
    );
    assert.equal(
      faultOf(() => parseQris(STATIC.slice(0, -8))),
      'checksum-missing',
    );
    assert.equal(
      faultOf(() => parseQris('')),
      'malformed',
    );
    assert.equal(
      faultOf(() => parseQris('https://example.com/pay')),
      'malformed',
    );
    assert.equal(
      faultOf(() => parseQris('0'.repeat(2000))),
      'malformed',
    );
    const valid = parseTlv(STATIC).filter((field) => field.tag !== '63');
    assert.equal(
      faultOf(() => parseQris(sealTlv([...valid, { tag: '59', value: 'LAIN' }]))),
      'duplicate-tag',
    );
    assert.equal(
      faultOf(() => parseQris(sealTlv(valid.filter((field) => field.tag !== '59')))),
      'field-missing',
    );
    assert.equal(
      faultOf(() => parseQris(sealTlv([...valid, { tag: '54', value: '25.000,00' }]))),
      'amount-invalid',
    );
    assert.equal(
      faultOf(() => parseQris(sealTlv([...valid, { tag: '54', value: '25000.50' }]))),
      'amount-invalid',
    );
    assert.equal(
      faultOf(() =>
        parseQris(sealTlv(valid.map((field) => (field.tag === '59' ? { tag: '59', value: 'X'.repeat(26) } : field)))),
      ),
      'field-invalid',
    );
  });

  it('should refuse to build when an amount, an id or a name breaks a rule', () => {
    for (const amountMinor of [0, -1, 1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1]) {
      assert.equal(
        faultOf(() => buildQris({ merchant: WARUNG, amountMinor })),
        'amount-invalid',
        String(amountMinor),
      );
    }
    assert.equal(
      faultOf(() => buildQris({ merchant: WARUNG, amountMinor: 10_000_001 })),
      'amount-over-limit',
    );
    assert.equal(
      faultOf(() => buildQris({ merchant: WARUNG, amountMinor: 10_000_001, limitMinor: 20_000_000 })),
      'none',
    );
    assert.equal(
      faultOf(() => buildQris({ merchant: { ...WARUNG, merchantPan: '123' } })),
      'field-invalid',
    );
    assert.equal(
      faultOf(() => buildQris({ merchant: { ...WARUNG, nationalId: 'X1' } })),
      'field-invalid',
    );
    assert.equal(
      faultOf(() => buildQris({ merchant: { ...WARUNG, name: '北京' } })),
      'field-invalid',
    );
    assert.equal(
      faultOf(() => buildQris({ merchant: WARUNG, additional: { billNumber: 'X'.repeat(26) } })),
      'field-invalid',
    );
  });

  it('should read back what it wrote when the fields are anything that is allowed', () => {
    const word = (max: number) =>
      fc.string({ minLength: 1, maxLength: max, unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.') });
    const digits = fc.stringMatching(/^\d{10}$/);
    const amountMinor = fc.integer({ min: 1, max: 10_000_000 });
    const wish = fc.record({ name: word(25), city: word(15), amountMinor, billNumber: word(25), digits });
    fc.assert(
      fc.property(wish, (given) => {
        const merchantPan = `93600999${given.digits}`;
        const merchant = {
          ...WARUNG,
          name: given.name,
          city: given.city,
          merchantPan,
          merchantId: `LMB${given.digits}`,
        };
        const additional = { billNumber: given.billNumber, terminalLabel: 'A01' };
        const code = parseQris(buildQris({ merchant, amountMinor: given.amountMinor, additional }));
        assert.equal(code.merchantName, given.name);
        assert.equal(code.merchantCity, given.city);
        assert.equal(code.amountMinor, given.amountMinor);
        assert.equal(code.isDynamic, true);
        assert.equal(code.accounts[0]?.merchantPan, merchantPan);
        assert.deepEqual(code.additional, additional);
      }),
    );
  });

  it('should notice when any one character of a code is changed', () => {
    fc.assert(
      fc.property(fc.nat(DYNAMIC_25000.length - 1), fc.constantFrom(...'0123456789ABCXYZ'), (at, letter) => {
        fc.pre(DYNAMIC_25000[at] !== letter);
        const changed = DYNAMIC_25000.slice(0, at) + letter + DYNAMIC_25000.slice(at + 1);
        assert.notEqual(
          faultOf(() => parseQris(changed)),
          'none',
        );
      }),
    );
  });

  it('should throw nothing but its own fault when fed rubbish', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 600 }), fc.stringMatching(/^0002010102[0-9]{0,80}$/)),
        (text) => void faultOf(() => parseQris(text)),
      ),
    );
  });

  it('should bring fields back in their order when a chain is built and read', () => {
    const value = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((text) => Array.from(text).length <= 99 && text.length > 0);
    const tags = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(tags, value, (numbers, text) => {
        const fields = numbers.map((number) => ({ tag: String(number).padStart(2, '0'), value: text }));
        assert.deepEqual(parseTlv(buildTlv(fields)), fields);
      }),
    );
  });
});
