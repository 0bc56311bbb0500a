/** The way of a packet through the network of a page, in words. */
import type { Passage } from '../../snippets-runner/tutorial/packet-path/packet-path.ts';
import type { Strings } from '../i18n/strings.ts';
import { shownName } from './step.ts';

/** Says where a place is. */
export function placeText({ place, label }: Passage, { place: text, bridge }: Strings['way']): string {
  if (place.kind === 'network' && label.endsWith(place.network)) return bridge;
  return text('container' in place ? { ...place, container: shownName(place.container) } : place);
}

/** Says where a packet was, from whom and to whom. */
export function passageText(passage: Passage, words: Strings['way']): string {
  const { label, from, to } = passage;
  return words.told(`${label} (${placeText(passage, words)})`, from.text, to.text);
}
