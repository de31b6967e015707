import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { RefusedRow } from './draft.ts';
import { type OpenOptions, openText, readLines, unixLines } from './read-lines.ts';

export type CsvRow = { record: Record<string, string>; line: number };

/** Longer rows are no products: most often a quote that nobody closed. */
const MAX_ROW = 4_000_000;

/**
 * Rows of a CSV file by the names of its header; comma, semicolon or tab. `line` is where the row begins. What cannot be
 * taken apart comes as a refused row, and what follows it is read on where that is possible.
 */
export async function* readCsv(
  path: string,
  options: OpenOptions,
): AsyncGenerator<{ row: CsvRow } | { refused: RefusedRow }> {
  const delimiter = await delimiterOf(path, options);
  const broken: RefusedRow[] = [];
  let last = 1;
  const parser = parse({
    columns: (header: string[]) => header.map((name) => name.trim()),
    bom: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW,
    delimiter,
    on_skip: (error) => void broken.push(brokenRow(error, last + 1)),
  });
  const stream = await openText(path, options);
  stream.on('error', (error) => parser.destroy(error));
  stream.pipe(unixLines()).pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: CsvRow['record'];
      info: { lines: number };
    }>) {
      for (const refused of broken.splice(0)) yield { refused };
      // `info.lines` counts to the end of the row; quoted line breaks lie in its values.
      const line = info.lines - breaksIn(record);
      last = info.lines;
      yield { row: { record, line } };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    broken.push(brokenRow(error, last + 1));
  }
  for (const refused of broken) yield { refused };
}

function brokenRow(error: Error | undefined, line: number): RefusedRow {
  const reason = `baris CSV ini tidak bisa dipisah: ${error instanceof CsvError ? error.code : 'unknown'}`;
  return { line, code: 'import.unreadable', reason, record: {} };
}

function breaksIn(record: CsvRow['record']): number {
  let breaks = 0;
  for (const value of Object.values(record)) {
    for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) breaks++;
  }
  return breaks;
}

/** Spreadsheets here write semicolons: whichever of the three stands most often in the header. */
async function delimiterOf(path: string, { encoding }: OpenOptions): Promise<string> {
  const stream: Readable = await openText(path, encoding ? { encoding } : {});
  for await (const { text } of readLines(stream)) {
    const counts = [',', ';', '\t'].map((sign) => ({ sign, count: text.split(sign).length }));
    stream.destroy();
    return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
  }
  return ',';
}
