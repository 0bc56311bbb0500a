import type { APIRoute } from 'astro';
import { type GuidePage, guidesOf } from '../../../data/guides.ts';
import { LOCALES } from '../../../i18n/locales.ts';
import { guideMarkdown } from '../../../plain/guide.ts';
import { markdownResponse } from '../../../plain/response.ts';

export async function getStaticPaths() {
  const guides = (await Promise.all(LOCALES.map(guidesOf))).flat();
  return guides.map((guide) => ({ params: { locale: guide.locale, guide: guide.slug }, props: { guide } }));
}

export const GET: APIRoute<{ guide: GuidePage }> = ({ props }) => markdownResponse(guideMarkdown(props.guide));
