import Table from 'cli-table3';
import { paint, type Output } from './output.ts';

interface Cell {
  readonly content: string;
  readonly colSpan: number;
}

/** Rows in columns of the widths given, under grey heads; what is too long is cut, or wrapped if so asked. */
export function plainTable(
  heads: readonly string[],
  rows: readonly (readonly (string | Cell)[])[],
  layout: { readonly widths: readonly number[]; readonly wrap?: true },
  output: Output,
): string {
  const style = paint(output);
  const table = new Table({
    head: heads.map((head) => style('dim', head)),
    colWidths: [...layout.widths],
    wordWrap: layout.wrap ?? false,
    style: { head: [], border: [], compact: true },
    chars: NO_LINES,
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replaceAll(/ +$/gm, '');
}

/** No lines between cells: columns alone are easier to read and to cut. */
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
} as const;
