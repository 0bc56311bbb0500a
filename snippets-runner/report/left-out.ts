/** What of a Markdown document is neither run nor compared, as people read it: said, not passed over. */
import type { MarkdownDocument } from '../tutorial/page.ts';
import type { Style } from './style.ts';

export function leftOutReport({ file, leftOut }: Pick<MarkdownDocument, 'file' | 'leftOut'>, style: Style): string {
  return leftOut
    .map(({ position: { line, column }, reason }) => {
      return `${style.bold(`${file}:${line}:${column}`)} ${style.yellow('left out')}: ${reason}`;
    })
    .join('\n');
}
