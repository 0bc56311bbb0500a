/** The components that mean something to us, and links; other components are the site's. */
import type { MdxJsxAttribute, MdxJsxExpressionAttribute } from 'mdast-util-mdx';
import { listed, nearest } from '../model/nearest.ts';
import {
  type CapturedValue,
  type Link,
  type Locale,
  type Position,
  type SnippetReference,
  SOURCE_LOCALE,
} from '../model/page.ts';
import type { Report } from './problems.ts';
import type { JsxElement, Parts } from './tree.ts';

export interface Elements {
  readonly snippetReferences: readonly SnippetReference[];
  readonly capturedValues: readonly CapturedValue[];
  readonly links: readonly Link[];
}

export function readElements({ elements, links }: Parts, locale: Locale, report: Report): Elements {
  const references = elements
    .filter(({ name }) => name === 'Snippet')
    .map((element) => reference(element, locale, report));
  const values = elements.filter(({ name }) => name === 'Captured').map((element) => capturedValue(element, report));
  return {
    snippetReferences: references.filter((found) => found !== undefined),
    capturedValues: values.filter((found) => found !== undefined),
    links: [
      ...links.map(({ url, position }) => ({ url, position: startOf({ position }) })),
      ...elements.flatMap(anchor),
    ],
  };
}

function reference(element: JsxElement, locale: Locale, report: Report): SnippetReference | undefined {
  const position = startOf(element);
  if (locale === SOURCE_LOCALE) {
    const hint = `Only translations refer to snippets; the "${SOURCE_LOCALE}" page holds them, as fences with snippet=ID.`;
    report('snippet-reference-in-source', position, 'a reference to a snippet in a source page', hint);
    return undefined;
  }
  const { id } = literals(element, ['id'], report);
  if (id !== undefined) return { id: id.text, position };
  if (!has(element, 'id')) report('attribute-invalid', position, '<Snippet> has no id', 'Write <Snippet id="…" />.');
  return undefined;
}

const CAPTURED_FORM = 'Write <Captured of="snippet-id" path="[0].Name" />, or match="a (regexp)" in place of path.';

function capturedValue(element: JsxElement, report: Report): CapturedValue | undefined {
  const position = startOf(element);
  const { of, path, match, step } = literals(element, ['of', 'path', 'match', 'step'], report);
  if (!of) {
    if (!has(element, 'of'))
      report('attribute-invalid', position, '<Captured> does not say of which snippet', CAPTURED_FORM);
    return undefined;
  }
  if (has(element, 'path') === has(element, 'match')) {
    const fault = path ? 'both path and match' : 'neither path nor match';
    report('attribute-invalid', position, `<Captured> has ${fault}`, CAPTURED_FORM);
    return undefined;
  }
  if (step && !/^[1-9]\d{0,3}$/u.test(step.text)) {
    report('attribute-invalid', step.position, `"${step.text}" is not a step`, 'Steps count from 1: step={2}.');
    return undefined;
  }
  if (match && !isRegExp(match.text)) {
    report('attribute-invalid', match.position, `"${match.text}" is not a regular expression`, CAPTURED_FORM);
    return undefined;
  }
  if (!path && !match) return undefined;
  return { of: of.text, step: step && Number(step.text), path: path?.text, match: match?.text, position };
}

interface Literal {
  readonly text: string;
  readonly position: Position;
}

/** The known attributes that have literal values; all others are reported. */
function literals<Name extends string>(element: JsxElement, known: readonly Name[], report: Report) {
  const found: { [Key in Name]?: Literal } = {};
  for (const attribute of element.attributes) {
    const position = startOf(attribute, element);
    const name = attribute.type === 'mdxJsxAttribute' ? known.find((one) => one === attribute.name) : undefined;
    const text = literal(attribute);
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      report(
        'attribute-invalid',
        position,
        `<${element.name}> takes no {...} attributes`,
        `Known are ${listed(known)}.`,
      );
    } else if (name === undefined) {
      const meant = nearest(attribute.name, known);
      const hint = meant === undefined ? `Known are ${listed(known)}.` : `Did you mean "${meant}"?`;
      report('attribute-unknown', position, `"${attribute.name}" is not an attribute of <${element.name}>`, hint);
    } else if (text === undefined) {
      report('attribute-invalid', position, `${name} must be a literal text`, `Write ${name}="…".`);
    } else found[name] = { text, position };
  }
  return found;
}

/** Of `name="text"`, `name={"text"}` and `name={2}`. */
function literal({ value }: MdxJsxAttribute | MdxJsxExpressionAttribute): string | undefined {
  if (typeof value === 'string') return value;
  const source = value?.value.trim() ?? '';
  if (/^\d+$/u.test(source)) return source;
  const [, , quoted] = /^(["'])([^"'\\]*)\1$/u.exec(source) ?? [];
  return quoted;
}

function has({ attributes }: JsxElement, wanted: string): boolean {
  return attributes.some((attribute) => attribute.type === 'mdxJsxAttribute' && attribute.name === wanted);
}

function isRegExp(source: string): boolean {
  try {
    return new RegExp(source, 'mu') instanceof RegExp;
  } catch {
    return false;
  }
}

function anchor(element: JsxElement): Link[] {
  if (element.name !== 'a') return [];
  return element.attributes.flatMap((attribute) => {
    const url = attribute.type === 'mdxJsxAttribute' && attribute.name === 'href' ? literal(attribute) : undefined;
    return url === undefined ? [] : [{ url, position: startOf(element) }];
  });
}

type Positioned = { readonly position?: { readonly start: Position } | undefined };

function startOf(node: Positioned, around?: Positioned): Position {
  const { line, column } = (node.position ?? around?.position)?.start ?? { line: 1, column: 1 };
  return { line, column };
}
