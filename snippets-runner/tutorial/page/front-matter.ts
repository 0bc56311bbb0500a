/**
 * What a page says of itself at its top, in YAML. The schema is strict; every mistake is reported at the
 * key or value that has it, and what is right is still used.
 */
import { type Document, isMap, isScalar, type Node, parseDocument } from 'yaml';
import * as z from 'zod';
import { KERNEL_FEATURES, type LabSpec, LEFTOVER_KINDS, type Locale, type Position, SOURCE_LOCALE } from '../page.ts';
import type { FrontMatterPositions, ProseText } from '../parsed-page.ts';
import { nodePlaceholder, OUTSIDE_PLACEHOLDER } from '../snippet/placeholder.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText, Span } from '../source/source-text.ts';
import { textLines } from '../source/text-lines.ts';
import { describeIssue, type YamlPath } from './front-matter-messages.ts';

export interface FrontMatter {
  /** Empty where it is missing. */
  readonly title: string;
  readonly description: string;
  readonly order: number | undefined;
  readonly translated: readonly string[] | undefined;
  readonly lab: LabSpec;
  /** False when `lab` is wrong in itself and the default stands in its place. */
  readonly labIsValid: boolean;
  readonly positions: FrontMatterPositions;
  readonly prose: readonly ProseText[];
}

export const DEFAULT_LAB: LabSpec = { nodes: ['host'], images: [], needs: [], outside: false, leaves: [] };

const line = z.string().trim().min(1);
export const labSchema = z.strictObject({
  nodes: z
    .array(z.string().regex(/^[a-z][a-z0-9-]*[a-z0-9]$/u))
    .min(1)
    .optional(),
  images: z.array(line).optional(),
  needs: z.array(z.enum(KERNEL_FEATURES)).optional(),
  outside: z.boolean().optional(),
  leaves: z.array(z.enum(LEFTOVER_KINDS)).optional(),
});
const everyPage = { title: line, description: line, order: z.number().optional() };
const sourceSchema = z.strictObject({ ...everyPage, lab: labSchema.optional() });
const translationSchema = z.strictObject({
  ...everyPage,
  translated: z.array(z.string().regex(/^[0-9a-f]{8}$/u)).optional(),
});
/** The front matter of a source page or a translation. */
export const frontMatterSchema = z.strictObject({ ...sourceSchema.shape, ...translationSchema.shape });
/** The valid part of a front matter that has mistakes. */
const validPart = frontMatterSchema.partial();

/** @param span of the YAML between the dashes */
export function parseFrontMatter(
  span: Span | undefined,
  locale: Locale,
  source: SourceText,
  report: ReportProblem,
): FrontMatter {
  const yaml = readYaml(span, source, report);
  if (!yaml) return { ...toFrontMatter({}, false), positions: { images: [], translated: undefined }, prose: [] };
  const { data, wrong } = validated(yaml, locale, report);
  checkNodes(data.lab, yaml, report);
  const positions = {
    images: (data.lab?.images ?? []).map((_, index) => yaml.positionOf(['lab', 'images', index])),
    translated: data.translated && yaml.positionOfKey(['translated']),
  };
  return {
    ...toFrontMatter(data, !wrong.has('lab')),
    positions,
    prose: yaml.proseOf(['title', 'description']),
  };
}

type Data = z.infer<typeof validPart>;

function toFrontMatter(data: Data, labIsValid: boolean): Omit<FrontMatter, 'positions' | 'prose'> {
  return {
    title: data.title ?? '',
    description: data.description ?? '',
    order: data.order,
    translated: data.translated,
    lab: { ...DEFAULT_LAB, ...withoutUndefined(data.lab ?? {}) },
    labIsValid,
  };
}

export function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}

/** Parsed YAML that knows where its parts are. */
export interface Yaml {
  readonly data: unknown;
  positionOf(path: YamlPath): Position;
  positionOfKey(path: YamlPath): Position;
  proseOf(keys: readonly string[]): ProseText[];
}

export function readYaml(span: Span | undefined, source: SourceText, report: ReportProblem): Yaml | undefined {
  if (!span) {
    const hint = 'Begin the page with "---", title, description, "---", each on a line of its own.';
    report('front-matter-invalid', { line: 1, column: 1 }, 'there is no front matter', hint);
    return undefined;
  }
  // To YAML, unlike Markdown, a carriage return alone does not end a line.
  const text = source.text.slice(span.start, span.end).replace(/\r(?!\n)/gu, '\n');
  const document = parseDocument(text, { prettyErrors: false });
  const positionAt = (offset: number) => source.positionAt(span.start + offset);
  const hint = 'Front matter is YAML: "key: value" lines; quote a value that has ": " or " #" in it.';
  for (const { message, pos } of document.errors) {
    report('front-matter-invalid', positionAt(pos[0]), message, hint);
  }
  if (document.errors.length > 0) return undefined;
  try {
    return located(document, document.toJS(), positionAt, source);
  } catch (error) {
    report('front-matter-invalid', positionAt(0), (error as Error).message, hint);
    return undefined;
  }
}

function located(
  document: Document,
  data: unknown,
  positionAt: (offset: number) => Position,
  source: SourceText,
): Yaml {
  const node = (path: YamlPath) => document.getIn(path, true) as Node | undefined;
  const positionOfKey = (path: YamlPath): Position => {
    const parent = node(path.slice(0, -1));
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
    const range = (pair?.key as Node | undefined)?.range;
    if (range) return positionAt(range[0]);
    return path.length > 1 ? positionOfKey(path.slice(0, -1)) : { line: 1, column: 1 };
  };
  const positionOf = (path: YamlPath): Position => {
    const range = node(path)?.range;
    return range ? positionAt(range[0]) : positionOfKey(path);
  };
  const proseOf = (keys: readonly string[]) =>
    keys.flatMap((key) => {
      const range = node([key])?.range;
      return range ? textLines(source, positionAt(range[0]), positionAt(range[1])) : [];
    });
  return { data, positionOf, positionOfKey, proseOf };
}

function validated(yaml: Yaml, locale: Locale, report: ReportProblem): { data: Data; wrong: ReadonlySet<string> } {
  const schema = locale === SOURCE_LOCALE ? sourceSchema : translationSchema;
  const result = schema.safeParse(yaml.data);
  if (result.success) return { data: result.data, wrong: new Set() };
  for (const issue of result.error.issues) {
    for (const { path, atKey, message, hint } of describeIssue(issue, yaml.data, locale)) {
      report('front-matter-invalid', atKey ? yaml.positionOfKey(path) : yaml.positionOf(path), message, hint);
    }
  }
  const wrong = new Set(result.error.issues.flatMap(({ path: [key] }) => (key === undefined ? [] : [String(key)])));
  const entries = Object.entries(yaml.data ?? {}).filter(
    ([key]) => Object.hasOwn(schema.shape, key) && !wrong.has(key),
  );
  return { data: validPart.parse(Object.fromEntries(entries)), wrong };
}

export function checkNodes(spec: Data['lab'], yaml: Yaml, report: ReportProblem): void {
  const given = new Set(spec?.outside === true ? [OUTSIDE_PLACEHOLDER] : []);
  for (const [index, name] of (spec?.nodes ?? []).entries()) {
    const placeholder = nodePlaceholder(name);
    if (given.has(placeholder)) {
      const hint = `Names of nodes are unique, and so are the placeholders of their addresses (here <${placeholder}>).`;
      report(
        'front-matter-invalid',
        yaml.positionOf(['lab', 'nodes', index]),
        `the node's name "${name}" is taken`,
        hint,
      );
    }
    given.add(placeholder);
  }
}
