/** The page "How this was verified" as Markdown. */
import { totalsHere, type VerifiedPage, verifiedPages, verifiedTotals } from '../data/verified.ts';
import { formatDate } from '../i18n/format.ts';
import { stringsOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locales.ts';
import { markdownUrl } from '../urls.ts';

/** @param toPublicUrl see `pageMarkdown` */
export async function verifiedMarkdown(
  locale: Locale,
  base: string,
  toPublicUrl: (path: string) => string,
): Promise<string> {
  const { verified } = stringsOf(locale);
  const pages = await verifiedPages(locale);
  const { page, engine, date, commands, images } = verified.columns;
  const link = ({ title, slug }: VerifiedPage) => `[${title}](${toPublicUrl(markdownUrl(base, locale, slug))})`;
  const rows = pages.map((one) => row([link(one), ...factsOf(one, locale)]));
  const parts = [
    `# ${verified.title}`,
    ...verified.intro,
    ...hereParts(pages, locale, link),
    `## ${verified.stepsHeading}`,
    verified.steps.map(({ title, text }, index) => `${index + 1}. **${title}**\n\n   ${text}`).join('\n\n'),
    `## ${verified.standInHeading}`,
    ...verified.standIn,
    `## ${verified.pagesHeading}`,
    verified.totals(verifiedTotals(pages)),
    [row([page, engine, date, commands, images]), row(Array(5).fill('---')), ...rows].join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Returns nothing on a published site. */
function hereParts(
  pages: readonly VerifiedPage[],
  locale: Locale,
  link: (page: VerifiedPage) => string,
): readonly string[] {
  const { here: strings, columns } = stringsOf(locale).verified;
  const totals = totalsHere(pages);
  if (!totals) return [];
  const rows = pages.flatMap((page) => {
    const { here } = page;
    if (!here) return [];
    const result = [strings.results[here.result], here.reason].filter(Boolean).join(': ');
    const engine = here.engine ? `${here.engine.version}, ${here.engine.kernel}` : '–';
    return row([link(page), result, engine, formatDate(new Date(here.at), locale)]);
  });
  const head = row([columns.page, strings.columns.result, columns.engine, strings.columns.date]);
  const table = [head, row(Array(4).fill('---')), ...rows].join('\n');
  return [`## ${strings.heading}`, strings.totals(totals), table];
}

function factsOf({ captured }: VerifiedPage, locale: Locale): readonly string[] {
  const { verified } = stringsOf(locale);
  if (!captured) return ['–', '', '', ''];
  const { engine, images } = captured.capture;
  const used = Object.values(images).map(({ reference, origin }) => `\`${reference}\` ${verified.origins[origin]}`);
  return [
    `${engine.version}, ${engine.kernel}, ${engine.arch}`,
    formatDate(captured.facts.last, locale),
    String(captured.facts.commands),
    used.join(', ') || verified.noImages,
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
}
