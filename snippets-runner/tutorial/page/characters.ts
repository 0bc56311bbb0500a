/** Refuses characters in the source of a page, and those that its escapes and character references stand for. */
import type { Image, Link, Nodes } from 'mdast';
import type { Position } from '../page.ts';
import { refusedCharacters, whiteReference } from '../source/characters.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText } from '../source/source-text.ts';
import { isElement, type SyntaxNodes } from '../source/syntax-tree.ts';

export function checkCharacters(nodes: SyntaxNodes, source: SourceText, report: ReportProblem): void {
  const isCode = (index: number) =>
    nodes.fences.some(({ position }) => {
      return (position?.start.offset ?? Infinity) <= index && index < (position?.end.offset ?? 0);
    });
  for (const { index, message, hint } of refusedCharacters(source.text, isCode)) {
    report('character-refused', source.positionAt(index), message, hint);
  }
  if (!source.text.includes('&')) return;
  for (const node of [...nodes.texts, ...nodes.links, ...nodes.references, ...nodes.definitions, ...nodes.elements]) {
    checkReferences(node, source, report);
  }
}

/** The place of what a reference stands for is that of the first `&` of the node. */
function checkReferences(node: Nodes, source: SourceText, report: ReportProblem): void {
  const [start = 0, end = 0] = [node.position?.start.offset, node.position?.end.offset];
  const raw = source.text.slice(start, end);
  const ampersand = raw.indexOf('&');
  if (ampersand < 0) return;
  const position = source.positionAt(start + ampersand);
  for (const { character, message, hint } of decodedTexts(node).flatMap((text) => refusedCharacters(text))) {
    if (!raw.includes(character)) report('character-refused', position, message, hint);
  }
  const white = node.type === 'text' ? whiteReference(raw) : undefined;
  if (white) {
    const message = `${white.reference} is white space, but counts as text`;
    report('character-refused', source.positionAt(start + white.index), message, 'Write a space, or a new paragraph.');
  }
}

/** Returns the texts of a node itself, without those of its children. */
function decodedTexts(node: Nodes): string[] {
  if (node.type === 'text') return [node.value];
  if (isElement(node)) {
    return node.attributes.map(({ value }) => (typeof value === 'string' ? value : (value?.value ?? '')));
  }
  const { url, title, alt } = node as Partial<Link & Image>;
  return [url, title, alt].filter((text) => typeof text === 'string');
}

/** Checks a value of the front matter, with the escapes of YAML resolved. */
export function checkValue(value: string, source: SourceText, position: Position, report: ReportProblem): void {
  for (const { character, message, hint } of refusedCharacters(value)) {
    if (!source.text.includes(character)) report('character-refused', position, message, hint);
  }
}
