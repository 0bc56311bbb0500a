/**
 * The tool could not do its work: another thing than a document that is wrong.
 * Every kind has a permanent code and says what to do about it.
 */
export const ERROR_CODES = [
  'api-unknown',
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
  'report-invalid',
  'report-not-writable',
  'shell-lost',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export class SnippetsError extends Error {
  override readonly name = 'SnippetsError';
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}
