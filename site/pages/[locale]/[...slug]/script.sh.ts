import type { APIRoute } from 'astro';
import { hasScript, pageScript } from '../../../data/page-script.ts';
import { tutorialsOf } from '../../../data/tutorials.ts';
import { SOURCE_LOCALE } from '../../../i18n/locales.ts';

/** Translations link to the script of their source, which has the commands. */
export async function getStaticPaths() {
  const tutorials = await tutorialsOf(SOURCE_LOCALE);
  return tutorials.filter(({ slug }) => hasScript(slug)).map(({ locale, slug }) => ({ params: { locale, slug } }));
}

export const GET: APIRoute = ({ params }) =>
  new Response(pageScript(params.slug ?? ''), { headers: { 'content-type': 'text/x-shellscript; charset=utf-8' } });
