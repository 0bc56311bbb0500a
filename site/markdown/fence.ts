/** What the site reads of a snippet's fence; all the rest of its attributes are the runner's. */
export function snippetId(meta: string | null | undefined): string | undefined {
  return /(?:^|\s)snippet=(["']?)([\w-]+)\1(?=\s|$)/u.exec(meta ?? '')?.[2];
}
