/**
 * Text that is directly beside a value, so that readers take it for a part of the value: in `--network host`-net, for
 * example. Chinese characters and the punctuation of a sentence are no such text.
 */
import type { Literal } from '../parsed-page.ts';
import { startOf } from './attributes.ts';
import { type ShownText, VALUE, type ValueNode } from './shown-text.ts';

const GLUE = String.raw`[\w\xc0-\u017e.\/+=@#$%&*^~\\:${VALUE}\-]`;
const BEFORE = new RegExp(`${GLUE}+$`, 'u');
const AFTER = new RegExp(`^${GLUE}+`, 'u');
/** In UTF-16 code units. */
const LONGEST = 100;

/** Returns the values of a text that have text beside them, together with that text. */
export function attachedIn({ text, parts }: ShownText): Literal[] {
  return parts.flatMap(({ start, node }): Literal[] => {
    if (node.type === 'text') return [];
    const whole = withAttached(text, start, start + 1, textOfValue(node));
    return whole === undefined ? [] : [{ kind: 'attached', text: whole, position: startOf(node) }];
  });
}

/** Returns a value with the text beside it. Returns undefined if there is none. */
export function withAttached(text: string, start: number, end: number, value: string): string | undefined {
  const before = BEFORE.exec(text.slice(Math.max(0, start - LONGEST), start))?.[0] ?? '';
  const after = AFTER.exec(text.slice(end, end + LONGEST))?.[0].replace(/[.:]+$/u, '') ?? '';
  return before + after === '' ? undefined : `${before}${value}${after}`.replaceAll(VALUE, '…');
}

function textOfValue(node: ValueNode): string {
  if (node.type === 'inlineCode') return `\`${node.value}\``;
  const attributes = node.attributes.map((attribute) => {
    const { value } = attribute;
    const text = typeof value === 'string' ? value : (value?.value ?? '').replace(/^["']|["']$/gu, '');
    return ` ${attribute.type === 'mdxJsxAttribute' ? attribute.name : ''}="${text}"`;
  });
  const content = node.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
  return `<${node.name}${attributes.sort().join('')}>${content}`;
}
