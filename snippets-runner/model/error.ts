/**
 * Errors that keep the tool from its work. A mistake in a document is not an error but a `Problem` or a `Fault`.
 * Every error has a permanent code, and a hint that says what to do.
 */
import type { Position } from '../tutorial/page.ts';

export const ERROR_CODES = [
  'api-unknown',
  'beginning-failed',
  'capture-not-writable',
  'docker-refused',
  'document-changed',
  'document-not-readable',
  'document-not-writable',
  'engine-lost',
  'engine-unreachable',
  'image-not-made',
  'interrupted',
  'nothing-to-run',
  'node-not-ready',
  'option-invalid',
  'pages-skipped',
  'report-invalid',
  'report-not-writable',
  'shell-lost',
  'tool-defect',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

interface Details {
  readonly cause?: unknown;
  /** Where on the page the cause is. Default: at no single place. */
  readonly position?: Position | undefined;
}

export class SnippetsError extends Error {
  override readonly name = 'SnippetsError';
  readonly code: ErrorCode;
  readonly hint: string;
  readonly position: Position | undefined;

  constructor(code: ErrorCode, message: string, hint: string, { position, ...options }: Details = {}) {
    super(message, options);
    this.code = code;
    this.hint = hint;
    this.position = position;
  }
}

/** Returns one error with the messages of all, and with the code and the hint of the first; undefined if there is none. */
export function joinedError(errors: readonly SnippetsError[]): SnippetsError | undefined {
  const [first, second] = errors;
  if (!first || !second) return first;
  const message = errors.map((error) => error.message).join('\n');
  return new SnippetsError(first.code, message, first.hint, { cause: first });
}

/** Turns an error that nobody expected into one that a report can show. The hint keeps its stack. */
export function defectOf(error: unknown): SnippetsError {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return new SnippetsError(
    'tool-defect',
    `this is a mistake in snippets itself: ${message}`,
    `please report it with these lines:\n${stack ?? message}`,
    { cause: error },
  );
}
