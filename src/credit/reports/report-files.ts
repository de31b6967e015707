import { Readable } from 'node:stream';
import { lastOfMonth } from '#engine/calendar/days';
import type { Call } from '#platform/call';
import { lazyPackage } from '#platform/lazy-package';
import { refuse } from '#platform/refusal';
import type { FileName, FileWish } from './contract.ts';
import type { ReportsDeps } from './module.ts';
import { ageing, cashFlow, checkSpan, quality, qualityHistory, taxSlips, vintages } from './read-reports.ts';
import { findRegistryMonth, listRegistryLines, type RegistryLine } from './report-queries.ts';
import { type Cell, safeCell, sheetName } from './table-rules.ts';

const csv = lazyPackage<typeof import('csv-stringify')>('csv-stringify');
const excel = lazyPackage<typeof import('write-excel-file/node')>('write-excel-file/node');

/** An XLSX is made in memory: what is longer goes out as CSV, row by row. */
const MOST_SHEET_ROWS = 50_000;
const PAGE = 1_000;

type Table = { name: string; columns: readonly string[]; rows: AsyncIterable<readonly Cell[]> };
type Wanted = { tenantId: string; name: FileName; wish: FileWish };
export type ReportFile = { fileName: string; type: string; body: Readable | Buffer };

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A report as a file: CSV (UTF-8 with a mark that spreadsheets know) as a stream, XLSX whole. */
export async function reportFile(deps: ReportsDeps, call: Call, wanted: Wanted): Promise<ReportFile> {
  const table = await tableOf(deps, call, wanted);
  const fileName = `${table.name}.${wanted.wish.format}`;
  if (wanted.wish.format === 'xlsx') return { fileName, type: XLSX_TYPE, body: await sheetOf(table) };
  const lines = csv().stringify({ bom: true, header: true, columns: [...table.columns] });
  const body = Readable.from(safeRows(table.rows)).on('error', (error) => lines.destroy(error));
  return { fileName, type: 'text/csv; charset=utf-8', body: body.pipe(lines) };
}

async function* safeRows(rows: AsyncIterable<readonly Cell[]>): AsyncGenerator<Cell[]> {
  for await (const row of rows) yield row.map(safeCell);
}

async function sheetOf({ name, columns, rows }: Table): Promise<Buffer> {
  const data: (Cell | { value: string; fontWeight: 'bold' })[][] = [
    columns.map((column) => ({ value: column, fontWeight: 'bold' as const })),
  ];
  for await (const row of safeRows(rows)) {
    if (data.length > MOST_SHEET_ROWS) throw refuse('reports.too-many-rows', { most: MOST_SHEET_ROWS });
    data.push(row);
  }
  return excel()
    .default(data, { sheet: sheetName(name), columns: columns.map(() => ({ width: 18 })) })
    .toBuffer();
}

async function tableOf(deps: ReportsDeps, call: Call, wanted: Wanted): Promise<Table> {
  const { tenantId, wish } = wanted;
  const day = wish.on ? { on: wish.on } : {};
  switch (wanted.name) {
    case 'quality':
      return wish.fromOn || wish.untilOn
        ? historyTable(deps, call, wanted)
        : qualityTable(await quality(deps, call, { tenantId, ...day }));
    case 'ageing': {
      const { asOf, bands } = await ageing(deps, call, { tenantId, ...day });
      return objectsTable(`umur-${asOf}`, bands);
    }
    case 'vintages': {
      const { items } = await vintages(deps, call, { tenantId });
      const rows = items.flatMap(({ points, ...vintage }) => points.map((point) => ({ ...vintage, ...point })));
      return objectsTable('vintage', rows);
    }
    case 'cash-flow': {
      const span = spanOf(wish);
      const step = wish.step ? { step: wish.step } : {};
      const { items } = await cashFlow(deps, call, { tenantId, ...span, ...step });
      return objectsTable(`arus-kas-${span.fromOn}-${span.untilOn}`, items);
    }
    case 'registry':
      return registryTable(deps, { tenantId, month: monthOf(wish) });
    case 'tax-slips':
      return slipTable(deps, call, { tenantId, month: monthOf(wish) });
    default:
      return wanted.name satisfies never;
  }
}

function qualityTable(found: Awaited<ReturnType<typeof quality>>): Table {
  const rows = (['kol', 'ojk', 'lpbbti'] as const).flatMap((table) =>
    found.classes[table].map((line) => ({ table, ...line })),
  );
  const total = {
    table: 'tkb90',
    name: found.asOf,
    loans: null,
    outstandingMinor: found.outstandingMinor,
    percent: found.tkb90,
  };
  return objectsTable(`mutu-${found.asOf}`, [...rows, total]);
}

