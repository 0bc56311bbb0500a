/** Formats pages, their captures, and Markdown documents as a table. */

import { visibleLine } from '../base/visible.ts';
import { LISTING_SCHEMA_VERSION, type Listing } from '../model/listing.ts';
import type { Capture } from '../tutorial/capture/capture.ts';
import type { Beginning, LabSpec, Locale, MarkdownDocument, SitePage } from '../tutorial/page.ts';
import { jsonText } from './json.ts';
import { leftOutCount } from './left-out.ts';
import { count, type Style } from './style.ts';

export interface ListedPage {
  readonly slug: string;
  readonly file: string;
  /** Undefined if the file is not valid MDX. */
  readonly page: SitePage | undefined;
  readonly locales: readonly Locale[];
  readonly capture: Capture | undefined;
}

const TITLES = ['page', 'languages', 'snippets', 'nodes', 'images', 'needs', 'captured', 'with'];

export interface Listed {
  readonly pages: readonly ListedPage[];
  readonly documents: readonly MarkdownDocument[];
}

export function listReport({ pages, documents }: Listed, sourceLocale: string, style: Style): string {
  const rows = [...pages.map((page) => row(page, sourceLocale)), ...documents.map(documentRow)];
  const widths = TITLES.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const counts = [
    ...(pages.length > 0 ? [count(pages.length, 'page')] : []),
    ...(documents.length > 0 ? [count(documents.length, 'document')] : []),
    ...leftOutCount(documents.flatMap(({ leftOut }) => leftOut).length, style),
  ];
  return [style.dim(line(TITLES)), ...rows.map(line), '', counts.join(', ')].join('\n');
}

function row({ slug, page, locales, capture }: ListedPage, sourceLocale: string): string[] {
  if (!page) return [slug, '-', 'invalid MDX, see lint'];
  const others = locales.filter((locale) => locale !== sourceLocale);
  return [
    slug,
    [sourceLocale, ...others].join(' '),
    snippetsCell(page),
    ...labCells(page.lab),
    capturedWhen(page, capture),
    capture ? capturedWith(capture) : '-',
  ];
}

function documentRow({ file, snippets, lab }: MarkdownDocument): string[] {
  return [visibleLine(file), '-', String(snippets.length), ...labCells(lab), 'none: Markdown file'];
}

/** Returns the number of snippets, with those of another page that run before them. */
function snippetsCell({ snippets, beginning }: SitePage): string {
  if (!beginning) return String(snippets.length);
  return `${snippets.length} after ${beginning.snippets.length} of ${beginning.slug}`;
}

function labCells({ nodes, images, needs }: LabSpec): string[] {
  return [nodes.join(' '), images.join(' ') || '-', needs.join(' ') || '-'];
}

function capturedWhen(page: SitePage, capture: Capture | undefined): string {
  if (page.snippets.length === 0) return 'no snippets';
  const dates = capture?.snippets.map(({ captured }) => captured.slice(0, 10)).sort() ?? [];
  return dates.at(-1) ?? 'never';
}

function capturedWith({ engine, images }: Capture): string {
  const standIns = Object.values(images).some(({ origin }) => origin === 'stand-in');
  return `Docker ${engine.version}${standIns ? ', stand-in images' : ''}`;
}

/** Formats the list as JSON. Its schema is `listingSchema`. */
export function listJson({ pages, documents }: Listed): string {
  const listing: Listing = {
    schema: LISTING_SCHEMA_VERSION,
    pages: pages.map(listed),
    documents: documents.map(({ file, lab, snippets, leftOut }) => ({
      file,
      lab: labOf(lab),
      snippets: snippets.map(({ id, node, position }) => ({ id, node, position })),
      leftOut: leftOut.map(({ position, reason }) => ({ position, reason })),
    })),
  };
  return jsonText(listing);
}

function listed({ slug, file, locales, page, capture }: ListedPage): Listing['pages'][number] {
  const captured = new Map(capture?.snippets.map((snippet) => [snippet.id, snippet.captured]));
  return {
    slug,
    file,
    locales: [...locales],
    page: page
      ? {
          title: page.title,
          lab: labOf(page.lab),
          ...(page.beginning && { begins: beginsOf(page.beginning) }),
          snippets: page.snippets.map(({ id, node, position }) => ({
            id,
            node,
            position,
            captured: captured.get(id) ?? null,
          })),
        }
      : null,
    capture: capture ? { engine: capture.engine, images: capture.images } : null,
  };
}

function labOf({ nodes, images, needs, outside, leaves }: LabSpec): Listing['documents'][number]['lab'] {
  return { nodes: [...nodes], images: [...images], needs: [...needs], outside, leaves: [...leaves] };
}

function beginsOf({ slug, snippets }: Beginning): { page: string; snippets: string[] } {
  return { page: slug, snippets: snippets.map(({ id }) => id) };
}
