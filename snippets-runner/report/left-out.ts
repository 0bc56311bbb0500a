/**
 * Formats what people should know of Markdown documents: the skipped blocks, and what may be wrong. Each is one line, so no
 * document can put lines of its own between them.
 */
import { visibleLine } from '../base/visible.ts';
import { COMMANDS_HINT, hasUnknownPrompt, PROMPTS_HINT, WITHOUT_PROMPT } from '../tutorial/markdown/what-to-read.ts';
import type { LeftOut, MarkdownDocument, Position } from '../tutorial/page.ts';
import type { Style } from './style.ts';

/** Formats the number of skipped blocks and lines. Empty if there are none. */
export function leftOutCount(number: number, style: Style): string[] {
  return number > 0 ? [style.yellow(`${number} ${number === 1 ? 'block or line' : 'blocks or lines'} skipped`)] : [];
}

/** Formats the list of the skipped blocks of a document, each with its reason. */
export function leftOutReport({ file, leftOut }: Pick<MarkdownDocument, 'file' | 'leftOut'>, style: Style): string {
  return leftOut.map(({ position, reason }) => placedLine({ file, position }, 'skipped', reason, style)).join('\n');
}

/** Formats how to run blocks without prompts, and those with prompts that are not known. Empty if there are none. */
export function promptHints(leftOut: readonly Pick<LeftOut, 'reason'>[], style: Style): string[] {
  const hints = [
    ...(leftOut.some(({ reason }) => WITHOUT_PROMPT.has(reason)) ? [COMMANDS_HINT] : []),
    ...(leftOut.some(({ reason }) => hasUnknownPrompt(reason)) ? [PROMPTS_HINT] : []),
  ];
  return hints.map((hint) => `${style.cyan('hint')} ${hint}`);
}

/** Formats the notes of a document, one a line. */
export function notesReport({ file, notes }: Pick<MarkdownDocument, 'file' | 'notes'>, style: Style): string {
  return notes.map(({ position, message }) => placedLine({ file, position }, 'note', message, style)).join('\n');
}

interface Place {
  readonly file: string;
  readonly position: Position;
}

function placedLine({ file, position: { line, column } }: Place, kind: string, text: string, style: Style): string {
  return `${style.bold(`${visibleLine(file)}:${line}:${column}`)} ${style.yellow(kind)}: ${visibleLine(text)}`;
}

/** Formats the documents that are not read. @param unread with their paths */
export function unreadReport(
  unread: readonly { readonly path: string; readonly format: string | undefined }[],
  style: Style,
): readonly string[] {
  return unread.map(({ path, format }) => {
    const why = format === undefined ? 'its name is not UTF-8; rename it' : `${format} is not read`;
    return `${style.bold(visibleLine(path))} ${style.yellow('skipped')}: ${why}`;
  });
}
