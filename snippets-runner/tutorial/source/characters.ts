/**
 * The characters of pages and of the glossary: a closed set. Outside of it are characters that nobody sees, and letters
 * and digits that look like others. A check of the text would read something else than readers do.
 * See https://www.unicode.org/reports/tr39/.
 */
/** Lines end with LF or CRLF. */
const WHITE = String.raw`\t\n\r `;
/** No ſ, ŉ, ĸ, ı, ĳ and ŀ: they look like other letters. Letters of full width are not in these ranges. */
const LATIN = String.raw`\xc0-\xd6\xd8-\xf6\xf8-\u0130\u0134-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u017eµ`;
/** 〇 is none: beside digits, it reads as another digit. */
const HAN = String.raw`\p{Unified_Ideograph}々`;
const PUNCTUATION = '·‘’“”–—…、。〈〉《》「」『』【】〔〕！（），：；？～％';
const SIGNS = '±×−≈≠≤≥←↑→↓↔';
const REFUSED = new RegExp(String.raw`[^[${WHITE}!-~${LATIN}${HAN}${PUNCTUATION}${SIGNS}]]|\r(?!\n)`, 'gv');
/** Diagrams and outputs are drawn with them. A block of code is the same in both languages. */
const BOX_DRAWING = /[\u2500-\u257f]/u;

/** A character that is not in the set. */
export interface RefusedCharacter {
  readonly character: string;
  /** Of the first one in the text, in UTF-16 code units. */
  readonly index: number;
  readonly message: string;
  readonly hint: string;
}

/**
 * Returns each character of a text that is not in the set, once.
 * @param isCode whether a place of the text is in a block of code
 */
export function refusedCharacters(text: string, isCode: (index: number) => boolean = () => false): RefusedCharacter[] {
  const found = new Map<string, { readonly index: number; count: number }>();
  for (const { 0: character, index } of text.matchAll(REFUSED)) {
    if (BOX_DRAWING.test(character) && isCode(index)) continue;
    const known = found.get(character);
    if (known) known.count++;
    else found.set(character, { index, count: 1 });
  }
  return Array.from(found, ([character, { index, count }]) => {
    const times = count === 1 ? '' : ` It is here ${count} times.`;
    const { message, hint } = faultOf(character);
    return { character, index, message, hint: hint + times };
  });
}

/** Names white space that is written as a character reference. Between the texts of Markdown, it would be text. */
export function whiteReference(markdown: string): { readonly index: number; readonly reference: string } | undefined {
  const match = /&(?:#0*(?:9|10|13|32)|#x0*(?:9|a|d|20)|Tab|NewLine);/iu.exec(markdown);
  return match ? { index: match.index, reference: match[0] } : undefined;
}

const INVISIBLE = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/v;

function faultOf(character: string): { readonly message: string; readonly hint: string } {
  const name = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  if (character === '\r') {
    return {
      message: `a line ends with ${name} alone, without a line feed`,
      hint: 'Save the file with LF or CRLF at the ends of lines.',
    };
  }
  if (character === '\ufffd') {
    return {
      message: `${name} stands for bytes that are not UTF-8`,
      hint: 'Write the text anew, and save it as UTF-8.',
    };
  }
  if (/\p{Co}/u.test(character)) {
    return { message: `${name} is a character for private use: it looks different everywhere`, hint: 'Delete it.' };
  }
  if (INVISIBLE.test(character)) {
    return { message: `${name} is not allowed in a page: readers do not see it`, hint: 'Delete it, or write a space.' };
  }
  if (/\p{M}/u.test(character)) {
    return {
      message: `${name} is not allowed in a page: it is drawn over the character before it`,
      hint: 'Delete it. A letter with an accent is one character (normalization form NFC).',
    };
  }
  const meant = character.normalize('NFKC');
  const hint =
    meant !== character && meant.search(REFUSED) < 0
      ? `Write "${meant.trim()}".`
      : 'Write letters of Latin or Chinese, digits 0 to 9, and usual punctuation.';
  return { message: `"${character}" (${name}) is not one of the characters of a page`, hint };
}
