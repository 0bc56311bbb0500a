/** Puts numbers beside a place: those of the way there on one side of its line, those of the way back on the other. */

export interface Visit {
  readonly number: number;
  /** Whether the packet was an answer. */
  readonly isBack: boolean;
}

/** Where numbers stand. */
export interface Stand {
  readonly x: number;
  readonly y: number;
  /**
   * `above`: above and below a line, `step` to the next one. `beside`: left and right of a wire. `column` and `row`: all of
   * them one after the other, below or right of the point.
   */
  readonly layout: 'above' | 'beside' | 'column' | 'row';
  /** 1 or -1: on which side further numbers stand. */
  readonly step: 1 | -1;
}

/** Diameter of a number, and the space to the next one. */
const PITCH = 17;

/** @param hasAnswer whether the packet was answered: if not, its numbers stand on the line */
export function numbersAt(stand: Stand, visits: readonly Visit[], hasAnswer: boolean): readonly Numbered[] {
  const counts = { there: 0, back: 0 };
  return visits.map((visit, index) => {
    const far = counts[visit.isBack ? 'back' : 'there']++;
    return { ...visit, ...placed(stand, { index, far, side: visit.isBack ? 1 : -1, hasAnswer }) };
  });
}

type Numbered = Visit & { readonly x: number; readonly y: number };

interface Turn {
  /** Place among all numbers of the stand, and among those of its side. */
  readonly index: number;
  readonly far: number;
  readonly side: 1 | -1;
  readonly hasAnswer: boolean;
}

function placed({ x, y, layout, step }: Stand, { index, far, side, hasAnswer }: Turn): Pick<Numbered, 'x' | 'y'> {
  switch (layout) {
    case 'column':
      return { x, y: y + PITCH * index };
    case 'row':
      return { x: x + PITCH * index, y };
    case 'beside':
      return { x: x + (hasAnswer ? side : 1) * (14 + PITCH * far), y };
    case 'above':
      return { x: x + step * PITCH * far, y: y + (hasAnswer ? (side * PITCH) / 2 : 0) };
  }
}
