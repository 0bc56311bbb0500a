/**
 * Makes characters visible that would do something where a text is shown: control characters, which a terminal obeys,
 * and those that change the direction or the lines of a text, so that it reads other than it is
 * (https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing). Nothing is lost.
 */

/** All of Cc except tab and newline; marks of direction; separators of lines; byte order mark; tags; noncharacters. */
const HIDDEN =
  /[[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]--[\t\n]]/gv;

/** Most texts. The other pattern takes a hundred times as long. */
const PLAIN = /^[\t\n -~]*$/u;

/** Replaces control characters by their symbols, such as `␛`, and other hidden ones by their codes, such as `\u202e`. */
export function visible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(HIDDEN, symbolOf);
}

/** Replaces newlines and tabs, too. */
export function visibleLine(text: string): string {
  return visible(text).replace(/[\t\n]/gu, symbolOf);
}

/** Writes hidden characters as JSON and JavaScript do, inside a JSON text. Reading it gives the same value. */
export function visibleJson(json: string): string {
  return json.replace(HIDDEN, escapeOf);
}

function symbolOf(character: string): string {
  if (character === '\x7f') return '␡';
  return character < ' ' ? String.fromCharCode(0x2400 + character.charCodeAt(0)) : escapeOf(character);
}

function escapeOf(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
