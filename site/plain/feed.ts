/**
 * A feed of the tutorials that were captured anew. Format: Atom, https://www.rfc-editor.org/rfc/rfc4287
 *
 * An entry is one capture of a page, not the page: the time is in its id (https://www.rfc-editor.org/rfc/rfc4151). So
 * feed readers show a page again when its capture has changed.
 */
import { dayOf } from '../data/capture-facts.ts';
import { type Recapture, recapturesOf } from '../data/recaptures.ts';
import { escapeHtml } from '../html.ts';
import { formatDate } from '../i18n/format.ts';
import { stringsOf } from '../i18n/languages.ts';
import { LOCALE_FACTS, type Locale } from '../i18n/locales.ts';
import { feedUrl, pageUrl } from '../urls.ts';

export async function atomFeed(locale: Locale, base: string, site: URL): Promise<string> {
  const { feed, siteName } = stringsOf(locale);
  const absolute = (path: string) => new URL(path, site).href;
  const recaptures = await recapturesOf(locale);
  const self = absolute(feedUrl(base, locale));
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${LOCALE_FACTS[locale].tag}">`,
    element('id', self),
    element('title', feed.title),
    element('subtitle', feed.description),
    element('updated', (recaptures[0]?.at ?? new Date(0)).toISOString()),
    `<author>${element('name', siteName)}</author>`,
    link('self', self, 'application/atom+xml'),
    link('alternate', absolute(pageUrl(base, locale)), 'text/html'),
    ...recaptures.map((recapture) => entry(recapture, base, site)),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

function entry({ tutorial, engine, at, count, total }: Recapture, base: string, site: URL): string {
  const { locale, slug } = tutorial;
  const time = at.toISOString();
  const path = pageUrl(base, locale, slug);
  const { version, kernel } = engine;
  const day = formatDate(at, locale);
  const captured = stringsOf(locale).feed.captured({ count, total, day, engine: version, kernel });
  return [
    '<entry>',
    element('id', `tag:${site.hostname},${dayOf(time)}:${path}${time}`),
    element('title', tutorial.entry.data.title),
    element('updated', time),
    link('alternate', new URL(path, site).href, 'text/html'),
    element('summary', captured),
    '</entry>',
  ].join('\n');
}

function element(name: string, text: string): string {
  return `<${name}>${escapeHtml(text)}</${name}>`;
}

function link(rel: string, href: string, type: string): string {
  return `<link rel="${rel}" type="${type}" href="${escapeHtml(href)}"/>`;
}
