/** A table of who reaches whom as Markdown. */
import type { Party } from '../../snippets-runner/tutorial/reach/party.ts';
import type { ReachCell, ReachTable } from '../../snippets-runner/tutorial/reach/table.ts';
import { stringsOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locales.ts';

export function reachMarkdown({ columns, rows }: ReachTable, locale: Locale): string {
  const { reach } = stringsOf(locale);
  const title = (party: Party) => {
    const note = party.kind === 'container' ? '' : reach.partyNote(party);
    return note === '' ? reach.partyName(party) : `${reach.partyName(party)} (${note})`;
  };
  const entry = ({ isSelf, attempts }: ReachCell) => {
    if (attempts.length === 0) return isSelf ? '' : reach.notTried;
    return attempts.map(({ via, isReached }) => `${isReached ? '✓' : '✗'} ${reach.via(via)}`).join('<br>');
  };
  return [
    row([`${reach.from} ↓ ${reach.to} →`, ...columns.map(title)]),
    row([undefined, ...columns].map(() => '---')),
    ...rows.map(({ from, cells }) => row([title(from), ...cells.map(entry)])),
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
