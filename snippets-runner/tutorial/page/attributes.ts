/** Reads the attributes of elements. Every element has a closed set of them, and their values are text. */
import type { MdxJsxAttribute, MdxJsxExpressionAttribute } from 'mdast-util-mdx';
import { listed, nearest } from '../../base/nearest.ts';
import type { Position } from '../page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { JsxElement } from '../source/syntax-tree.ts';

export interface AttributeValue {
  readonly text: string;
  readonly position: Position;
}

export type AttributeValues = Readonly<Record<string, AttributeValue | undefined>>;

/** Returns the attributes of an element by name. Returns undefined if one is wrong, after reporting each that is. */
export function readAttributes(
  element: JsxElement,
  known: readonly string[],
  report: ReportProblem,
): AttributeValues | undefined {
  const values: Record<string, AttributeValue> = {};
  let areValid = true;
  for (const attribute of element.attributes) {
    const position = startOf(attribute, element);
    const fault = faultOf(attribute, element, known, values);
    if (fault) {
      report(fault.code, position, fault.message, fault.hint);
      areValid = false;
    } else if (attribute.type === 'mdxJsxAttribute') {
      values[attribute.name] = { text: literal(attribute) ?? '', position };
    }
  }
  return areValid ? values : undefined;
}

function faultOf(
  attribute: MdxJsxAttribute | MdxJsxExpressionAttribute,
  { name: element }: JsxElement,
  known: readonly string[],
  before: AttributeValues,
) {
  const list = () => (known.length === 0 ? `<${element}> has no attributes.` : `The attributes are ${listed(known)}.`);
  if (attribute.type === 'mdxJsxExpressionAttribute') {
    return { code: 'attribute-invalid', message: `<${element}> does not take {...}`, hint: list() } as const;
  }
  const { name } = attribute;
  if (!known.includes(name)) {
    const meant = nearest(name, known);
    const hint = meant === undefined ? list() : `Did you mean "${meant}"?`;
    return { code: 'attribute-unknown', message: `<${element}> has no attribute "${name}"`, hint } as const;
  }
  if (Object.hasOwn(before, name)) {
    const message = `the attribute ${name} is given twice`;
    return { code: 'attribute-duplicate', message, hint: 'Keep one of the two.' } as const;
  }
  if (literal(attribute) !== undefined) return undefined;
  const message = `the value of "${name}" is an expression, but must be text`;
  return { code: 'attribute-invalid', message, hint: `Write ${name}="…".` } as const;
}

/** Returns the text of an attribute. Returns undefined if the element does not have it, or if it is an expression. */
export function attributeText({ attributes }: JsxElement, name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.type === 'mdxJsxAttribute' && attribute.name === name);
  return found?.type === 'mdxJsxAttribute' ? literal(found) : undefined;
}

/** Returns the value of `name="text"`, `name={"text"}` or `name={2}`. Returns undefined for any other expression. */
function literal({ value }: MdxJsxAttribute): string | undefined {
  if (typeof value === 'string') return value;
  const source = value?.value.trim() ?? '';
  if (/^\d+$/u.test(source)) return source;
  const [, , quoted] = /^(["'])([^"'\\]*)\1$/u.exec(source) ?? [];
  return quoted;
}

type SyntaxNode = { readonly position?: { readonly start: Position } | undefined };

export function startOf(node: SyntaxNode, around?: SyntaxNode): Position {
  const { line, column } = (node.position ?? around?.position)?.start ?? { line: 1, column: 1 };
  return { line, column };
}
