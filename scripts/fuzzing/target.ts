import type fc from 'fast-check';

export interface Target<Input = unknown> {
  readonly inputs: fc.Arbitrary<Input>;
  /** Throws if the input does harm. */
  readonly check: (input: Input) => void | Promise<void>;
  readonly end?: () => Promise<void>;
}
