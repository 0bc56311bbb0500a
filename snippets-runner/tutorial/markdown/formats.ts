/** Which files are documents, by their names. */

const READ = /\.(?:md|markdown|mdx)$/iu;
/** Formats of documents that are not read. */
const UNREAD: readonly (readonly [extension: RegExp, format: string])[] = [
  [/\.(?:adoc|asciidoc)$/iu, 'AsciiDoc'],
  [/\.(?:rst|rest)$/iu, 'reStructuredText'],
];

/** Returns whether a file is Markdown or MDX. */
export function isDocument(name: string): boolean {
  return READ.test(name);
}

export function isMdxFile(name: string): boolean {
  return /\.mdx$/iu.test(name);
}

/** Names the format of a document that is not read. Undefined for other files. */
export function unreadFormat(name: string): string | undefined {
  return UNREAD.find(([extension]) => extension.test(name))?.[1];
}
