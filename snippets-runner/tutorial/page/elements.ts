/**
 * Reads the elements of a page. The set is closed: a page contains no other component and no other HTML. So no text is
 * hidden from readers, and whatever readers see is compared with the page in the other language.
 */
import { listed, nearest } from '../../base/nearest.ts';
import { ownMember } from '../../base/own-member.ts';
import { regExpMistake } from '../author-regexp.ts';
import {
  type CapturedValue,
  type DrawingReference,
  type Link,
  type Locale,
  type PathElement,
  type ReachElement,
  type SnippetReference,
  SOURCE_LOCALE,
} from '../page.ts';
import type { Literal } from '../parsed-page.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { JsxElement } from '../source/syntax-tree.ts';
import { type AttributeValues, readAttributes, startOf } from './attributes.ts';

export interface Elements {
  readonly snippetReferences: readonly SnippetReference[];
  readonly capturedValues: readonly CapturedValue[];
  readonly drawings: readonly DrawingReference[];
  readonly reachElements: readonly ReachElement[];
  readonly pathElements: readonly PathElement[];
  /** The links of `<a>`. */
  readonly anchors: readonly Link[];
  /** The keys of `<Keys>` and `<kbd>`. */
  readonly keys: readonly Literal[];
}

interface ElementKind {
  readonly attributes: readonly string[];
  /** Whether the site shows what is between its tags. */
  readonly hasContent: boolean;
  /** Whether it is a frame around blocks. */
  readonly isFrame?: boolean;
  /** What readers see, if it stands between texts and not within one. */
  readonly block?: string;
}

/** Elements around blocks. The site draws a frame around them. */
const CALLOUT: ElementKind = { attributes: [], hasContent: true, isFrame: true };
const ELEMENTS: Readonly<Record<string, ElementKind>> = {
  Captured: { attributes: ['of', 'path', 'match', 'step'], hasContent: false },
  Caution: CALLOUT,
  Check: CALLOUT,
  CleanUp: CALLOUT,
  Decision: CALLOUT,
  Drawing: { attributes: ['of', 'after'], hasContent: false, block: 'a drawing' },
  Exercise: { ...CALLOUT, attributes: ['id'] },
  Goal: CALLOUT,
  Hint: CALLOUT,
  Keys: { attributes: ['press'], hasContent: false },
  Note: CALLOUT,
  Path: { attributes: ['of'], hasContent: false, block: 'the way of a packet' },
  Question: CALLOUT,
  Reach: { attributes: ['of'], hasContent: false, block: 'a table of who reaches whom' },
  Says: { attributes: ['message', 'means'], hasContent: false },
  SetUp: CALLOUT,
  Snippet: { attributes: ['id'], hasContent: false },
  Solution: CALLOUT,
  Tip: CALLOUT,
  Wrong: { ...CALLOUT, attributes: ['message'] },
  a: { attributes: ['href'], hasContent: true },
  kbd: { attributes: [], hasContent: true },
};

/** Returns whether an element is a frame around blocks. */
export function isCallout({ name }: JsxElement): boolean {
  return ownMember(ELEMENTS, name ?? '')?.isFrame ?? false;
}

/** Returns what readers see of an element that stands between texts; undefined for one that is a part of a text. */
export function blockName({ name }: JsxElement): string | undefined {
  return ownMember(ELEMENTS, name ?? '')?.block;
}

/** Returns whether an element shows only what is between its tags. */
export function hasContent({ name }: JsxElement): boolean {
  return ownMember(ELEMENTS, name ?? '')?.hasContent ?? false;
}

/** Reads all elements, and reports every mistake in them. */
export function readElements(elements: readonly JsxElement[], locale: Locale, report: ReportProblem): Elements {
  const snippetReferences: SnippetReference[] = [];
  const capturedValues: CapturedValue[] = [];
  const drawings: DrawingReference[] = [];
  const reachElements: ReachElement[] = [];
  const pathElements: PathElement[] = [];
  const anchors: Link[] = [];
  const keys: Literal[] = [];
  for (const element of elements) {
    const { name } = element;
    const position = startOf(element);
    if (name === 'Snippet' && locale === SOURCE_LOCALE) {
      refuseReference(element, report);
      continue;
    }
    const values = valuesOf(element, report);
    if (!values) continue;
    if (name === 'Snippet') {
      const id = required(values, 'id', element, report);
      if (id !== undefined) snippetReferences.push({ id, position });
    } else if (name === 'Captured') {
      const value = capturedValue(element, values, report);
      if (value) capturedValues.push(value);
    } else if (name === 'Drawing') {
      const [of, after] = [required(values, 'of', element, report), required(values, 'after', element, report)];
      if (of !== undefined && after !== undefined) drawings.push({ of, after, position });
    } else if (name === 'Reach') {
      const reach = reachElement(element, values, report);
      if (reach) reachElements.push(reach);
    } else if (name === 'Path') {
      const path = pathElement(element, values, report);
      if (path) pathElements.push(path);
    } else if (name === 'Says') {
      required(values, 'message', element, report);
      required(values, 'means', element, report);
    } else if (name === 'a') {
      const url = required(values, 'href', element, report);
      if (url !== undefined) anchors.push({ url, position });
    } else if (name === 'Keys') {
      const text = required(values, 'press', element, report);
      if (text !== undefined) keys.push({ kind: 'keys', text, position });
    } else if (name === 'kbd') keys.push({ kind: 'kbd', text: textOfKey(element, report), position });
  }
  return { snippetReferences, capturedValues, drawings, reachElements, pathElements, anchors, keys };
}

