import { stringify } from 'csv-stringify/sync';
import { lazyPackage } from '#platform/lazy-package';
import { formatRupiah } from '#platform/money';
import type { Plan, PlanLine } from './contract.ts';

export type PlanFile = { fileName: string; mediaType: string; base64: string };
type Cell = string | number | null;
const COLUMNS: readonly [title: string, cell: (line: PlanLine) => Cell][] = [
  ['Kategori', (line) => line.category],
  ['Bahan', (line) => line.name],
  ['Pemasok', (line) => line.supplier],
  ['Perkiraan pakai', (line) => line.expectedUse],
  ['Cadangan', (line) => line.safety],
  ['Stok', (line) => line.stock],
  ['Sedang dipesan', (line) => line.onOrder],
  ['Beli', (line) => line.quantity],
  ['Satuan', (line) => line.unit],
  ['Kemasan', (line) => (line.packLabel === null ? null : `${line.packs} × ${line.packLabel}`)],
  ['Harga satuan (Rp)', (line) => line.unitPrice?.amount ?? null],
  ['Biaya (Rp)', (line) => line.cost?.amount ?? null],
  ['Pesan paling lambat', (line) => line.orderBy],
  ['Catatan', (line) => line.note],
];

/** As a file. Names that look like formulas stay text in it. */
export async function exportPlan(plan: Plan, format: 'csv' | 'xlsx' | 'text'): Promise<PlanFile> {
  const name = `belanja-${plan.from}`;
  switch (format) {
    case 'csv':
      return file(`${name}.csv`, 'text/csv; charset=utf-8', Buffer.from(asCsv(plan)));
    case 'xlsx':
      return file(
        `${name}.xlsx`,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        await asSheet(plan),
      );
    case 'text':
      return file(`${name}.txt`, 'text/plain; charset=utf-8', Buffer.from(asText(plan)));
  }
}

function file(fileName: string, mediaType: string, bytes: Buffer): PlanFile {
  return { fileName, mediaType, base64: bytes.toString('base64') };
}

/** With the mark by which spreadsheets know UTF-8, and semicolons, which they expect here. */
function asCsv(plan: Plan): string {
  const rows = plan.lines.map((line) => COLUMNS.map(([, cell]) => cell(line)));
  return stringify([COLUMNS.map(([title]) => title), ...rows], { bom: true, delimiter: ';', escape_formulas: true });
}

type WriteSheet = (rows: unknown[][], options: object) => { toBuffer(): Promise<Buffer> };
const sheets = lazyPackage<{ default: WriteSheet }>('write-excel-file/node');

async function asSheet(plan: Plan): Promise<Buffer> {
  const head = COLUMNS.map(([title]) => ({ value: title, fontWeight: 'bold' }));
  const rows = plan.lines.map((line) => COLUMNS.map(([, cell]) => sheetCell(cell(line))));
  const total = COLUMNS.map(([title]) => {
    if (title === 'Bahan') return { value: 'Jumlah', fontWeight: 'bold' };
    return title === 'Biaya (Rp)' ? { value: plan.cost.amount, type: Number, fontWeight: 'bold' } : null;
  });
  const columns = COLUMNS.map(([title]) => ({ width: Math.max(12, title.length + 2) }));
  return sheets()
    .default([head, ...rows, total], { sheet: 'Belanja', columns })
    .toBuffer();
}

/** Text is written as text, so a name that begins with `=` is no formula. */
function sheetCell(value: Cell) {
  if (value === null) return null;
  return typeof value === 'number' ? { value, type: Number } : { value, type: String };
}

const digits = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 3 });

/** For a message: what to buy and no more, by category. */
function asText(plan: Plan): string {
  const lines = plan.lines.filter((line) => line.quantity > 0);
  const groups = [...Map.groupBy(lines, (line) => line.category)].map(([category, own]) =>
    [`*${category}*`, ...own.map(textLine)].join('\n'),
  );
  const title = `Belanja ${plan.storeName}, ${plan.from} sampai ${plan.to}`;
  return [title, ...groups, `Perkiraan biaya ${formatRupiah(plan.cost.amount)}`].join('\n\n');
}

function textLine(line: PlanLine): string {
  const packs = line.packLabel === null ? '' : ` (${digits.format(line.packs ?? 0)} × ${line.packLabel})`;
  const note = line.note === '' ? '' : `, ${line.note}`;
  return `- ${line.name}: ${digits.format(line.quantity)} ${line.unit}${packs}${note}`;
}
