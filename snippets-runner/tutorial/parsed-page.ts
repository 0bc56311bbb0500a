import type { Position, SitePage } from './page.ts';

/** A page, with the parts that only `lint` and the site read. Running the page does not need them. */
export interface ParsedPage extends SitePage {
  /** Sort key in the sidebar, from the front matter. The smallest comes first. */
  readonly order: number | undefined;
  /**
   * Whether readers look things up in it, from the front matter of the source page. Then the site shows its text first,
   * and what the commands need before the first of them.
   */
  readonly lookup?: true;
  /** Whether the page has an exercise with mistakes. Then it is not known which snippets run again for it. */
  readonly hasUnreadExercise?: true;
  /** The text that people read, in order: title, description, and text outside of code. */
  readonly prose: readonly ProseText[];
  /** What stays the same in every language, in any order. */
  readonly literals: readonly Literal[];
  /** What the body consists of, in order. Texts that follow each other are one block. */
  readonly blocks: readonly Block[];
  /** Positions of the front matter's values that lint compares with other files. */
  readonly positions: FrontMatterPositions;
}

/** Something in the text of a page that is not translated. Links and `<Captured>` are apart. */
export interface Literal {
  /** A code span, a block of code that is no snippet, `<Keys>`, `<kbd>`, a number, or a value with text beside it. */
  readonly kind: 'code' | 'block' | 'keys' | 'kbd' | 'number' | 'attached';
  /** Of a block: its language and what follows it, a newline, and its code. Of a number: see `numbersIn`. */
  readonly text: string;
  readonly position: Position;
  /** The value of the front matter that it is in. Undefined: it is in the body. */
  readonly field?: 'title' | 'description';
}

/** A part of a page that readers see as one, or the end of one. */
export interface Block {
  /** What it is, in words: `a list`, `<Note>`, `the end of <Note>`. Equal for equal blocks. */
  readonly what: string;
  readonly position: Position;
  /** Id of a snippet, or of the snippet that a translation refers to. */
  readonly snippet?: string;
}

/**
 * A piece of prose on one line, without markup, exactly as in the source. Escapes and character references
 * are not resolved, so the column of code unit n is `position.column + n`.
 */
export interface ProseText {
  readonly text: string;
  readonly position: Position;
}

export interface FrontMatterPositions {
  /** One for each entry of `lab.images`. */
  readonly images: readonly Position[];
  /** Of the key `order`. */
  readonly order: Position | undefined;
  /** Of the key `translated`. */
  readonly translated: Position | undefined;
}
