import { assertNever } from '#platform/assert';
import type { Call, Language } from '#platform/call';
import { rupiah } from '#platform/money';
import { refuse } from '#platform/refusal';
import type { ColumnMapping, ImportReport, RefusedRow } from './contract.ts';
import { insertImport } from './import-queries.ts';
import { type Recorded, recordLines, type ToldLine } from './record-lines.ts';
import { EARLIEST } from './record-sales.ts';
import type { SalesDeps } from './sales-deps.ts';
import { addDays, dayInZone } from './till/day-rules.ts';
import type { RefusedCell, TillFile, TillLine } from './till/read-till-file.ts';

export const MOST_FILE_BYTES = 10_000_000;
const SHOWN_REFUSALS = 100;
const SHOWN_LINES = 10;
const NOTHING: Recorded = { accepted: 0, repeated: 0, corrected: 0, productsMade: 0 };

export type ImportInput = {
  storeId: string;
  fileName: string;
  base64: string;
  mapping: ColumnMapping;
  isDryRun: boolean;
};

/** A till's file; see the contract. */
export async function importSales(deps: SalesDeps, call: Call, input: ImportInput): Promise<ImportReport> {
  const store = await deps.stores.storeOfCall(call, { storeId: input.storeId, access: 'write' });
  const bytes = Buffer.from(input.base64, 'base64');
  if (bytes.length > MOST_FILE_BYTES) throw refuse('sales.file-too-large', { most: MOST_FILE_BYTES / 1e6, unit: 'MB' });
  const latest = addDays(dayInZone(deps.clock.now(), store.timeZone), 1);
  const answer = await deps.readTill({ bytes, mapping: input.mapping, earliest: EARLIEST, latest });
  if ('wrong' in answer) {
    const details = spoken(answer.details, call.language);
    if (answer.wrong === 'column-missing') throw refuse('sales.column-missing', details);
    throw refuse(answer.wrong === 'too-large' ? 'sales.file-too-large' : 'sales.file-unreadable', details);
  }
  const { file } = answer;
  const recorded = input.isDryRun
    ? NOTHING
    : await recordLines(deps.database, call, { storeId: input.storeId, source: 'file' }, file.lines.map(toTold));
  const id = input.isDryRun ? null : deps.newId();
  const report = {
    ...reportOf(input, file, call.language),
    ...recorded,
    id,
    createdAt: deps.clock.now().toISOString(),
  };
  if (id !== null) await deps.database.run(insertImport(input.storeId, { ...report, id }));
  return report;
}

const FIELD_WORDS: Record<string, [id: string, en: string]> = {
  date: ['tanggal', 'the date'],
  product: ['produk', 'the product'],
  quantity: ['jumlah', 'the quantity'],
  amount: ['nilai', 'the amount'],
};

/** Reasons come in both languages, `kosong / empty`; fields by the name that a mapping uses. */
function spoken(details: Record<string, unknown>, language: Language): Record<string, unknown> {
  const place = language === 'en' ? 1 : 0;
  const words = Object.entries(details).map(([name, value]): [string, unknown] => {
    if (typeof value !== 'string' || name === 'columns') return [name, value];
    return [name, (name === 'column' ? FIELD_WORDS[value]?.[place] : value.split(' / ')[place]) ?? value];
  });
  return { ...Object.fromEntries(words), ...('column' in details ? { field: details.column } : {}) };
}

function toTold(line: TillLine): ToldLine {
  const { externalId, on, quantity, amountMinor, transaction, product, sku, category } = line;
  return { externalId, on, quantity, amountMinor, transaction, product, sku, category, catalogProductId: null };
}

function reportOf(input: ImportInput, file: TillFile, language: Language) {
  const days = file.lines.map((line) => line.on).sort();
  return {
    // A name of a file may carry a path or a script; it is shown as text.
    fileName: input.fileName.replace(/^.*[\\/]/, '').slice(0, 120),
    isDryRun: input.isDryRun,
    rows: file.rows,
    refused: file.refused.length,
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    columns: file.columns,
    mapping: file.mapping,
    firstRefused: file.refused.slice(0, SHOWN_REFUSALS).map((cell) => inWords(cell, language)),
    preview: file.lines.slice(0, SHOWN_LINES).map((line) => ({
      line: line.line,
      on: line.on,
      product: line.product,
      quantity: line.quantity,
      revenue: line.amountMinor === null ? null : rupiah(line.amountMinor),
    })),
  };
}

function inWords({ value, ...cell }: RefusedCell, language: Language): RefusedRow {
  const [id, en] = sentences(cell.code, value);
  return { ...cell, detail: language === 'en' ? en : id };
}

function sentences(code: RefusedRow['code'], value: string): [id: string, en: string] {
  switch (code) {
    case 'missing':
      return ['Isian ini kosong.', 'This cell is empty.'];
    case 'date-wrong':
      return [`"${value}" bukan tanggal.`, `"${value}" is no day of the calendar.`];
    case 'date-out-of-range':
      return [`"${value}" di luar jangkauan (2000 sampai besok).`, `"${value}" is out of range (2000 to tomorrow).`];
    case 'number-wrong':
      return [`"${value}" bukan angka.`, `"${value}" is no figure.`];
    case 'number-out-of-range':
      return [`"${value}" terlalu kecil atau terlalu besar.`, `"${value}" is too small or too large.`];
    case 'text-too-long':
      return ['Nama ini terlalu panjang.', 'This name is too long.'];
    case 'unreadable':
      return ['Baris ini tidak bisa dipisah menjadi kolom.', 'This row cannot be taken apart into columns.'];
    default:
      return assertNever(code);
  }
}
