/** A part of the source, as offsets in UTF-16 code units: [start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}
