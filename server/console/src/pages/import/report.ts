import type { ImportReport } from '$/api/types';

/** Spreadsheets take a file for UTF-8 when it starts so. */
const BYTE_ORDER_MARK = '\ufeff';

/** The bad rows as CSV, to be mended in a spreadsheet. */
export function badRowsFile(report: ImportReport): string {
  const rejected = report.rejected.map((row) => [row.row, row.field ?? '', row.code, row.reason]);
  const duplicates = report.duplicates.map((row) => [
    row.row,
    row.id,
    'duplicate',
    row.of_row ?? row.of_id ?? '',
  ]);
  const lines = [['row', 'field', 'code', 'reason'], ...rejected, ...duplicates];
  return BYTE_ORDER_MARK + lines.map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: string | number): string {
  const text = String(value);
  // A spreadsheet would run a cell that starts like a formula.
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
