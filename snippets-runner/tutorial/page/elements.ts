/** Reads `<Snippet>`, `<Captured>` and links. All other components are read by the site alone. */
import type { MdxJsxAttribute, MdxJsxExpressionAttribute } from 'mdast-util-mdx';
import { listed, nearest } from '../../base/nearest.ts';
import { regExpMistake } from '../author-regexp.ts';
import {
  type CapturedValue,
  type Link,
  type Locale,
  type Position,
  type SnippetReference,
  SOURCE_LOCALE,
} from '../page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { JsxElement, SyntaxNodes } from '../source/syntax-tree.ts';

export interface Elements {
  readonly snippetReferences: readonly SnippetReference[];
  readonly capturedValues: readonly CapturedValue[];
  readonly links: readonly Link[];
}

export function readElements({ elements, links }: SyntaxNodes, locale: Locale, report: ReportProblem): Elements {
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

function reference(element: JsxElement, locale: Locale, report: ReportProblem): SnippetReference | undefined {
  const position = startOf(element);
  if (locale === SOURCE_LOCALE) {
    const hint = `Write the snippet itself: a code block with snippet=ID. Only a translation refers to the snippets of its "${SOURCE_LOCALE}" page.`;
    report('snippet-reference-in-source', position, `<Snippet> is not allowed in a page in "${SOURCE_LOCALE}"`, hint);
    return undefined;
  }
  const { values, areValid } = literals(element, ['id'], report);
  if (values.id) return { id: values.id.text, position };
  if (areValid) report('attribute-invalid', position, '<Snippet> has no id', 'Write <Snippet id="…" />.');
  return undefined;
}

const CAPTURED_FORM =
  'Write <Captured of="snippet-id" path="[0].Name" />, or <Captured of="snippet-id" match="a (regexp)" />.';

/** Returns undefined if the element has a mistake, after reporting it. */
function capturedValue(element: JsxElement, report: ReportProblem): CapturedValue | undefined {
  const { values, areValid } = literals(element, ['of', 'path', 'match', 'step'], report);
  if (!areValid) return undefined;
  const position = startOf(element);
  const { of, path, match, step } = values;
  const invalid = (at: Position, message: string, hint = CAPTURED_FORM) => {
    report('attribute-invalid', at, message, hint);
    return undefined;
  };
  if (!of) return invalid(position, '<Captured> has no "of", so its snippet is not known');
  if (path && match) return invalid(position, '<Captured> has both path and match, but takes only one');
  if (!path && !match) return invalid(position, '<Captured> has neither path nor match, but needs one');
  if (match && regExpMistake(match.text, 'mu') !== undefined)
    return invalid(match.position, `"${match.text}" is not a valid regular expression`);
  if (step && !/^[1-9]\d{0,3}$/u.test(step.text)) {
    return invalid(
      step.position,
      `"${step.text}" is not the number of a step`,
      'Steps count from 1. Write step={2} for the second.',
    );
  }
  return { of: of.text, step: step && Number(step.text), path: path?.text, match: match?.text, position };
}

interface Literal {
  readonly text: string;
  readonly position: Position;
}

/** Returns the known attributes that have literal values, and reports all others. */
function literals<Name extends string>(element: JsxElement, known: readonly Name[], report: ReportProblem) {
  const values: { [Key in Name]?: Literal } = {};
  const faults: Parameters<ReportProblem>[] = [];
  for (const attribute of element.attributes) {
    const position = startOf(attribute, element);
    const name = attribute.type === 'mdxJsxAttribute' ? known.find((one) => one === attribute.name) : undefined;
    const text = literal(attribute);
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      report(
        'attribute-invalid',
        position,
        `<${element.name}> does not take {...}`,
        `Write each attribute by its name: ${listed(known)}.`,
      );
    } else if (name === undefined) {
      const meant = nearest(attribute.name, known);
      const hint = meant === undefined ? `The attributes are ${listed(known)}.` : `Did you mean "${meant}"?`;
      const message = `<${element.name}> has no attribute "${attribute.name}"`;
      faults.push(['attribute-unknown', position, message, hint]);
    } else if (text === undefined) {
      faults.push([
        'attribute-invalid',
        position,
        `the value of "${name}" is an expression, but must be text`,
        `Write ${name}="…".`,
      ]);
    } else values[name] = { text, position };
  }
  for (const fault of faults) report(...fault);
  return { values, areValid: faults.length === 0 };
}

/** Returns the value of `name="text"`, `name={"text"}` or `name={2}`. Returns undefined for any other expression. */
export function literal({ value }: MdxJsxAttribute | MdxJsxExpressionAttribute): string | undefined {
  if (typeof value === 'string') return value;
  const source = value?.value.trim() ?? '';
  if (/^\d+$/u.test(source)) return source;
  const [, , quoted] = /^(["'])([^"'\\]*)\1$/u.exec(source) ?? [];
  return quoted;
}

/** Returns the link of an `<a href="…">`. */
function anchor(element: JsxElement): Link[] {
  if (element.name !== 'a') return [];
  return element.attributes.flatMap((attribute) => {
    const url = attribute.type === 'mdxJsxAttribute' && attribute.name === 'href' ? literal(attribute) : undefined;
    return url === undefined ? [] : [{ url, position: startOf(element) }];
  });
}

type SyntaxNode = { readonly position?: { readonly start: Position } | undefined };

export function startOf(node: SyntaxNode, around?: SyntaxNode): Position {
  const { line, column } = (node.position ?? around?.position)?.start ?? { line: 1, column: 1 };
  return { line, column };
}