/** Returns undefined if a page cannot have the element, or if its attributes are wrong, after reporting it. */
function valuesOf(element: JsxElement, report: ReportProblem): AttributeValues | undefined {
  const name = element.name ?? '';
  const kind = ownMember(ELEMENTS, name);
  if (!kind) {
    const meant = nearest(name, Object.keys(ELEMENTS));
    const known = listed(Object.keys(ELEMENTS).map((each) => `<${each}>`));
    const hint = meant === undefined ? `Write Markdown, or one of ${known}.` : `Did you mean <${meant}>?`;
    report('element-unknown', startOf(element), `a page cannot have <${name}>`, hint);
    return undefined;
  }
  if (!kind.hasContent && element.children.length > 0) {
    const message = `what is between <${name}> and </${name}> is not shown`;
    report('markup-refused', startOf(element), message, `Write <${name} … /> without a closing tag.`);
  }
  if (kind.block !== undefined && element.type === 'mdxJsxTextElement') {
    const hint = 'Put an empty line before and after it.';
    report('markup-refused', startOf(element), `<${name}> is ${kind.block}, and cannot stand within a text`, hint);
  }
  return readAttributes(element, kind.attributes, report);
}

function refuseReference(element: JsxElement, report: ReportProblem): void {
  const message = `<Snippet> is not allowed in a page in "${SOURCE_LOCALE}"`;
  const hint = `Write the snippet itself: a code block with snippet=ID. Only a translation refers to the snippets of its "${SOURCE_LOCALE}" page.`;
  report('snippet-reference-in-source', startOf(element), message, hint);
}

/** An empty link is reported as a dead one. */
function required(values: AttributeValues, name: string, element: JsxElement, report: ReportProblem) {
  const text = values[name]?.text;
  if (text !== undefined && (text !== '' || name === 'href')) return text;
  const message = `<${element.name}> has no ${name}`;
  report('attribute-invalid', startOf(element), message, `Write <${element.name} ${name}="…">.`);
  return undefined;
}

function textOfKey({ children }: JsxElement, report: ReportProblem): string {
  return children
    .map((child) => {
      if (child.type === 'text') return child.value;
      report('markup-refused', startOf(child), '<kbd> contains only text', 'Write the name of one key, as it is.');
      return '';
    })
    .join('');
}

const CAPTURED_FORM =
  'Write <Captured of="snippet-id" path="[0].Name" />, or <Captured of="snippet-id" match="a (regexp)" />.';

/** Returns undefined if the attributes do not fit together, after reporting it. */
function capturedValue(
  element: JsxElement,
  { of, path, match, step }: AttributeValues,
  report: ReportProblem,
): CapturedValue | undefined {
  const position = startOf(element);
  const invalid = (at: typeof position, message: string, hint = CAPTURED_FORM) => {
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

/** Returns undefined if the table names no snippet, after reporting it. */
function reachElement(element: JsxElement, { of }: AttributeValues, report: ReportProblem): ReachElement | undefined {
  const position = startOf(element);
  if (!of) return { of: undefined, position };
  const ids = idsIn(of.text);
  if (ids.length > 0) return { of: ids, position };
  const hint = 'Write the ids of snippets, with a space between two: <Reach of="ping-by-name ping-by-address" />.';
  report('attribute-invalid', of.position, '<Reach> has an "of" that names no snippet', hint);
  return undefined;
}

function idsIn(text: string): readonly string[] {
  return text.split(/\s+/u).filter((id) => id !== '');
}

/** Returns undefined if the element names no snippet, after reporting it. */
function pathElement(element: JsxElement, values: AttributeValues, report: ReportProblem): PathElement | undefined {
  const of = required(values, 'of', element, report);
  if (of === undefined) return undefined;
  const [position, ids] = [startOf(element), idsIn(of)];
  if (ids.length > 0) return { of: ids, position };
  const hint = 'Write the id of the snippet that prints where the packet was seen: <Path of="the-way" />.';
  report('attribute-invalid', values.of?.position ?? position, '<Path> has an "of" that names no snippet', hint);
  return undefined;
}
