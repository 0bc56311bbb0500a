import type { APIRoute } from 'astro';
import { type Tutorial, tutorialsOf } from '../../../data/tutorials.ts';
import { LOCALES } from '../../../i18n/locales.ts';
import { pageMarkdown } from '../../../plain/page.ts';
import { markdownResponse, publicUrl } from '../../../plain/response.ts';

export async function getStaticPaths() {
  const tutorials = (await Promise.all(LOCALES.map(tutorialsOf))).flat();
  return tutorials.map((tutorial) => ({
    params: { locale: tutorial.locale, slug: tutorial.slug },
    props: { tutorial },
  }));
}

export const GET: APIRoute<{ tutorial: Tutorial }> = async ({ props, site }) =>
  markdownResponse(await pageMarkdown(props.tutorial, import.meta.env.BASE_URL, publicUrl(site)));
