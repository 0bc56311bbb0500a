import type { APIRoute } from 'astro';
import { llmsText } from '../plain/llms.ts';
import { publicUrl } from '../plain/response.ts';

export const GET: APIRoute = async ({ site }) =>
  new Response(await llmsText(import.meta.env.BASE_URL, publicUrl(site)), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
