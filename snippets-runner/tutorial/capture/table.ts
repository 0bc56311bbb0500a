/** Tables in outputs: Docker's, made by Go's text/tabwriter, and those of `ps`. */

export interface Table {
  readonly header: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Whether it says that rows are left out. */
  readonly isPartial: boolean;
  /** How many lines it takes, header included. */
  readonly height: number;
}

interface Column {
  readonly title: string;
  /** Where it begins, in UTF-16 code units. */
  readonly start: number;
}

export interface Row {
  readonly line: string;
  readonly cells: readonly string[];
}

/**
 * The table that begins at a line, with as many rows as belong to it.
 * @param isElision whether a line among the rows stands for rows left out
 */
export function readTable(
  lines: readonly string[],
  at = 0,
  isElision: (line: string) => boolean = () => false,
): Table | undefined {
  const header = lines[at] ?? '';
  const format = FORMATS.find(({ isHeader }) => isHeader.test(header));
  if (!format) return undefined;
  const columns = [...header.matchAll(format.title)].map((match) => ({ title: match[0], start: match.index }));
  if (columns.length < 2) return undefined;
  const rows: Row[] = [];
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (isElision(line)) continue;
    const cells = line.trim() === '' || format.isHeader.test(line) ? undefined : format.readCells(line, columns);
    if (!cells) break;
    rows.push({ line, cells });
  }
  const height = next - at;
  return { header, columns, rows, isPartial: rows.length < height - 1, height };
}

/** Whether a line is the header of a table, such as `CONTAINER ID   IMAGE`. */
export function isTableHeader(line: string): boolean {
  return readTable([line]) !== undefined;
}

interface Format {
  readonly isHeader: RegExp;
  readonly title: RegExp;
  /** Undefined for a line that is no row. */
  readonly readCells: (line: string, columns: readonly Column[]) => readonly string[] | undefined;
}

const FORMATS: readonly Format[] = [
  // Of `ps`: numbers are set flush right, and may be wider than their column.
  {
    isHeader: /^ *(?:[A-Z%]+ +)*PID (?:.* )?(?:CMD|COMMAND)\s*$/u,
    title: /[A-Z%]+/gu,
    readCells: readWords,
  },
  // Of Docker: titles may have spaces in them, two stand between columns.
  {
    isHeader: /^[A-Z][A-Z0-9%/_()#.-]*(?: +[A-Z0-9%/_()#.-]+)*\s*$/u,
    title: /[A-Z][A-Z0-9 %/_()#.-]*?(?=\s{2,}|\s*$)/gu,
    readCells: readAligned,
  },
];

/** The last column has what is left of the line. */
function readWords(line: string, columns: readonly Column[]): readonly string[] | undefined {
  const words = line.trim().split(/\s+/u);
  if (words.length < columns.length) return undefined;
  return [...words.slice(0, columns.length - 1), words.slice(columns.length - 1).join(' ')];
}

/** A row has space before each column that it reaches. */
function readAligned(line: string, columns: readonly Column[]): readonly string[] | undefined {
  const isAligned = columns.every(
    ({ start }) => start === 0 || start >= line.length || line.slice(start - 2, start).trim() === '',
  );
  if (!isAligned) return undefined;
  return columns.map(({ start }, index) => line.slice(start, columns[index + 1]?.start).trim());
}

export function haveSameColumns(captured: Table, printed: Table): boolean {
  const titles = ({ columns }: Table) => columns.map(({ title }) => title).join('\n');
  return titles(captured) === titles(printed);
}
