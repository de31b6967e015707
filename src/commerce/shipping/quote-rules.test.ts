import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { JNE_REGULAR } from './fixtures.ts';
import {
  arrivalOf,
  boxOf,
  chargeableWeightGrams,
  findWrongTariff,
  presentServices,
  serviceOfTariff,
  sizeClassOf,
} from './quote-rules.ts';

const tariff = {
  code: 'kurir',
  name: 'Kurir toko',
  group: 'regular',
  priceMinor: 9_000,
  daysFrom: 1,
  daysUntil: 2,
} as const;

describe('size of a parcel', () => {
  test('should never be smaller than the parcel when it is rounded to its class', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 0, max: 1e12 }), (weightGrams, volumeMm3) => {
        const size = sizeClassOf({ weightGrams, volumeMm3 });
        assert.ok(size.weightGrams >= Math.max(1, weightGrams) && size.weightGrams < weightGrams + 101);
        assert.ok(size.volumeMm3 >= volumeMm3 && size.volumeMm3 < volumeMm3 + 1_000_000);
        assert.deepEqual(sizeClassOf(size), size);
      }),
    );
  });

  test('should hold the volume in its box when the volume is whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), (volumeMm3) => {
        const box = boxOf(volumeMm3);
        assert.ok(box.lengthCm * box.widthCm * box.heightCm * 1_000 >= volumeMm3);
        assert.ok(box.lengthCm * box.widthCm * (box.heightCm - 1) * 1_000 < volumeMm3);
      }),
    );
    assert.deepEqual(boxOf(27_000_000), { lengthCm: 30, widthCm: 30, heightCm: 30 });
  });

  test('should weigh by volume when the parcel is light for its size', () => {
    // 60 × 40 × 50 cm: 20 kg by 6000, 30 kg by 4000.
    const parcel = { weightGrams: 3_000, volumeMm3: 600 * 400 * 500 };
    assert.equal(chargeableWeightGrams('regular', parcel), 20_000);
    assert.equal(chargeableWeightGrams('cargo', parcel), 30_000);
    assert.equal(chargeableWeightGrams('regular', { ...parcel, weightGrams: 25_000 }), 25_000);
  });
});

describe('arrival', () => {
  const days = { from: 1, until: 3, unit: 'days' } as const;
  const hours = { from: 1, until: 3, unit: 'hours' } as const;

  test('should count from today when it is ordered before the cut-off in Western Indonesia', () => {
    // 07:59 UTC is 14:59 WIB.
    assert.deepEqual(arrivalOf(days, new Date('2026-11-21T07:59:00Z')), {
      fromOn: '2026-11-22',
      untilOn: '2026-11-24',
    });
    assert.deepEqual(arrivalOf(days, new Date('2026-11-21T08:00:00Z')), {
      fromOn: '2026-11-23',
      untilOn: '2026-11-25',
    });
  });

  test('should use the Indonesian day when it is still yesterday in UTC', () => {
    assert.deepEqual(arrivalOf(days, new Date('2026-12-30T18:30:00Z')), {
      fromOn: '2027-01-01',
      untilOn: '2027-01-03',
    });
  });

  test('should come tomorrow by rider when the evening is near', () => {
    assert.equal(arrivalOf(hours, new Date('2026-11-21T03:00:00Z')).untilOn, '2026-11-21');
    assert.equal(arrivalOf(hours, new Date('2026-11-21T12:00:00Z')).untilOn, '2026-11-22');
    assert.equal(arrivalOf(hours, new Date('2026-11-20T19:00:00Z')).untilOn, '2026-11-21');
  });
});

describe('services', () => {
  test('should stand by group and then by price when they are shown', () => {
    const offered = [
      { ...JNE_REGULAR, serviceCode: 'dear', priceMinor: 30_000 },
      { ...JNE_REGULAR, serviceCode: 'jtr', group: 'cargo' as const, priceMinor: 5_000 },
      JNE_REGULAR,
      { ...JNE_REGULAR, courierCode: 'gojek', serviceCode: 'instant', group: 'instant' as const, priceMinor: 40_000 },
      serviceOfTariff(tariff),
    ];
    const shown = presentServices(offered, { weightGrams: 500, volumeMm3: 0 }, new Date('2026-11-21T03:00:00Z'));
    assert.deepEqual(
      shown.map((service) => service.serviceCode),
      ['gojek:instant', 'seller:kurir', 'jne:reg', 'jne:dear', 'jne:jtr'],
    );
    assert.deepEqual(
      shown.map((service) => service.isSellersOwn),
      [false, true, false, false, false],
    );
  });

  test('should find the tariff that is wrong when a code stands twice or days run backwards', () => {
    assert.equal(findWrongTariff([tariff, { ...tariff, code: 'lain' }]), undefined);
    const twice = { ...tariff };
    assert.equal(findWrongTariff([tariff, twice]), twice);
    const backwards = { ...tariff, code: 'lain', daysFrom: 5 };
    assert.equal(findWrongTariff([tariff, backwards]), backwards);
  });
});
