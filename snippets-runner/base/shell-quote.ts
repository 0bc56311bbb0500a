/** Returns a text as one word of a POSIX shell. The text may have any characters. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns whether a text means the same without quotes, in any shell and in any quotes. */
export function needsNoQuotes(text: string): boolean {
  return /^[\w.:/@,-]+$/u.test(text);
}
