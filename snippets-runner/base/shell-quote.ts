/** Returns a text as one word of a POSIX shell. The text may have any characters. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns a path as an argument of a command that people copy: quoted where it needs quotes, and never an option. */
export function shellPath(path: string): string {
  const argument = path.startsWith('-') ? `./${path}` : path;
  return needsNoQuotes(argument) ? argument : shellQuoted(argument);
}

/** Returns whether a text means the same without quotes, in any shell and in any quotes. */
export function needsNoQuotes(text: string): boolean {
  return /^[\w.:/@,-]+$/u.test(text);
}
