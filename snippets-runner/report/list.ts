/** Pages and their captures, as a table. */
import type { Capture } from '../model/capture.ts';
import type { SitePage } from '../model/page.ts';
import { count, type Style } from './style.ts';

export interface ListedPage {
  readonly slug: string;
  readonly file: string;
  /** Undefined where the file is no MDX. */
  readonly page: SitePage | undefined;
  readonly locales: readonly string[];
  readonly capture: Capture | undefined;
}

const TITLES = ['page', 'languages', 'snippets', 'nodes', 'images', 'needs', 'captured', 'with'];

export function listReport(pages: readonly ListedPage[], sourceLocale: string, style: Style): string {
  const rows = pages.map((page) => row(page, sourceLocale));
  const widths = TITLES.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [style.dim(line(TITLES)), ...rows.map(line), '', count(pages.length, 'page')].join('\n');
}

function row({ slug, page, locales, capture }: ListedPage, sourceLocale: string): string[] {
  if (!page) return [slug, '-', 'not MDX: see snippets lint'];
  const { nodes, images, needs } = page.lab;
  const others = locales.filter((locale) => locale !== sourceLocale);
  return [
    slug,
    [sourceLocale, ...others].join(' '),
    String(page.snippets.length),
    nodes.join(' '),
    images.join(' ') || '-',
    needs.join(' ') || '-',
    capturedWhen(page, capture),
    capture ? capturedWith(capture) : '-',
  ];
}

function capturedWhen(page: SitePage, capture: Capture | undefined): string {
  if (page.notCapturable !== undefined) return 'not capturable';
  if (page.snippets.length === 0) return 'nothing to';
  const dates = capture?.snippets.map(({ captured }) => captured.slice(0, 10)).sort() ?? [];
  return dates.at(-1) ?? 'never';
}

function capturedWith({ engine, images }: Capture): string {
  const standIns = Object.values(images).some(({ origin }) => origin === 'stand-in');
  return `Docker ${engine.version}${standIns ? ', stand-in images' : ''}`;
}
