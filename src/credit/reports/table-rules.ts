/** A table as it goes into a file. */
export type Cell = string | number | null;
export type Table = { name: string; columns: readonly string[]; rows: readonly (readonly Cell[])[] };

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection): names come from
 * people. Numbers stay numbers.
 */
export function safeCell(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

/** Names that spreadsheets take for a sheet: no `[]:*?/\` and at most 31 characters. */
export function sheetName(name: string): string {
  return name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31);
}
