export function markdownResponse(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
}

/** Returns a function that makes full URLs if the site knows its own URL, because these texts are read elsewhere. */
export function publicUrl(site: URL | undefined): (path: string) => string {
  return (path) => (site ? new URL(path, site).href : path);
}
