import type { APIRoute } from 'astro';
import { LOCALES, type Locale } from '../../i18n/locales.ts';
import { atomFeed } from '../../plain/feed.ts';

/** URLs in a feed are absolute, so a site that does not know its own address has none. */
export function getStaticPaths() {
  return import.meta.env.SITE ? LOCALES.map((locale) => ({ params: { locale }, props: { locale } })) : [];
}

export const GET: APIRoute<{ locale: Locale }> = async ({ props, site }) =>
  new Response(site && (await atomFeed(props.locale, import.meta.env.BASE_URL, site)), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  });
