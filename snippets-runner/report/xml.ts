/**
 * Writes XML 1.0 (https://www.w3.org/TR/xml/). The result is well-formed for every text. It has no control characters,
 * which XML does not allow, and no other hidden ones: they are made visible.
 */
import { visible } from '../base/visible.ts';

export interface Element {
  readonly name: string;
  /** Undefined attributes are omitted. */
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly (Element | string)[];
}

export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, '')}`;
}

function elementText({ name, attributes = {}, children = [] }: Element, indentation: string): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : ` ${key}="${attributeText(String(value))}"`,
  );
  const start = `${indentation}<${name}${given.join('')}`;
  if (children.length === 0) return `${start}/>`;
  // No white space is added next to text, because it would become part of the text.
  const inner = children.map((child) =>
    typeof child === 'string' ? escaped(child) : `\n${elementText(child, `${indentation}  `)}`,
  );
  const end = typeof children.at(-1) === 'string' ? '' : `\n${indentation}`;
  return `${start}>${inner.join('')}${end}</${name}>`;
}

/** Writes white space as references, because parsers turn other white space in attributes into blanks. */
function attributeText(text: string): string {
  return escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function escaped(text: string): string {
  return withoutLogCommands(
    text
      .split('\r')
      .map(visible)
      .join('\r')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('\r', '&#13;'),
  );
}

/** On standard output, the report may be in a log of GitHub Actions. A parser gets the same text. */
function withoutLogCommands(escapedText: string): string {
  return escapedText.replace(/^(\s*):(?=:)/gmu, '$1&#58;').replaceAll('##[', '#&#35;[');
}
