/** /llms.txt: describes the site and lists the Markdown of its pages. Format: https://llmstxt.org */

import { guidesOf } from '../data/guides.ts';
import { tutorialsOf } from '../data/tutorials.ts';
import { stringsOf } from '../i18n/languages.ts';
import { LOCALE_FACTS, LOCALES, SOURCE_LOCALE } from '../i18n/locales.ts';
import { markdownUrl } from '../urls.ts';

/** @param toPublicUrl see `pageMarkdown` */
export async function llmsText(base: string, toPublicUrl: (path: string) => string): Promise<string> {
  const { siteName, siteDescription, plain } = stringsOf(SOURCE_LOCALE);
  const tutorials = await Promise.all(
    LOCALES.map(async (locale) => {
      const links = (await tutorialsOf(locale)).map(({ slug, entry: { data } }) =>
        link(data.title, toPublicUrl(markdownUrl(base, locale, slug)), data.description),
      );
      return `## ${stringsOf(locale).tutorials} (${LOCALE_FACTS[locale].name})\n\n${links.join('\n')}`;
    }),
  );
  const guides = (await Promise.all(LOCALES.map(guidesOf))).flat();
  const guideLinks = guides.map(({ locale, slug, entry: { data } }) =>
    link(data.title, toPublicUrl(markdownUrl(base, locale, slug)), data.description),
  );
  // The format gives the heading "Optional" a meaning: readers may skip these links.
  const more = LOCALES.flatMap((locale) =>
    (['glossary', 'verified'] as const).map((slug) => {
      const { title, description } = stringsOf(locale)[slug];
      return link(title, toPublicUrl(markdownUrl(base, locale, slug)), description);
    }),
  );
  const parts = [
    `# ${siteName}`,
    `> ${siteDescription}`,
    plain.about,
    ...tutorials,
    ...(guideLinks.length > 0 ? [`## ${stringsOf(SOURCE_LOCALE).guide.heading}\n\n${guideLinks.join('\n')}`] : []),
    `## Optional\n\n${more.join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function link(title: string, url: string, description: string): string {
  return `- [${title}](${url}): ${description}`;
}
