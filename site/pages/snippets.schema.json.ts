/** The JSON schema of `snippets.yaml`, for the completion of editors. */
import type { APIRoute } from 'astro';
import { configJsonSchema } from '../../snippets-runner/tutorial/config/json-schema.ts';
import { publicUrl } from '../plain/response.ts';
import { fileUrl } from '../urls.ts';

export const GET: APIRoute = ({ site }) => {
  const own = publicUrl(site)(fileUrl(import.meta.env.BASE_URL, 'snippets.schema.json'));
  return Response.json(configJsonSchema(site && own));
};
