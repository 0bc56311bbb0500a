/** Formats tables for a terminal, or as Markdown for BENCHMARKS.md. */
import { median, type Table } from './figures.ts';

export function plainText({ title, note, ...table }: Table): string {
  const lines = cellsOf(table);
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const rows = lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
  return [title, ...rows, `(${note})`, ''].join('\n');
}

export function markdown({ title, note, ...table }: Table): string {
  const [head = [], ...rows] = cellsOf(table);
  const ruler = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [`## ${title}`, '', note, '', ...[head, ruler, ...rows].map((line) => `| ${line.join(' | ')} |`), ''].join(
    '\n',
  );
}

function cellsOf({ base, commands, rows }: Pick<Table, 'base' | 'commands' | 'rows'>): readonly (readonly string[])[] {
  const baseTime = base === undefined ? undefined : median(rows.get(base) ?? []);
  // The ratio to a very short time means nothing.
  const hasRatio = baseTime !== undefined && baseTime >= 0.1;
  const head = [
    '',
    'median',
    'range',
    ...(hasRatio ? [`times ${base}`] : []),
    ...(commands === undefined ? [] : ['more for each command']),
  ];
  const lines = [...rows].map(([name, values]) => {
    const middle = median(values);
    return [
      name,
      `${seconds(middle)} s`,
      `${seconds(Math.min(...values))} to ${seconds(Math.max(...values))}`,
      ...(hasRatio ? [name === base ? '' : (middle / baseTime).toFixed(2)] : []),
      ...(baseTime === undefined || commands === undefined
        ? []
        : [name === base ? '' : `${(((middle - baseTime) / commands) * 1000).toFixed(1)} ms`]),
    ];
  });
  return [head, ...lines];
}

function seconds(value: number): string {
  return value.toFixed(value < 0.1 ? 3 : value < 10 ? 2 : 1);
}
