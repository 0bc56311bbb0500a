/** A mistake in the content that ends the build. Astro prints the hint below the message. */
export class SiteError extends Error {
  override readonly name = 'SiteError';
  readonly hint: string;

  constructor(message: string, hint: string, options?: { cause?: unknown }) {
    super(message, options);
    this.hint = hint;
  }
}
