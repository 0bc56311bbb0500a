import type { APIRoute } from 'astro';
import { readCapture } from '../../data/captures.ts';
import { questionSnippets } from '../../data/question-snippets.ts';
import { tutorialsOf } from '../../data/tutorials.ts';
import { hasPicture } from '../../drawing/page-drawings.ts';
import { SOURCE_LOCALE } from '../../i18n/locales.ts';
import { socialImage } from '../../social/social-image.ts';

/** Pages name their images by absolute addresses, so a site without an address has none. */
export async function getStaticPaths() {
  if (!import.meta.env.SITE) return [];
  const captures = (await tutorialsOf(SOURCE_LOCALE)).flatMap(({ slug }) => readCapture(slug) ?? []);
  return captures.filter(hasPicture).map(({ slug }) => ({ params: { slug } }));
}

export const GET: APIRoute<Record<string, never>, { slug: string }> = async ({ params }) => {
  const capture = readCapture(params.slug);
  const image = capture && (await socialImage(capture, questionSnippets(capture.slug)));
  return image
    ? new Response(new Uint8Array(image), { headers: { 'content-type': 'image/png' } })
    : new Response(null, { status: 404 });
};
