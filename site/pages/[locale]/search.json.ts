import type { APIRoute } from 'astro';
import { LOCALES, type Locale } from '../../i18n/locales.ts';
import { corpusOf } from '../../searched/corpus.ts';

export function getStaticPaths() {
  return LOCALES.map((locale) => ({ params: { locale }, props: { locale } }));
}

export const GET: APIRoute<{ locale: Locale }> = async ({ props }) =>
  Response.json(await corpusOf(props.locale, import.meta.env.BASE_URL));
