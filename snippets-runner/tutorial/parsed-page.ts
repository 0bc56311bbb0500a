import type { Position, SitePage } from './page.ts';

/** A page, with the parts that only `lint` and the site read. Running the page does not need them. */
export interface ParsedPage extends SitePage {
  /** Sort key in the sidebar, from the front matter. The smallest comes first. */
  readonly order: number | undefined;
  /** The text that people read, in order: title, description, and text outside of code. */
  readonly prose: readonly ProseText[];
  /** Positions of the front matter's values that lint compares with other files. */
  readonly positions: FrontMatterPositions;
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
  /** Of the key `translated`. */
  readonly translated: Position | undefined;
}
