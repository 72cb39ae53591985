import type { AuditRow } from '../../../../shared/model';

/** What the list draws below each other: rows, and below an open one its plan. */
export type ChangeLine =
  | { readonly kind: 'row'; readonly key: string; readonly row: AuditRow; readonly index: number }
  | { readonly kind: 'plan'; readonly key: string; readonly row: AuditRow };

/** The lines of a list, in order. `openId`: the change whose plan is shown; null: none. */
export function changeLinesOf(rows: readonly AuditRow[], openId: string | null): readonly ChangeLine[] {
  return rows.flatMap((row, index): ChangeLine[] => {
    const line: ChangeLine = { kind: 'row', key: row.changeId, row, index };
    if (row.changeId !== openId) return [line];
    return [line, { kind: 'plan', key: `plan of ${row.changeId}`, row }];
  });
}

/**
 * Where the list has to be scrolled to for the line that was at its top to be there again, when lines came in above.
 * Null: it was at its very top, and the new ones are what one wants to see; or the line is gone.
 * @param before keys of the lines as they were
 * @param first index of the line that was at the top
 */
export function anchorLineOf(
  before: readonly ChangeLine[],
  after: readonly ChangeLine[],
  first: number,
): { readonly index: number; readonly key: string } | null {
  const anchor = first <= 0 ? undefined : before[first];
  if (anchor === undefined) return null;
  const index = after.findIndex(({ key }) => key === anchor.key);
  return index === -1 || index === first ? null : { index, key: anchor.key };
}
