export function markdownResponse(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
}

/**
 * Returns a function from a path to its URL. The URL is absolute if the site knows its own, because Markdown is read
 * outside of the site, too.
 */
export function publicUrl(site: URL | undefined): (path: string) => string {
  return (path) => (site ? new URL(path, site).href : path);
}
