/** Returns a text as one word of a POSIX shell. The text may have any characters. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
