/**
 * Types a command without changing its text: what is not typed yet is painted in no colour. So whoever copies or reads
 * it meanwhile gets the whole command. Browsers without CSS.highlights show commands at once.
 */
const UNTYPED = 'untyped';

export interface Command {
  readonly characters: number;
  /** Shows the first characters. Only one command of the page can be shown in part. */
  readonly show: (typed: number) => void;
}

/** @param element a `.typed` */
export function commandOf(element: HTMLElement): Command {
  const texts = typedTexts(element);
  const boxes = [...element.querySelectorAll('var, .keys > kbd')];
  const characters = texts.reduce((sum, { length }) => sum + length, 0);
  const show = (typed: number) => {
    const rest = typed < characters ? restOf(element, texts, typed) : undefined;
    // A highlight cannot hide the background of a placeholder, and the border of a key.
    for (const box of boxes) box.toggleAttribute('data-later', rest?.comparePoint(box.firstChild as Text, 0) === 0);
    highlight(rest);
  };
  return { characters, show };
}

/** Returns the texts that were typed. Prompts and values were not, nor the line break at the end. */
function typedTexts(element: HTMLElement): readonly Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement?.closest('i, .value') && text.data !== '\n') texts.push(text);
  }
  return texts;
}

function restOf(element: HTMLElement, texts: readonly Text[], typed: number): Range {
  const rest = document.createRange();
  rest.selectNodeContents(element);
  let left = typed;
  for (const text of texts) {
    if (left < text.length) {
      rest.setStart(text, left);
      break;
    }
    left -= text.length;
  }
  return rest;
}

function highlight(range: Range | undefined): void {
  if (!('highlights' in CSS)) return;
  if (range) CSS.highlights.set(UNTYPED, new Highlight(range));
  else CSS.highlights.delete(UNTYPED);
}
