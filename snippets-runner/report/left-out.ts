/** Formats the list of the skipped blocks of a Markdown document, each with its reason, for people. */
import type { MarkdownDocument } from '../tutorial/page.ts';
import type { Style } from './style.ts';

export function leftOutReport({ file, leftOut }: Pick<MarkdownDocument, 'file' | 'leftOut'>, style: Style): string {
  return leftOut
    .map(({ position: { line, column }, reason }) => {
      return `${style.bold(`${file}:${line}:${column}`)} ${style.yellow('skipped')}: ${reason}`;
    })
    .join('\n');
}
