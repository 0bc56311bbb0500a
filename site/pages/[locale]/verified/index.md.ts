import type { APIRoute } from 'astro';
import { LOCALES, type Locale } from '../../../i18n/locales.ts';
import { markdownResponse, publicUrl } from '../../../plain/response.ts';
import { verifiedMarkdown } from '../../../plain/verified.ts';

export function getStaticPaths() {
  return LOCALES.map((locale) => ({ params: { locale }, props: { locale } }));
}

export const GET: APIRoute<{ locale: Locale }> = async ({ props, site }) =>
  markdownResponse(await verifiedMarkdown(props.locale, import.meta.env.BASE_URL, publicUrl(site)));
