/** Reads tables in outputs. Docker's tables are made by Go's text/tabwriter. The tables of `ps` have another format. */

export interface Table {
  readonly header: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Whether a line of the table stands for rows left out. */
  readonly isPartial: boolean;
  /** Number of lines, including the header. */
  readonly height: number;
}

interface Column {
  readonly title: string;
  /** Index of its first character in the line, in UTF-16 code units. */
  readonly start: number;
}

export interface Row {
  readonly line: string;
  readonly cells: readonly string[];
}

/**
 * Reads the table whose header is at a line, up to its last row. Returns undefined if that line is not a header.
 * @param isElision returns whether a line between rows stands for rows left out
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

interface Format {
  readonly isHeader: RegExp;
  readonly title: RegExp;
  /** Returns undefined if the line is not a row. */
  readonly readCells: (line: string, columns: readonly Column[]) => readonly string[] | undefined;
}

const FORMATS: readonly Format[] = [
  // `ps`: numbers are aligned to the right, and may be wider than their column.
  {
    isHeader: /^ *(?:[A-Z%]+ +)*PID (?:.* )?(?:CMD|COMMAND)\s*$/u,
    title: /[A-Z%]+/gu,
    readCells: readWords,
  },
  // Docker: a title may contain single spaces. At least two spaces separate columns.
  {
    isHeader: /^[A-Z][A-Z0-9%/_()#.-]*(?: +[A-Z0-9%/_()#.-]+)*\s*$/u,
    title: /[A-Z][A-Z0-9 %/_()#.-]*?(?=\s{2,}|\s*$)/gu,
    readCells: readAligned,
  },
];

/** Splits a row into words. The last column takes the rest of the line. */
function readWords(line: string, columns: readonly Column[]): readonly string[] | undefined {
  const words = line.trim().split(/\s+/u);
  if (words.length < columns.length) return undefined;
  return [...words.slice(0, columns.length - 1), words.slice(columns.length - 1).join(' ')];
}

/** Splits a row at the starts of the columns. Before each column that a row reaches, it has a space. */
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
