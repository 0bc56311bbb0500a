/** A drawing as values: shapes with places, in units of which 328 are the width of a phone's text. */

export const WIDTH = 328;

export type Mark = 'new' | 'gone';

/** What a shape is a part of: a key of `parts.ts`. */
interface OfPart {
  readonly part?: string | undefined;
}

export type Shape = OfPart &
  (
    | {
        readonly kind: 'text';
        readonly x: number;
        /** Of the baseline. */
        readonly y: number;
        readonly text: string;
        readonly style: TextStyle;
        /** Whether x is its right end. */
        readonly isEnd?: boolean;
        /** Whether x is its middle. */
        readonly isCentred?: boolean;
        readonly isStruck?: boolean;
        readonly colour?: string;
      }
    | {
        readonly kind: 'rect';
        readonly x: number;
        readonly y: number;
        readonly width: number;
        readonly height: number;
        readonly radius: number;
        readonly style: 'frame' | 'box' | 'port' | 'switch' | 'outside' | 'published' | 'tunnel' | 'swatch';
        readonly colour?: string;
        readonly isDashed?: boolean;
      }
    | {
        readonly kind: 'path';
        readonly d: string;
        readonly style: 'wire' | 'stub' | 'dotted' | 'under' | 'bar' | 'arrow' | 'strip' | 'trail';
        readonly colour?: string;
      }
    /** Where a stub joins a wire. */
    | { readonly kind: 'dot'; readonly x: number; readonly y: number; readonly colour: string }
    /** The virtual address of a service. */
    | { readonly kind: 'diamond'; readonly x: number; readonly y: number; readonly colour: string }
    | { readonly kind: 'mark'; readonly x: number; readonly y: number; readonly mark: Mark }
    /** What tells the tasks of one service from those of another. */
    | { readonly kind: 'sign'; readonly x: number; readonly y: number; readonly sign: number }
    /** The number of a place in the way of a packet. */
    | {
        readonly kind: 'number';
        readonly x: number;
        readonly y: number;
        readonly text: string;
        readonly isBack: boolean;
      }
    | {
        readonly kind: 'group';
        /** Empty for none. */
        readonly title: string;
        readonly mark?: Mark | undefined;
        readonly shapes: readonly Shape[];
      }
  );

export type TextStyle = 'name' | 'address' | 'note';

/** Where a packet can be seen. Keys are those of planned networks. */
export type Spot =
  /** The switch of a network. `lead`: where its line from the host begins; undefined if there is none. */
  | {
      readonly kind: 'switch';
      readonly network: string;
      readonly x: number;
      readonly y: number;
      readonly lead: number | undefined;
    }
  /** A container on a network, from the wire to the box. */
  | {
      readonly kind: 'stub';
      readonly network: string;
      readonly node: string;
      readonly container: string;
      readonly wire: number;
      readonly box: number;
      readonly y: number;
    }
  /** The card of a host, and the frame around it. */
  | {
      readonly kind: 'host';
      readonly node: string;
      readonly x: number;
      readonly y: number;
      readonly top: number;
      readonly bottom: number;
    };

export interface Scene {
  readonly height: number;
  readonly shapes: readonly Shape[];
  readonly spots: readonly Spot[];
}

/** Widths of characters at the sizes of the stylesheet: 12.5, 11.5 and 10.5. A Chinese character is a square. */
const ADVANCE = { name: 7.53, address: 6.93, note: 5.65 } satisfies Record<TextStyle, number>;
const SQUARE = { name: 12.5, address: 11.5, note: 10.5 } satisfies Record<TextStyle, number>;

/** Returns about the width of a text. */
export function widthOf(text: string, style: TextStyle): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? SQUARE : ADVANCE)[style], 0);
}

/** Shortens a text to a width, with an ellipsis. */
export function fitted(text: string, style: TextStyle, width: number): string {
  if (widthOf(text, style) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && widthOf(`${characters.join('')}…`, style) > width) characters.pop();
  return `${characters.join('')}…`;
}
