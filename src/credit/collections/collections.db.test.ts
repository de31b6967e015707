import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { systemCall } from '#platform/call';
import { fixedClock } from '#platform/clock';
import { sql } from '#platform/database';
import type { EventEnvelope } from '#platform/events';
import { newUuid } from '#platform/ids';
import { silentLog } from '#platform/log';
import type { Module } from '#platform/module';
import { isRefusal, refuse } from '#platform/refusal';
import { userCall } from '#platform/testing/calls';
import { testDatabase } from '#platform/testing/database';
import { aLoan, type SmallLoan, type SmallWorld, smallNeighbours } from './fixtures.ts';
import { createCollections } from './module.ts';

describe('collections', () => {
  const world = testDatabase('collections');
  // Saturday, 10:00 in Jakarta.
  const OPEN = '2026-11-21T03:00:00Z';
  const clock = fixedClock(OPEN);
  const officer = userCall(newUuid(), ['CREDIT_OFFICER']);
  const compliance = userCall(newUuid(), ['COMPLIANCE_OFFICER']);
  const house = systemCall('test', newUuid());
  let tenantId: string;
  let small: SmallWorld;
  let made: ReturnType<typeof createCollections>;

  beforeEach(() => {
    clock.set(OPEN);
    tenantId = newUuid();
    small = { loans: new Map(), businessDate: '2026-11-21', done: new Map(), beforeRecord: () => {}, members: [] };
    made = createCollections({
      database: world.database,
      clock,
      newId: newUuid,
      log: silentLog,
      ...smallNeighbours(small),
    });
  });

  const add = (change: Partial<SmallLoan> = {}): SmallLoan => {
    const loan = aLoan({ loanId: newUuid(), tenantId, borrowerId: newUuid(), ...change });
    small.loans.set(loan.loanId, loan);
    return loan;
  };
  const hear = (eventType: string, payload: object, bulk = false): Promise<void> =>
    world.database.inTx(async (tx) => {
      const reaction = (made as unknown as Module).reactions?.find((own) => own.eventType === eventType);
      const event = {
        eventId: newUuid(),
        eventType,
        eventTimestamp: clock.now().toISOString(),
        metadata: { correlationId: 'test' },
        payload,
      } as unknown as EventEnvelope<never>;
      if (bulk) await reaction?.allInTx?.(tx, [{ call: house, event }]);
      else await reaction?.inTx?.(tx, event, house);
    });
  /** The loan is so many days late, as loans tells it. */
  const late = async (daysPastDue: number, change: Partial<SmallLoan> = {}): Promise<SmallLoan> => {
    const loan = add({ daysPastDue, overdueMinor: 100_000, ...change });
    const dueOn = new Date(Date.parse(`${small.businessDate}T00:00:00Z`) - daysPastDue * 86_400_000);
    await hear(
      'loan.delinquency-changed',
      {
        ...loan,
        businessDate: small.businessDate,
        bucket: '1-30',
        bucketBefore: null,
        dueOn: dueOn.toISOString().slice(0, 10),
      },
      true,
    );
    return loan;
  };
  const paid = (loan: SmallLoan, change: object, eventType = 'loan.transaction-recorded') =>
    hear(eventType, {
      ...loan,
      transactionId: newUuid(),
      kind: 'repayment',
      valueDate: '2026-11-21',
      enteredOn: small.businessDate,
      amountMinor: 100_000,
      ...change,
    });
  const events = (eventType: string) =>
    world.database.run<{ payload: Record<string, unknown> }>(
      sql`select payload from collections.outbox
          where event_type = ${eventType} and payload ->> 'tenantId' = ${tenantId} order by id`,
    );
  const refused = (attempt: Promise<unknown>, code: string) =>
    assert.rejects(attempt, (error) => isRefusal(error, code), code);
  const call = { channel: 'phone', recipient: 'borrower', outcome: 'reached' } as const;

  it('should deal late loans out by age and take them off when they have paid', async () => {
    const [first, second, old] = [await late(3), await late(5), await late(95)];
    const all = await made.api.queue(officer, { tenantId, filter: {} });
    assert.deepEqual(
      all.items.map(({ loanId, daysPastDue, bucket }) => [loanId, daysPastDue, bucket]),
      [
        [old.loanId, 95, '90+'],
        [second.loanId, 5, '1-7'],
        [first.loanId, 3, '1-7'],
      ],
    );
    assert.equal(all.items[0]?.borrowerName, 'Budi Santoso');
    const week = await made.api.queue(officer, { tenantId, filter: { bucket: '1-7', limit: 1 } });
    const rest = await made.api.queue(officer, { tenantId, filter: { bucket: '1-7', cursor: week.nextCursor ?? '' } });
    assert.deepEqual(
      [...week.items, ...rest.items].map(({ loanId }) => loanId),
      [second.loanId, first.loanId],
    );
    const { buckets } = await made.api.bucketCounts(officer, { tenantId });
    assert.deepEqual(
      buckets.map(({ bucket, loans, overdueMinor }) => [bucket, loans, overdueMinor]),
      [
        ['1-7', 2, 200_000],
        ['8-30', 0, 0],
        ['31-60', 0, 0],
        ['61-90', 0, 0],
        ['90+', 1, 100_000],
      ],
    );
    await paid({ ...first, version: 2, daysPastDue: 0, overdueMinor: 0 }, {});
    // Older news than what is known changes nothing.
    await hear('loan.delinquency-changed', { ...first, version: 1, businessDate: '2026-11-20', dueOn: null }, true);
    small.businessDate = '2026-11-24';
    const later = await made.api.queue(officer, { tenantId, filter: {} });
    assert.deepEqual(
      later.items.map(({ loanId, bucket }) => [loanId, bucket]),
      [
        [old.loanId, '90+'],
        [second.loanId, '8-30'],
      ],
    );
    await hear('loan.closed', { ...second, version: 3, status: 'closed', daysPastDue: 0, openMinor: 0 }, true);
    await hear('loan.written-off', { ...old, version: 3, status: 'written-off' }, true);
    const left = await made.api.queue(officer, { tenantId, filter: {} });
    assert.deepEqual(
      left.items.map(({ loanId, isWrittenOff }) => [loanId, isWrittenOff]),
      [[old.loanId, true]],
    );
    assert.deepEqual((await made.api.queue(officer, { tenantId: newUuid(), filter: {} })).items, []);
  });

  it('should refuse when a case is given to somebody who is no colleague (collections.not-a-colleague)', async () => {
    const { loanId } = await late(3);
    const userId = officer.actor.kind === 'user' ? officer.actor.userId : '';
    await refused(made.api.assignCase(officer, { tenantId, loanId, userId }), 'collections.not-a-colleague');
    small.members.push(userId);
    assert.equal((await made.api.assignCase(officer, { tenantId, loanId, userId })).assignedTo, userId);
    assert.equal((await made.api.queue(officer, { tenantId, filter: { isMine: true } })).items.length, 1);
    assert.equal((await made.api.assignCase(officer, { tenantId, loanId, userId: null })).assignedTo, null);
  });

  it('should write every contact down and show it to the borrower when the guard lets it pass', async () => {
    const { loanId, borrowerId } = await late(3);
    const contact = await made.api.recordContact(officer, { tenantId, loanId, contact: { ...call, note: 'Ramah' } });
    const own = await made.api.contactsOfBorrower(house, { borrowerId });
    assert.deepEqual(own.items, [contact]);
    const seen = await made.api.getCase(officer, { tenantId, loanId });
    assert.deepEqual([seen.contacts, seen.case.lastContactAt], [[contact], contact.at]);
    const [audit] = await world.database.run<{ action: string }>(
      sql`select payload ->> 'action' as action from collections.outbox
          where event_type = 'audit.recorded' and payload ->> 'stream' = ${`loan:${loanId}`}`,
    );
    assert.equal(audit?.action, 'collections.contacted');
  });

  it('should refuse and write nothing when the guard says no (collections.outside-hours)', async () => {
    const loan = await late(3);
    const { loanId, borrowerId } = loan;
    const contact = (change: object = {}) =>
      made.api.recordContact(officer, { tenantId, loanId, contact: { ...call, ...change } });
    await refused(contact({ recipient: 'emergency-contact' }), 'collections.only-the-borrower');
    await refused(contact({ channel: 'visit' }), 'collections.no-consent');
    clock.set('2026-11-21T13:30:00Z');
    await refused(contact(), 'collections.outside-hours');
    const check = await made.api.checkContact(officer, {
      tenantId,
      loanId,
      wish: { channel: 'phone', recipient: 'borrower' },
    });
    assert.deepEqual(check, {
      isAllowed: false,
      code: 'collections.outside-hours',
      earliestAt: '2026-11-23T01:00:00.000Z',
    });
    const agreed = { zone: null, isAnyTimeAgreed: true, isVisitAgreed: true, withdrawn: ['email' as const] };
    await made.api.setPreferences(house, { borrowerId, preferences: agreed });
    await refused(contact({ channel: 'email' }), 'collections.no-consent');
    await contact();
    await contact({ channel: 'visit' });
    await refused(contact(), 'collections.too-often');
    // The limit counts what other institutions have done as well.
    const other = await late(3, { tenantId: newUuid(), borrowerId });
    await refused(
      made.api.recordContact(officer, { tenantId: other.tenantId, loanId: other.loanId, contact: call }),
      'collections.too-often',
    );
    assert.equal((await made.api.contactsOfBorrower(house, { borrowerId })).items.length, 2);
  });

  it('should let two officers call no more than the limit when they call at the same moment', async () => {
    const { loanId, borrowerId } = await late(3);
    const tries = Array.from({ length: 6 }, () => made.api.recordContact(officer, { tenantId, loanId, contact: call }));
    const ends = await Promise.allSettled(tries);
    assert.equal(ends.filter(({ status }) => status === 'fulfilled').length, 2);
    assert.equal((await made.api.contactsOfBorrower(house, { borrowerId })).items.length, 2);
  });

  it('should go by where the borrower lives when an address or the borrower says so', async () => {
    const { loanId, borrowerId } = await late(3);
    clock.set('2026-11-20T23:30:00Z');
    const wish = { channel: 'phone', recipient: 'borrower' } as const;
    const check = async () => (await made.api.checkContact(officer, { tenantId, loanId, wish })).isAllowed;
    assert.equal(await check(), false, 'half past six in Jakarta');
    const address = { userId: borrowerId, addressId: newUuid(), isDefault: true };
    await hear('address.created', { ...address, villageCode: '94.71.01.1001' });
    assert.equal(await check(), true, 'half past eight in Papua');
    await hear('address.updated', { ...address, villageCode: '51.71.01.1001' });
    assert.equal(await check(), false, 'half past seven in Bali');
    const own = { zone: 'Asia/Jayapura' as const, isAnyTimeAgreed: false, isVisitAgreed: false, withdrawn: [] };
    await made.api.setPreferences(house, { borrowerId, preferences: own });
    assert.equal(await check(), true);
    assert.deepEqual(await made.api.getPreferences(house, { borrowerId }), own);
  });

  it('should remind once, by plan, within the guard, and log it when rounds overlap', async () => {
    const [soon, today, over] = [
      add({ nextDue: { dueOn: '2026-11-24', openMinor: 90_000 } }),
      add({ nextDue: { dueOn: '2026-11-21', openMinor: 80_000 } }),
      add({ nextDue: { dueOn: '2026-11-20', openMinor: 70_000 }, overdueMinor: 70_000 }),
    ];
    const far = add({ nextDue: { dueOn: '2026-12-20', openMinor: 60_000 } });
    const closedTo = add({ nextDue: { dueOn: '2026-11-21', openMinor: 50_000 } });
    const shy = { zone: null, isAnyTimeAgreed: false, isVisitAgreed: false, withdrawn: ['message' as const] };
    await made.api.setPreferences(house, { borrowerId: closedTo.borrowerId, preferences: shy });
    const rounds = await Promise.all([1, 2].map(() => made.api.sendReminders(house, { tenantId })));
    assert.equal(
      rounds.reduce((sum, { sent }) => sum + sent, 0),
      3,
    );
    assert.deepEqual(await made.api.sendReminders(house, { tenantId }), { sent: 0, heldBack: 1 });
    const told = (await events('reminder.due')).map(({ payload }) => [payload.loanId, payload.step]);
    assert.deepEqual(
      told.toSorted(),
      [
        [soon.loanId, 'H-3'],
        [today.loanId, 'H0'],
        [over.loanId, 'H+1'],
      ].toSorted(),
    );
    const [contact] = (await made.api.contactsOfBorrower(house, { borrowerId: soon.borrowerId })).items;
    assert.deepEqual([contact?.step, contact?.channel, contact?.byUserId], ['H-3', 'message', null]);
    assert.equal((await made.api.contactsOfBorrower(house, { borrowerId: far.borrowerId })).items.length, 0);
  });

  it('should hold a reminder back when it is night, and send it with a later round', async () => {
    add({ nextDue: { dueOn: '2026-11-21', openMinor: 80_000 } });
    clock.set('2026-11-20T23:30:00Z');
    assert.deepEqual(await made.api.sendReminders(house, { tenantId }), { sent: 0, heldBack: 1 });
    clock.set(OPEN);
    assert.deepEqual(await made.api.sendReminders(house, { tenantId }), { sent: 1, heldBack: 0 });
  });

  it('should remind all institutions, each by its own plan, when the clock says so', async () => {
    await hear('tenant.created', { tenantId, name: 'Uji', kind: 'bank' });
    assert.deepEqual((await made.api.getPlan(officer, { tenantId })).offsets.slice(0, 4), [-3, -1, 0, 1]);
    const plan = { offsets: [2, -2], perDay: 1, perWeek: 3 };
    assert.deepEqual(await made.api.setPlan(compliance, { tenantId, plan }), { ...plan, offsets: [-2, 2] });
    add({ nextDue: { dueOn: '2026-11-19', openMinor: 1 } });
    add({ nextDue: { dueOn: '2026-11-21', openMinor: 1 } });
    await made.jobs?.[0]?.run(house, null);
    assert.deepEqual(
      (await events('reminder.due')).map(({ payload }) => payload.step),
      ['H+2'],
    );
  });

  it('should keep a promise with money of its days, also when the message comes late', async () => {
    const loan = await late(3);
    const { loanId } = loan;
    const promise = { amountMinor: 100_000, promisedOn: '2026-11-23' };
    await made.api.makePromise(officer, { tenantId, loanId, promise: { ...promise, amountMinor: 50_000 } });
    const { promiseId } = await made.api.makePromise(officer, { tenantId, loanId, promise });
    const standing = async () => (await made.api.getCase(officer, { tenantId, loanId })).promises;
    assert.equal((await standing()).length, 1, 'the later one replaces the earlier');
    await paid({ ...loan, version: 2 }, { amountMinor: 60_000 });
    assert.deepEqual((await made.api.queue(officer, { tenantId, filter: {} })).items[0]?.promise, {
      ...promise,
      paidMinor: 60_000,
    });
    await hear('business-day.closed', { tenantId, businessDate: '2026-11-22' });
    assert.equal((await standing())[0]?.status, 'open');
    await hear('business-day.closed', { tenantId, businessDate: '2026-11-23' });
    assert.equal((await standing())[0]?.status, 'broken');
    const transactionId = newUuid();
    await paid({ ...loan, version: 3 }, { amountMinor: 40_000, valueDate: '2026-11-23', transactionId });
    assert.equal((await standing())[0]?.status, 'kept');
    const reversal = { amountMinor: 40_000, valueDate: '2026-11-23', transactionId };
    await paid({ ...loan, version: 4 }, reversal, 'loan.transaction-reversed');
    const [last] = await standing();
    assert.deepEqual([last?.promiseId, last?.status, last?.paidMinor], [promiseId, 'broken', 60_000]);
    assert.equal((await events('promise.made')).length, 2);
    assert.equal((await events('promise.kept')).length, 1);
    assert.equal((await events('promise.broken')).length, 2);
  });

  it('should refuse when a promise cannot be one (collections.promise-not-possible)', async () => {
    const { loanId } = await late(3);
    for (const promise of [
      { amountMinor: 1_000_001, promisedOn: '2026-11-23' },
      { amountMinor: 1, promisedOn: '2026-11-20' },
      { amountMinor: 1, promisedOn: '2026-12-06' },
    ])
      await refused(made.api.makePromise(officer, { tenantId, loanId, promise }), 'collections.promise-not-possible');
  });

  const relief = {
    reason: 'Panen gagal',
    step: { kind: 'payment-holiday', fromDueOn: '2026-12-01', periods: 2, isInterestDue: true },
  } as const;

  it('should pause while relief is asked for, and do it once when another person grants it', async () => {
    const { loanId } = await late(3);
    const asked = await made.api.askHardship(officer, { tenantId, loanId, hardship: relief });
    assert.deepEqual([asked.status, asked.preview.openAfterMinor], ['asked', 1_010_000]);
    await refused(made.api.recordContact(officer, { tenantId, loanId, contact: call }), 'collections.paused');
    await refused(made.api.askHardship(officer, { tenantId, loanId, hardship: relief }), 'collections.hardship-open');
    const decision = { isGranted: true, note: 'Disetujui' };
    const wanted = { tenantId, hardshipId: asked.hardshipId, decision };
    await refused(made.api.decideHardship(officer, wanted), 'collections.own-wish');
    const granted = await made.api.decideHardship(compliance, wanted);
    assert.equal(granted.status, 'granted');
    assert.deepEqual([...small.done.values()], ['payment-holiday']);
    await refused(made.api.decideHardship(compliance, wanted), 'collections.hardship-decided');
    await made.api.recordContact(officer, { tenantId, loanId, contact: call });
    assert.equal((await events('hardship.decided'))[0]?.payload.isGranted, true);
    const named = { ...granted, borrowerName: 'Budi Santoso' };
    assert.deepEqual((await made.api.listHardships(officer, { tenantId, status: 'granted' })).items, [named]);
  });

  it('should pause when a payment that is not shown is looked for, whichever of its news comes first', async () => {
    const { loanId, borrowerId } = await late(3);
    const isPaused = async () => (await made.api.getCase(officer, { tenantId, loanId })).case.isPaused;
    const claim = { claimId: newUuid(), loanId, tenantId, borrowerId, amountMinor: 1 };
    await hear('payment-claim.opened', claim);
    await hear('payment-claim.opened', claim);
    assert.equal(await isPaused(), true);
    await refused(made.api.recordContact(officer, { tenantId, loanId, contact: call }), 'collections.paused');
    await hear('payment-claim.decided', { ...claim, isAccepted: false });
    const crossed = { ...claim, claimId: newUuid() };
    await hear('payment-claim.decided', { ...crossed, isAccepted: true });
    await hear('payment-claim.opened', crossed);
    assert.equal(await isPaused(), false);
  });

  it('should ask again when loans refuse what was granted, and finish what a dead process has left', async () => {
    const { loanId } = await late(3);
    const asked = await made.api.askHardship(officer, { tenantId, loanId, hardship: relief });
    const wanted = { tenantId, hardshipId: asked.hardshipId, decision: { isGranted: true, note: 'Disetujui' } };
    small.beforeRecord = () => {
      throw refuse('loans.wrong-state');
    };
    await refused(made.api.decideHardship(compliance, wanted), 'collections.relief-impossible');
    assert.equal((await made.api.listHardships(officer, { tenantId })).items[0]?.status, 'asked');
    small.beforeRecord = () => {
      throw new Error('the network is away');
    };
    await assert.rejects(made.api.decideHardship(compliance, wanted), /network/);
    small.beforeRecord = () => {};
    clock.advance(61_000);
    await made.jobs?.[0]?.run(house, null);
    assert.equal(small.done.size, 1);
    assert.equal((await events('hardship.decided')).length, 1);
  });

  it('should tell when relief is declined, and refuse what is none (collections.step-not-relief)', async () => {
    const { loanId } = await late(3);
    const step = { kind: 'write-off' } as const;
    await refused(
      made.api.askHardship(officer, { tenantId, loanId, hardship: { reason: 'Coba saja', step } }),
      'collections.step-not-relief',
    );
    const asked = await made.api.askHardship(officer, { tenantId, loanId, hardship: relief });
    const decision = { isGranted: false, note: 'Penghasilan cukup' };
    await made.api.decideHardship(compliance, { tenantId, hardshipId: asked.hardshipId, decision });
    assert.equal((await events('hardship.decided'))[0]?.payload.note, 'Penghasilan cukup');
    assert.equal(small.done.size, 0);
  });

  it('should hand out what is kept of a person, and forget their words when they leave', async () => {
    const { loanId, borrowerId } = await late(3);
    await made.api.recordContact(officer, { tenantId, loanId, contact: { ...call, note: 'Sakit' } });
    await made.api.askHardship(officer, { tenantId, loanId, hardship: relief });
    const kept = await made.api.personalData(house, { userId: borrowerId });
    assert.deepEqual([kept.contacts.length, kept.hardships.length, kept.promises.length], [1, 1, 0]);
    assert.ok(!JSON.stringify(kept).includes('Sakit'));
    await hear('user.erased', { userId: borrowerId });
    const seen = await made.api.getCase(officer, { tenantId, loanId });
    assert.deepEqual([seen.contacts[0]?.note, seen.hardships[0]?.reason], [null, '-']);
  });

  it('should find nothing when it is of another institution (collections.not-found)', async () => {
    const { loanId } = await late(3);
    const asked = await made.api.askHardship(officer, { tenantId, loanId, hardship: relief });
    const strange = { tenantId: newUuid(), loanId };
    const wish = { channel: 'phone', recipient: 'borrower' } as const;
    const promise = { amountMinor: 1, promisedOn: '2026-11-23' };
    for (const attempt of [
      () => made.api.getCase(officer, strange),
      () => made.api.assignCase(officer, { ...strange, userId: null }),
      () => made.api.checkContact(officer, { ...strange, wish }),
      () => made.api.recordContact(officer, { ...strange, contact: call }),
      () => made.api.makePromise(officer, { ...strange, promise }),
      () => made.api.askHardship(officer, { ...strange, hardship: relief }),
    ])
      await refused(attempt(), 'collections.not-found');
    const decision = { isGranted: true, note: 'Disetujui' };
    await refused(
      made.api.decideHardship(compliance, { tenantId: strange.tenantId, hardshipId: asked.hardshipId, decision }),
      'collections.hardship-not-found',
    );
  });

  it('should keep holidays in versions, and refuse when a day is of another year (collections.day-of-another-year)', async () => {
    const first = await made.api.holidays(house, { year: 2026 });
    assert.deepEqual([first.version, first.days.length], [1, 17]);
    const days = [...first.days, { day: '2026-11-21', name: 'Hari tambahan' }];
    const loaded = await made.api.setHolidays(house, { year: 2026, holidays: { source: 'SKB perubahan', days } });
    assert.deepEqual([loaded.version, loaded.days.length], [2, 18]);
    const { loanId } = await late(3);
    await refused(made.api.recordContact(officer, { tenantId, loanId, contact: call }), 'collections.outside-hours');
    await world.database.run(sql`delete from collections.holidays where version = 2`);
    await world.database.run(sql`delete from collections.holiday_years where version = 2`);
    const wrong = [{ day: '2027-01-01', name: 'Tahun baru' }, ...first.days];
    await refused(
      made.api.setHolidays(house, { year: 2026, holidays: { source: 'SKB', days: wrong } }),
      'collections.day-of-another-year',
    );
    await refused(made.api.holidays(house, { year: 2031 }), 'collections.year-unknown');
  });
});
