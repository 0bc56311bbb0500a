/**
 * Shiki's tokens as classes: the colours are CSS variables of the page's scheme, so one rendering
 * serves light and dark, and a token costs a short class instead of two inline colours.
 */
import { createCssVariablesTheme, createHighlighter, type Highlighter, type ThemedToken } from 'shiki';

/** A run of characters of one look. */
export interface Span {
  readonly text: string;
  readonly className: string | undefined;
  /** Colours beyond the sixteen that the scheme names. */
  readonly style: string | undefined;
}
export type Line = readonly Span[];
export type Language = 'bash' | 'json' | 'ansi';

const THEME = createCssVariablesTheme({ name: 'terminal' });
const BOLD = 2;
const UNDERLINE = 4;

let highlighter: Promise<Highlighter> | undefined;

export async function highlight(code: string, language: Language): Promise<readonly Line[]> {
  highlighter ??= createHighlighter({ themes: [THEME], langs: ['bash', 'json'] });
  const { tokens } = (await highlighter).codeToTokens(code, { lang: language, theme: 'terminal' });
  return tokens.map((line) => line.map(spanOf));
}

export function plainLines(text: string): readonly Line[] {
  return text.split('\n').map((line) => [{ text: line, className: undefined, style: undefined }]);
}

function spanOf({ content, color, bgColor, fontStyle = 0 }: ThemedToken): Span {
  const classes = [
    colourClass(color, ''),
    colourClass(bgColor, 'on-'),
    fontStyle > 0 && fontStyle & BOLD ? 'bold' : undefined,
    fontStyle > 0 && fontStyle & UNDERLINE ? 'underline' : undefined,
  ].filter((name) => name !== undefined);
  const styles = [
    color?.startsWith('#') ? `color:${color}` : undefined,
    bgColor?.startsWith('#') ? `background:${bgColor}` : undefined,
  ].filter((style) => style !== undefined);
  return { text: content, className: classes.join(' ') || undefined, style: styles.join(';') || undefined };
}

/** `var(--shiki-token-string)` is the class `token-string`, `var(--shiki-ansi-red)` is `ansi-red`. */
function colourClass(colour: string | undefined, prefix: string): string | undefined {
  const name = /^var\(--shiki-((?:token|ansi)-[\w-]+)\)$/u.exec(colour ?? '')?.[1];
  return name === undefined ? undefined : prefix + name;
}
