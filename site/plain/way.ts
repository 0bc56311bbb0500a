/** The way of a packet as a list in Markdown. */
import type { Address, PacketPath } from '../../snippets-runner/tutorial/packet-path/packet-path.ts';
import { placeText } from '../drawing/way.ts';
import { stringsOf } from '../i18n/languages.ts';
import type { Locale } from '../i18n/locales.ts';

/** An address that has changed is bold. */
export function wayMarkdown({ passages }: PacketPath, locale: Locale): string {
  const { way } = stringsOf(locale);
  const shown = ({ text, isChanged }: Address) => (isChanged ? `**${text}** (${way.changed})` : text);
  const lines = passages.map((passage, index) => {
    const { label, from, to, outer } = passage;
    const around = outer ? ` (${way.inside(outer.from, outer.to)})` : '';
    return `${index + 1}. \`${label}\` (${placeText(passage, way)}): ${shown(from)} → ${shown(to)}${around}`;
  });
  return [`*${way.title}*`, '', ...lines].join('\n');
}
