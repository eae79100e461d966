import { expect, it } from 'vitest';
import { badRowsFile } from './report';

it('lists every bad row, quoted, and runs nothing in a spreadsheet', () => {
  const file = badRowsFile({
    kind: 'points',
    dry_run: true,
    rows: 3,
    imported: 0,
    changed: 0,
    unchanged: 0,
    duplicate_rows: 1,
    rejected_rows: 1,
    pits: 0,
    rejected: [
      { row: 2, field: 'digits', code: 'import.number', reason: 'digits is `a,"b"`; write a number' },
    ],
    duplicates: [{ row: 4, of_row: 3, id: '=1+1' }],
  });
  expect(file).toBe(
    '\ufeffrow,field,code,reason\r\n2,digits,import.number,"digits is `a,""b""`; write a number"\r\n4,\'=1+1,duplicate,3\r\n',
  );
});