async function historyTable(deps: ReportsDeps, call: Call, { tenantId, wish }: Wanted): Promise<Table> {
  const span = spanOf(wish);
  const { items } = await qualityHistory(deps, call, { tenantId, ...span });
  const rows = items.map(({ isMonthEnd, ...item }) => ({ ...item, isMonthEnd: isMonthEnd ? 'ya' : '' }));
  return objectsTable(`mutu-${span.fromOn}-${span.untilOn}`, rows);
}

async function slipTable(deps: ReportsDeps, call: Call, of: { tenantId: string; month: string }): Promise<Table> {
  const columns = ['funderId', 'month', 'taxArticle', 'payments', 'interestMinor', 'taxMinor'] as const;
  async function* rows(): AsyncGenerator<Cell[]> {
    let cursor: string | null = null;
    do {
      const found: Awaited<ReturnType<typeof taxSlips>> = await taxSlips(deps, call, {
        ...of,
        limit: 100,
        ...(cursor ? { cursor } : {}),
      });
      for (const slip of found.items) yield columns.map((column) => slip[column]);
      cursor = found.nextCursor;
    } while (cursor !== null);
  }
  return { name: `bukti-potong-${of.month}`, columns, rows: rows() };
}

/**
 * Lines in segments as the registry's own messages have them: `H` what follows, `D01` debtors, `F01` facilities. The
 * fields are ours: identities are added where they are kept.
 */
async function registryTable(
  deps: ReportsDeps,
  { tenantId, month }: { tenantId: string; month: string },
): Promise<Table> {
  const monthEnd = lastOfMonth(`${month}-01`);
  const drawn = await findRegistryMonth(deps.database, tenantId, monthEnd);
  if (!drawn?.is_done) throw refuse('reports.month-not-closed', { monthEnd });
  async function* rows(): AsyncGenerator<Cell[]> {
    yield ['H', monthEnd, tenantId, drawn?.loans ?? 0, ...Array.from({ length: 13 }, () => null)];
    let afterLoanId: string | null = null;
    do {
      const lines: RegistryLine[] = await listRegistryLines(deps.database, {
        tenantId,
        monthEnd,
        afterLoanId,
        limit: PAGE,
      });
      for (const line of lines) yield facilityOf(line);
      afterLoanId = lines.length < PAGE ? null : (lines.at(-1)?.loan_id ?? null);
    } while (afterLoanId !== null);
  }
  return { name: `slik-${month}`, columns: REGISTRY_COLUMNS, rows: rows() };
}

const REGISTRY_COLUMNS = [
  'segment',
  'nomorRekening',
  'idDebitur',
  'plafon',
  'bakiDebet',
  'tunggakanBunga',
  'denda',
  'tunggakan',
  'hariTunggakan',
  'kolektibilitas',
  'kondisi',
  'jenis',
  'produk',
  'tanggalAkad',
  'tanggalCair',
  'tanggalJatuhTempo',
  'tanggalSelesai',
];

function facilityOf(line: RegistryLine): Cell[] {
  return [
    'F01',
    line.loan_number,
    line.borrower_id,
    line.amount_minor,
    line.principal_minor,
    line.interest_minor,
    line.penalty_minor,
    line.overdue_minor,
    line.days_past_due,
    line.kol,
    line.condition,
    line.purpose === 'business' ? 'produktif' : 'konsumtif',
    line.product_name,
    line.agreed_on,
    line.activated_on,
    line.ends_on,
    line.ended_on,
  ];
}

function objectsTable(name: string, items: readonly Readonly<Record<string, Cell>>[]): Table {
  const columns = Object.keys(items[0] ?? {});
  async function* rows(): AsyncGenerator<Cell[]> {
    for (const item of items) yield columns.map((column) => item[column] ?? null);
  }
  return { name, columns, rows: rows() };
}

function spanOf({ fromOn, untilOn }: FileWish): { fromOn: string; untilOn: string } {
  if (!fromOn) throw refuse('reports.field-missing', { field: 'fromOn' });
  if (!untilOn) throw refuse('reports.field-missing', { field: 'untilOn' });
  checkSpan({ fromOn, untilOn });
  return { fromOn, untilOn };
}

function monthOf({ month }: FileWish): string {
  if (!month) throw refuse('reports.field-missing', { field: 'month' });
  return month;
}
