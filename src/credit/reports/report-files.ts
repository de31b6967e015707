import { Readable } from 'node:stream';
import { lastOfMonth } from '#engine/calendar/days';
import { type Call, systemCall } from '#platform/call';
import { lazyPackage } from '#platform/lazy-package';
import { refuse } from '#platform/refusal';
import type { FileName, FileWish } from './contract.ts';
import type { ReportsDeps } from './module.ts';
import { ageing, cashFlow, checkSpan, quality, qualityHistory, taxSlips, vintages } from './read-reports.ts';
import { findRegistryMonth, listRegistryDebtors, listRegistryLines, type RegistryLine } from './report-queries.ts';
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
      return objectsTable(`umur-${asOf}`, bands, AGE_COLUMNS);
    }
    case 'vintages': {
      const leastDays = wish.leastDays === '91' ? { leastDays: 91 as const } : {};
      const { items } = await vintages(deps, call, { tenantId, ...leastDays });
      const rows = items.flatMap(({ points, ...vintage }) => points.map((point) => ({ ...vintage, ...point })));
      return objectsTable('vintage', rows, VINTAGE_COLUMNS);
    }
    case 'cash-flow': {
      const span = spanOf(wish);
      const step = wish.step ? { step: wish.step } : {};
      const { items } = await cashFlow(deps, call, { tenantId, ...span, ...step });
      return objectsTable(`arus-kas-${span.fromOn}-${span.untilOn}`, items, FLOW_COLUMNS);
    }
    case 'registry':
      return registryTable(deps, call, { tenantId, month: monthOf(wish) });
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
    loans: found.loans,
    outstandingMinor: found.outstandingMinor,
    percent: found.tkb90,
  };
  const people = {
    table: 'borrowers',
    name: found.asOf,
    loans: found.borrowers,
    outstandingMinor: null,
    percent: null,
  };
  return objectsTable(`mutu-${found.asOf}`, [...rows, total, people], QUALITY_COLUMNS);
}

async function historyTable(deps: ReportsDeps, call: Call, { tenantId, wish }: Wanted): Promise<Table> {
  const span = spanOf(wish);
  const { items } = await qualityHistory(deps, call, { tenantId, ...span });
  const rows = items.map(({ isMonthEnd, ...item }) => ({ ...item, isMonthEnd: isMonthEnd ? 'ya' : '' }));
  return objectsTable(`mutu-${span.fromOn}-${span.untilOn}`, rows, HISTORY_COLUMNS);
}

async function slipTable(deps: ReportsDeps, call: Call, of: { tenantId: string; month: string }): Promise<Table> {
  const columns = ['funderId', 'funderName', 'month', 'taxArticle', 'payments', 'interestMinor', 'taxMinor'] as const;
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
 * fields are ours. Of debtors it has what identity knows on the day of the file; numbers of identity cards are kept with
 * applications and are added where those are.
 */
async function registryTable(
  deps: ReportsDeps,
  call: Call,
  { tenantId, month }: { tenantId: string; month: string },
): Promise<Table> {
  const monthEnd = lastOfMonth(`${month}-01`);
  const drawn = await findRegistryMonth(deps.database, tenantId, monthEnd);
  if (!drawn?.is_done) throw refuse('reports.month-not-closed', { monthEnd });
  async function* rows(): AsyncGenerator<Cell[]> {
    yield segment(['H', monthEnd, tenantId, drawn?.loans ?? 0]);
    yield* debtorsOf(deps, call, { tenantId, monthEnd });
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

/** Each debtor once, with the name and the contacts by which the house knows them; hundreds at a time. */
async function* debtorsOf(
  deps: ReportsDeps,
  call: Call,
  of: { tenantId: string; monthEnd: string },
): AsyncGenerator<Cell[]> {
  const own = systemCall('reports', call.correlationId, call.causationId);
  let afterId: string | null = null;
  do {
    const userIds: string[] = await listRegistryDebtors(deps.database, { ...of, afterId, limit: 100 });
    const { accounts } = userIds.length > 0 ? await deps.identity.accountsByIds(own, { userIds }) : { accounts: [] };
    const known = new Map(accounts.map((account) => [account.userId, account]));
    for (const userId of userIds) {
      const { name = null, phone = null, email = null } = known.get(userId) ?? {};
      yield segment(['D01', null, userId], [name, phone, email]);
    }
    afterId = userIds.length < 100 ? null : (userIds.at(-1) ?? null);
  } while (afterId !== null);
}

/** A line of the table: what comes first, and what stands in its last columns. */
function segment(first: readonly Cell[], last: readonly Cell[] = []): Cell[] {
  const between = REGISTRY_COLUMNS.length - first.length - last.length;
  return [...first, ...Array.from({ length: between }, () => null), ...last];
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
  'namaDebitur',
  'telepon',
  'email',
];

function facilityOf(line: RegistryLine): Cell[] {
  return segment([
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
  ]);
}

/** Named here, so that a file of nothing has its heads too. */
const QUALITY_COLUMNS = ['table', 'name', 'loans', 'outstandingMinor', 'percent'];
const HISTORY_COLUMNS = [
  ...['businessDate', 'loans', 'borrowers', 'outstandingMinor', 'lateMinor', 'twp90', 'tkb90', 'isMonthEnd'],
];
const AGE_COLUMNS = [
  ...[
    'band',
    'daysFrom',
    'loans',
    'principalMinor',
    'interestMinor',
    'feeMinor',
    'penaltyMinor',
    'overdueMinor',
    'percent',
  ],
];
const VINTAGE_COLUMNS = ['paidOutMonth', 'loans', 'paidOutMinor', 'monthsOnBook', 'asOf', 'lateMinor', 'percent'];
const FLOW_COLUMNS = ['period', 'inMinor', 'outMinor', 'netMinor', 'count'];

function objectsTable(
  name: string,
  items: readonly Readonly<Record<string, Cell>>[],
  columns: readonly string[],
): Table {
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
