import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { LoanTerms } from '#engine/replay/loan-facts';

/** What one loan alone has of its terms; the rest many loans share. */
export type OwnTerms = { agreedMinor: number; submittedOn: string; lifeCapMinor: number | null };
export type Sheet = Omit<LoanTerms, 'agreedMinor' | 'submittedOn'>;

/** Sheets never change, so they are kept as long as there is room: about 2 kB each. */
const kept = new LRUCache<string, Sheet>({ max: 2_000 });

export function splitTerms(terms: LoanTerms): { sheetId: string; sheet: Sheet; own: OwnTerms } {
  const { agreedMinor, submittedOn, ...shared } = terms;
  const lifeCapMinor = shared.lateCharge?.lifeCapMinor ?? null;
  const sheet: Sheet = {
    ...shared,
    lateCharge: shared.lateCharge ? { ...shared.lateCharge, lifeCapMinor: null } : null,
  };
  return { sheetId: sheetIdOf(sheet), sheet, own: { agreedMinor, submittedOn, lifeCapMinor } };
}

export function joinTerms(sheet: Sheet, { agreedMinor, submittedOn, lifeCapMinor }: OwnTerms): LoanTerms {
  const lateCharge = sheet.lateCharge ? { ...sheet.lateCharge, lifeCapMinor } : null;
  return { ...sheet, lateCharge, agreedMinor, submittedOn };
}

export function keptSheet(sheetId: string): Sheet | undefined {
  return kept.get(sheetId);
}

export function keepSheet(sheetId: string, sheet: Sheet): Sheet {
  kept.set(sheetId, sheet);
  return sheet;
}

/** The id follows from the content, so the same sheet is written once, by whoever comes first. */
function sheetIdOf(sheet: Sheet): string {
  const digest = createHash('sha256').update(JSON.stringify(sheet)).digest('hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
