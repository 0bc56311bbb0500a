/**
 * Widths as classes of `styles/widths.css`. A style attribute with the exact number would need a hash of its own in the
 * page's security policy.
 */

/** In characters. */
const STEP = 4;
/** Fits into every screen, so it needs no class. */
const NARROWEST = 36;
const WIDEST = 128;

/** @param prefix `w`: as captured; `t`: tight, without the slack between columns */
export function widthClass(prefix: 'w' | 't', characters: number): string {
  const rounded = Math.min(WIDEST, Math.ceil(characters / STEP) * STEP);
  return rounded <= NARROWEST ? '' : `${prefix}${rounded}`;
}
