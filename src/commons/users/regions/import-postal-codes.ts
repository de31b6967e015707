import { auditInsert } from '#platform/audit';
import type { Call } from '#platform/call';
import type { Database } from '#platform/database';
import { refuse } from '#platform/refusal';
import type { PostalCodeRow } from '../shapes.ts';
import { listKnownVillages, upsertPostalCodes } from './region-queries.ts';

export type RefusedRow = { row: PostalCodeRow; reason: 'postal-code' | 'village' };

/**
 * Keeps the operator's village → post code rows. Harmless the second time; later rows of the same village win. For
 * `lumbung import regions`, which sends a file in pieces; nobody else may.
 */
export async function importPostalCodes(
  deps: { database: Database },
  call: Call,
  input: { rows: PostalCodeRow[] },
): Promise<{ saved: number; refused: RefusedRow[] }> {
  if (call.actor.kind !== 'system') throw refuse('request.forbidden');
  const read = input.rows.map((row) => ({
    row,
    villageCode: readVillageCode(row.villageCode),
    postalCode: readPostalCode(row.postalCode),
  }));
  const known = new Set(
    await listKnownVillages(deps.database, [...new Set(read.flatMap(({ villageCode }) => villageCode ?? []))]),
  );
  const refused: RefusedRow[] = [];
  const good = new Map<string, string>();
  for (const { row, villageCode, postalCode } of read) {
    if (!villageCode || !known.has(villageCode)) refused.push({ row, reason: 'village' });
    else if (!postalCode) refused.push({ row, reason: 'postal-code' });
    else good.set(villageCode, postalCode);
  }
  const rows = [...good].map(([villageCode, postalCode]) => ({ villageCode, postalCode }));
  if (rows.length > 0) {
    await deps.database.batch([
      upsertPostalCodes(rows),
      auditInsert('users', call, {
        stream: 'users:postal-codes',
        action: 'users.postal-codes-imported',
        after: { saved: rows.length, refused: refused.length },
      }),
    ]);
  }
  return { saved: rows.length, refused };
}

/** `32.73.25.1001` or `3273251001`. */
export function readVillageCode(text: string): string | null {
  const digits = text.trim().replace(/\./g, '');
  if (!/^\d{10}$/.test(digits)) return null;
  return `${digits.slice(0, 2)}.${digits.slice(2, 4)}.${digits.slice(4, 6)}.${digits.slice(6)}`;
}

export function readPostalCode(text: string): string | null {
  const digits = text.trim();
  return /^[1-9]\d{4}$/.test(digits) ? digits : null;
}
