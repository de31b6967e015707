import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ActingRole, TenantKind } from '#credit/tenants';
import type { Call } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import { newUuid } from '#platform/ids';
import { isRefusal, refuse } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { aProduct } from './fixtures.ts';
import { createLoanProducts } from './module.ts';

describe('loan products', () => {
  const world = testDatabase('loan_products');
  const tenantId = newUuid();
  const other = newUuid();
  const people = new Map<string, { tenantId: string; kind: TenantKind; role: ActingRole }>();
  const somebody = (role: ActingRole, at = tenantId, kind: TenantKind = 'online-lender'): Call => {
    const userId = newUuid();
    people.set(userId, { tenantId: at, kind, role });
    return userCall(userId, ['CREDIT_OFFICER']);
  };
  const api = createLoanProducts({
    get database() {
      return world.database;
    },
    clock: fixedClock('2026-11-21T03:00:00Z'),
    newId: newUuid,
    tenants: {
      tenantOfCall: async (call) => {
        const member = call.actor.kind === 'user' ? people.get(call.actor.userId) : undefined;
        if (!member) throw refuse('tenants.not-found');
        return { ...member, name: 'Dana Uji' };
      },
    },
  }).api;
  const officer = somebody('CREDIT_OFFICER');
  const checker = somebody('COMPLIANCE_OFFICER');
  const stranger = somebody('CREDIT_OFFICER', other);
  const nobody = userCall(newUuid());
  const refused = (code: string) => (error: unknown) => isRefusal(error, code);
  const wish = { amountMinor: 3_000_000, periods: 3, startOn: '2026-11-21' };
  const made = () => api.createProduct(officer, { name: 'Dana Usaha', terms: aProduct() });
  const released = async () => {
    const { productId } = await made();
    return api.releaseVersion(checker, { productId, version: 1 });
  };

  it('should save a draft with its proof, an event and an audit entry when a product is made', async () => {
    const product = await made();
    assert.equal(product.status, 'draft');
    assert.equal(product.proof.verdict, 'within');
    assert.equal(product.proof.days, 30);
    const told = await world.database.run<{ t: string }>(
      sql`select event_type as t from loan_products.outbox where aggregate_id like ${`%${product.productId}`} order by id`,
    );
    assert.deepEqual(
      told.map((row) => row.t),
      ['loan-product.saved', 'audit.recorded'],
    );
    assert.deepEqual(await api.getProduct(officer, { productId: product.productId }), product);
  });

  it('should answer the same when the same product comes twice, and refuse when it is another (loan-products.id-taken)', async () => {
    const product = { productId: newUuid(), name: 'Dana Dua', terms: aProduct() };
    const first = await api.createProduct(officer, product);
    assert.deepEqual(await api.createProduct(officer, product), first);
    await assert.rejects(
      api.createProduct(officer, { ...product, name: 'Dana Tiga' }),
      refused('loan-products.id-taken'),
    );
    await assert.rejects(api.createProduct(stranger, product), refused('loan-products.id-taken'));
  });

  it('should refuse when any loan of it could pass the caps (loan-products.over-cap)', async () => {
    const dear = aProduct({ ratePercent: '0.31' });
    await assert.rejects(
      api.createProduct(officer, { name: 'Dana Mahal', terms: dear }),
      refused('loan-products.over-cap'),
    );
    const byFee = aProduct({
      fees: [
        {
          name: 'Biaya tetap',
          nature: 'price',
          timing: 'at-disbursement',
          amount: { kind: 'flat', amountMinor: 60_000 },
        },
      ],
      periods: { least: 1, most: 1 },
    });
    await assert.rejects(
      api.createProduct(officer, { name: 'Dana Biaya', terms: byFee }),
      refused('loan-products.over-cap'),
    );
    const { productId } = await made();
    await assert.rejects(api.changeProduct(officer, { productId, terms: dear }), refused('loan-products.over-cap'));
    const bank = somebody('CREDIT_OFFICER', newUuid(), 'bank');
    const atBank = await api.createProduct(bank, { name: 'Kredit Bank', terms: dear });
    assert.equal(atBank.proof.verdict, 'not-capped');
  });

  it('should refuse with the field and the reason when terms do not fit together (loan-products.terms-contradict)', async () => {
    const wrong = [
      aProduct({ periods: { least: 4, most: 3 } }),
      aProduct({ businessSize: 'micro' }),
      aProduct({ balloonPercent: '30' }),
      aProduct({ grace: { principalPeriods: 1, interestPeriods: 0, interestFreePeriods: 0 } }),
      aProduct({ recalculation: { rest: 'daily', prepayment: 'fewer-instalments', settlement: 'until-payment' } }),
      aProduct({
        allocation: { kind: 'instalments', due: ['principal'], inAdvanceFirst: [], inAdvance: ['principal'] },
      }),
      aProduct({ delinquencyRanges: [{ name: 'dua', fromDays: 2, untilDays: 1 }] }),
      aProduct({ lateCharge: { percentPerDay: '0.1', graceDays: 0, base: 'principal-and-interest' } }),
      aProduct({
        fees: [
          { name: 'Denda', nature: 'late-charge', timing: 'on-day', days: 3, amount: { kind: 'flat', amountMinor: 1 } },
        ],
      }),
    ];
    for (const terms of wrong) {
      await assert.rejects(
        api.createProduct(officer, { name: 'Dana Salah', terms }),
        refused('loan-products.terms-contradict'),
      );
      await assert.rejects(api.previewTerms(officer, { terms, ...wish }), refused('loan-products.terms-contradict'));
    }
    const { productId } = await made();
    const [terms] = wrong;
    assert.ok(terms);
    await assert.rejects(api.changeProduct(officer, { productId, terms }), refused('loan-products.terms-contradict'));
  });

  it('should let only somebody else release it when it was made here (loan-products.own-work, loan-products.not-allowed)', async () => {
    const mine = await api.createProduct(checker, { name: 'Dana Sendiri', terms: aProduct() });
    const exact = { productId: mine.productId, version: 1 };
    await assert.rejects(api.releaseVersion(checker, exact), refused('loan-products.own-work'));
    await assert.rejects(api.releaseVersion(officer, exact), refused('loan-products.not-allowed'));
    const partner = somebody('PARTNER');
    await assert.rejects(
      api.createProduct(partner, { name: 'Dana Mitra', terms: aProduct() }),
      refused('loan-products.not-allowed'),
    );
    await assert.rejects(
      api.changeProduct(partner, { productId: mine.productId, terms: aProduct() }),
      refused('loan-products.not-allowed'),
    );
    await assert.rejects(
      api.retireProduct(officer, { productId: mine.productId }),
      refused('loan-products.not-allowed'),
    );
    const second = somebody('COMPLIANCE_OFFICER');
    assert.equal((await api.releaseVersion(second, exact)).status, 'released');
    await assert.rejects(api.releaseVersion(second, exact), refused('loan-products.not-a-draft'));
  });

  it('should not release what has become too dear when the caps were another way (loan-products.over-cap)', async () => {
    const { productId } = await made();
    await world.database.run(
      sql`update loan_products.versions set terms = jsonb_set(terms, '{ratePercent}', '"0.4"') where product_id = ${productId}`,
    );
    await assert.rejects(api.releaseVersion(checker, { productId, version: 1 }), refused('loan-products.over-cap'));
  });

  it('should keep the old version for loans made of it when a new one is released', async () => {
    const { productId } = await released();
    const change = { productId, terms: aProduct({ ratePercent: '0.1' }) };
    await assert.rejects(
      api.changeProduct(officer, { ...change, expectedVersion: 7 }),
      refused('loan-products.changed-meanwhile'),
    );
    const next = await api.changeProduct(officer, { ...change, expectedVersion: 1 });
    assert.deepEqual([next.version, next.status], [2, 'draft']);
    const agreed = { productId, ...wish, agreedOn: '2026-11-21' };
    assert.equal((await api.agreeTerms(officer, { ...agreed, version: 1 })).preview.interestMinor, 540_000);
    await assert.rejects(api.agreeTerms(officer, { ...agreed, version: 2 }), refused('loan-products.not-released'));
    await api.releaseVersion(checker, { productId, version: 2 });
    await assert.rejects(api.agreeTerms(officer, { ...agreed, version: 1 }), refused('loan-products.not-released'));
    assert.equal((await api.getProduct(officer, { productId, version: 1 })).status, 'retired');
    const retired = await api.retireProduct(checker, { productId });
    assert.deepEqual([retired.releasedVersion, retired.latestStatus], [null, 'retired']);
    await assert.rejects(api.agreeTerms(officer, { ...agreed, version: 2 }), refused('loan-products.not-released'));
  });

  it('should show schedule, cost, effective rate and proof when a loan is previewed', async () => {
    const { productId } = await released();
    const preview = await api.previewProduct(officer, { productId, ...wish });
    assert.equal(preview.rows.length, 3);
    assert.deepEqual(
      preview.rows.map((row) => row.interestMinor),
      [180_000, 180_000, 180_000],
    );
    assert.deepEqual(
      preview.rows.map((row) => row.balanceMinor),
      [2_000_000, 1_000_000, 0],
    );
    // 1.5 % of the funding amount, and 11 % tax on it.
    assert.deepEqual(
      preview.fees.map((fee) => fee.totalMinor),
      [45_000, 4_950],
    );
    assert.equal(preview.netPayoutMinor, 3_000_000 - 49_950);
    assert.equal(preview.totalMinor, 3_540_000);
    assert.equal(preview.priceMinor, 585_000);
    assert.ok(preview.annualRatePercent !== null && preview.annualRatePercent > 200);
    assert.deepEqual([preview.proof.days, preview.proof.mostMinor, preview.proof.verdict], [90, 810_000, 'within']);
    const draft = await api.previewTerms(officer, { terms: aProduct(), ...wish });
    assert.deepEqual(draft, preview);
  });

  it('should refuse when the wish lies outside the product (loan-products.outside-limits) or its price above the cap', async () => {
    const { productId } = await released();
    const outside = [
      { ...wish, amountMinor: 900_000 },
      { ...wish, amountMinor: 3_000_001 },
      { ...wish, periods: 4 },
      { ...wish, ratePercent: '0.21' },
    ];
    for (const asked of outside) {
      await assert.rejects(
        api.previewProduct(officer, { productId, ...asked }),
        refused('loan-products.outside-limits'),
      );
      await assert.rejects(
        api.agreeTerms(officer, { productId, version: 1, agreedOn: wish.startOn, ...asked }),
        refused('loan-products.outside-limits'),
      );
    }
    await assert.rejects(
      api.previewTerms(officer, { terms: aProduct(), ...wish, periods: 9 }),
      refused('loan-products.outside-limits'),
    );
    await world.database.run(
      sql`update loan_products.versions set terms = jsonb_set(terms, '{ratePercent}', '"0.4"') where product_id = ${productId}`,
    );
    await assert.rejects(
      api.agreeTerms(officer, { productId, version: 1, agreedOn: wish.startOn, ...wish }),
      refused('loan-products.over-cap'),
    );
  });

  it('should not exist when somebody of another institution asks (loan-products.not-found, loan-products.no-institution)', async () => {
    const { productId } = await released();
    const terms = aProduct();
    const doors: (() => Promise<unknown>)[] = [
      () => api.getProduct(stranger, { productId }),
      () => api.changeProduct(stranger, { productId, terms }),
      () => api.releaseVersion(somebody('COMPLIANCE_OFFICER', other), { productId, version: 1 }),
      () => api.retireProduct(somebody('COMPLIANCE_OFFICER', other), { productId }),
      () => api.previewProduct(stranger, { productId, ...wish }),
      () => api.agreeTerms(stranger, { productId, version: 1, agreedOn: wish.startOn, ...wish }),
      () => api.getProduct(nobody, { productId }),
    ];
    for (const door of doors) await assert.rejects(door(), refused('loan-products.not-found'));
    await assert.rejects(api.listProducts(nobody, {}), refused('loan-products.no-institution'));
    await assert.rejects(api.createProduct(nobody, { name: 'Dana', terms }), refused('loan-products.no-institution'));
    await assert.rejects(api.previewTerms(nobody, { terms, ...wish }), refused('loan-products.no-institution'));
    assert.deepEqual((await api.listProducts(stranger, {})).items, []);
    const first = await api.listProducts(officer, { limit: 2, status: 'released' });
    assert.equal(first.items.length, 2);
    assert.ok(first.nextCursor);
    assert.ok((await api.listProducts(officer, { limit: 100, cursor: first.nextCursor })).items.length > 0);
  });
});
