/** URLs that are written in a text without the marks of a link. The site makes links of them. */
const PLAIN_URL = /(?:https?:\/\/|\bwww\.)[\w./?#=&%:~-]+/giu;

export interface PlainUrl {
  readonly url: string;
  /** Offset in the text, in UTF-16 code units. */
  readonly index: number;
}

export function plainUrls(text: string): PlainUrl[] {
  return Array.from(text.matchAll(PLAIN_URL), ({ 0: found, index }) => {
    // A full stop or a colon at the end belongs to the sentence.
    const url = found.slice(0, found.length - (/[.:?]*$/u.exec(found.slice(-8))?.[0].length ?? 0));
    return { url, index };
  });
}

/** Replaces URLs by spaces of the same length, so that columns stay the same. */
export function withoutPlainUrls(text: string): string {
  return text.replace(PLAIN_URL, (found) => '\u00a0'.repeat(found.length));
}
