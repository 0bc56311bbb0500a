export function markdownResponse(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/markdown; charset=utf-8' } });
}

/** Whole addresses where the site knows its own, since these texts are read away from it. */
export function publicAddress(site: URL | undefined): (path: string) => string {
  return (path) => (site ? new URL(path, site).href : path);
}
