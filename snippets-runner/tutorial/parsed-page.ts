import type { Position, SitePage } from './page.ts';

/** A page with what only `lint` asks of it besides what running it needs. */
export interface ParsedPage extends SitePage {
  /** The page's place in the sidebar, from the front matter. */
  readonly order: number | undefined;
  /** What is read as prose, in order: title, description, and text outside of code. */
  readonly prose: readonly ProseText[];
  /** Where the front matter says what other files must agree with. */
  readonly positions: FrontMatterPositions;
}

/**
 * A piece of prose of one line, without markup, as it stands in the source: escapes and character
 * references are not resolved, so the place of its nth code unit is `position.column + n`.
 */
export interface ProseText {
  readonly text: string;
  readonly position: Position;
}

export interface FrontMatterPositions {
  /** One an entry of `lab.images`. */
  readonly images: readonly Position[];
  readonly translated: Position | undefined;
}
