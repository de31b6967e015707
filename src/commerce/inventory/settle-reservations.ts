import type { Call } from '#platform/call';
import type { Clock } from '#platform/clock';
import type { Database } from '#platform/database';
import { refuse } from '#platform/refusal';
import {
  type BadReservation,
  confirmHeld,
  extendHeld,
  insertTombstones,
  type Settlement,
  settleReservations,
} from './reservation-queries.ts';

/** What becomes of a reservation. Every verb may come twice: the second time is harmless. */

export type SettleDeps = { database: Database; clock: Clock };

const RELEASE: Settlement = {
  from: ['held', 'confirmed'],
  to: 'released',
  harmless: ['released', 'expired'],
  kind: 'release',
  onHandPerPiece: 0,
  reservedPerPiece: -1,
  reason: '',
};

const DEDUCT: Settlement = {
  from: ['confirmed'],
  to: 'deducted',
  harmless: ['deducted', 'returned'],
  kind: 'deduct',
  onHandPerPiece: -1,
  reservedPerPiece: -1,
  reason: '',
};

const RESTOCK: Settlement = {
  from: ['deducted'],
  to: 'returned',
  harmless: ['returned'],
  kind: 'return',
  onHandPerPiece: 1,
  reservedPerPiece: 0,
  reason: '',
};

/** Paid in time: the sweep no longer takes it. One that is late but not yet swept is still good. */
export async function confirmMany(
  deps: SettleDeps,
  _call: Call,
  input: { reservationIds: string[] },
): Promise<Record<string, never>> {
  const confirm = confirmHeld(input.reservationIds, deps.clock.now());
  const [bad] = await deps.database.batch<[BadReservation[]]>([confirm], { lazy: 'where-shared' });
  refuseBad(bad);
  return {};
}

export async function extendMany(
  deps: SettleDeps,
  _call: Call,
  input: { reservationIds: string[]; expiresAt: string },
): Promise<Record<string, never>> {
  const now = deps.clock.now();
  if (Date.parse(input.expiresAt) <= now.getTime()) throw refuse('inventory.reservation-too-late');
  const bad = await deps.database.run<BadReservation>(extendHeld(input.reservationIds, input.expiresAt, now));
  refuseBad(bad);
  return {};
}

/**
 * Gives the stock back. The tombstone comes first and in the same transaction: it waits for a `reserve` of the same id
 * that is under way, and stops one that is still to come.
 */
export async function releaseMany(
  deps: SettleDeps,
  _call: Call,
  input: { reservationIds: string[] },
): Promise<Record<string, never>> {
  const now = deps.clock.now();
  const [, bad] = await deps.database.batch<[unknown[], BadReservation[]]>([
    insertTombstones(input.reservationIds, now),
    settleReservations(input.reservationIds, RELEASE, now),
  ]);
  refuseBad(bad);
  return {};
}

export async function deduct(
  deps: SettleDeps,
  _call: Call,
  input: { reservationId: string },
): Promise<Record<string, never>> {
  const bad = await deps.database.run<BadReservation>(
    settleReservations([input.reservationId], DEDUCT, deps.clock.now()),
  );
  refuseBad(bad);
  return {};
}

export async function restock(
  deps: SettleDeps,
  _call: Call,
  input: { reservationId: string; reason: string },
): Promise<Record<string, never>> {
  const how = { ...RESTOCK, reason: input.reason };
  const bad = await deps.database.run<BadReservation>(settleReservations([input.reservationId], how, deps.clock.now()));
  const [first] = bad;
  if (first?.status) throw refuse('inventory.reservation-not-deducted', { reservationId: first.id });
  refuseBad(bad);
  return {};
}

function refuseBad(bad: readonly BadReservation[]): void {
  const [first] = bad;
  if (!first) return;
  const details = { reservationId: first.id };
  switch (first.status) {
    case null:
      throw refuse('inventory.reservation-not-found', details);
    case 'released':
    case 'expired':
      throw refuse('inventory.reservation-gone', details);
    case 'held':
      throw refuse('inventory.reservation-not-confirmed', details);
    default:
      throw refuse('inventory.reservation-deducted', details);
  }
}
