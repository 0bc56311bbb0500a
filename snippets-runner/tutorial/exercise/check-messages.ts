/** What a check says with `echo`. It is English everywhere; a translation says what it means: `<Says message means />`. */
import type { CheckMessage } from '../page.ts';

const ECHO = /\becho (?:"(?<double>[^"$`\\]*)"|'(?<single>[^']*)')/gu;

/** Returns each text that a command prints with `echo`, once. A text with a variable, or without quotes, is none. */
export function saidBy(command: string): readonly string[] {
  const texts = Array.from(command.matchAll(ECHO), ({ groups = {} }) => groups.double ?? groups.single ?? '');
  return [...new Set(texts)];
}

/** Returns what a line means that a check has printed. Returns undefined if nothing says so. */
export function meaningOf(line: string, messages: readonly CheckMessage[]): string | undefined {
  return messages.find(({ text }) => text === line)?.meaning;
}
