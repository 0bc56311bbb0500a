/** The YAML front matter of a page. The schema is strict. Every mistake is reported, and the valid keys are still used. */
import * as z from 'zod';
import { SLUG, SNIPPET_ID } from '../names.ts';
import { type Begins, type LabSpec, type Locale, type Position, SOURCE_LOCALE } from '../page.ts';
import type { FrontMatterPositions, Literal, ProseText } from '../parsed-page.ts';
import { type PositionedYaml, parseYaml } from '../source/positioned-yaml.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText, Span } from '../source/source-text.ts';
import { withAttached } from './attached.ts';
import { checkValue } from './characters.ts';
import { describeIssue } from './front-matter-messages.ts';
import { DEFAULT_LAB, labSchema, nodeMistakes, toLabSpec } from './lab.ts';
import { numbersIn } from './numbers.ts';
import { plainUrl } from './plain-url.ts';

export interface FrontMatter {
  /** Empty if it is missing. */
  readonly title: string;
  /** Empty if it is missing. */
  readonly description: string;
  readonly order: number | undefined;
  readonly translated: readonly string[] | undefined;
  /** Whether readers look things up in it. */
  readonly lookup?: true;
  readonly lab: LabSpec;
  /** Without the placeholders, which only the snippets of the page have. */
  readonly begins?: Omit<Begins, 'placeholders'>;
  /** False if `lab` has mistakes. Then `lab` is the default. */
  readonly labIsValid: boolean;
  readonly positions: FrontMatterPositions;
  readonly prose: readonly ProseText[];
  /** The code and the numbers of the title and of the description. */
  readonly literals: readonly Literal[];
}

const line = z.string().trim().min(1);
/** What readers call the things of the page. The site's search finds the page by them. */
const keywords = z.array(line).optional();
const everyPage = { title: line, description: line, keywords, order: z.number().optional() };
const begins = z.strictObject({
  page: line.regex(SLUG),
  snippets: z.array(z.string().regex(SNIPPET_ID)).min(1),
});
const sourceSchema = z.strictObject({
  ...everyPage,
  begins: begins.optional(),
  section: line.optional(),
  lookup: z.boolean().optional(),
  lab: labSchema.optional(),
});
const translationSchema = z.strictObject({
  ...everyPage,
  translated: z.array(z.string().regex(/^[0-9a-f]{8}$/u)).optional(),
});
/** The front matter of a source page or a translation. */
export const frontMatterSchema = z.strictObject({ ...sourceSchema.shape, ...translationSchema.shape });
/** Front matter from which keys with mistakes have been removed. */
const validPart = frontMatterSchema.partial();

/**
 * Reads the front matter of a page, and reports every mistake in it.
 * @param span the YAML between the dashes; undefined if the page has no front matter
 */
export function parseFrontMatter(
  span: Span | undefined,
  locale: Locale,
  source: SourceText,
  report: ReportProblem,
): FrontMatter {
  const yaml = readYaml(span, source, report);
  if (!yaml)
    return {
      ...toFrontMatter({}, false),
      positions: { images: [], order: undefined, translated: undefined },
      prose: [],
      literals: [],
    };
  const { data, invalidKeys } = validated(yaml, locale, report);
  for (const { index, message, hint } of nodeMistakes(data.lab ?? {})) {
    report('front-matter-invalid', yaml.positionOf(['lab', 'nodes', index]), message, hint);
  }
  for (const field of FIELDS) {
    const value = data[field] ?? '';
    checkValue(value, source, yaml.positionOf([field]), report);
    const url = plainUrl(value);
    if (!url) continue;
    const message = `the ${field} cannot have the address "${url.text}"`;
    report('markup-refused', yaml.positionOf([field]), message, 'Write it as a link in the text of the page.');
  }
  checkKeywords(data.keywords ?? [], (index) => yaml.positionOf(['keywords', index]), source, report);
  const positions = {
    images: (data.lab?.images ?? []).map((_, index) => yaml.positionOf(['lab', 'images', index])),
    order: data.order === undefined ? undefined : yaml.positionOfKey(['order']),
    translated: data.translated && yaml.positionOfKey(['translated']),
  };
  return {
    ...toFrontMatter(data, !invalidKeys.has('lab')),
    ...(invalidKeys.has('begins') && { begins: unreadBegins(yaml.positionOf(['begins'])) }),
    ...(data.begins && { begins: { ...data.begins, positions: beginsPositions(data.begins, yaml) } }),
    positions,
    prose: FIELDS.flatMap((field) => yaml.proseOf([field])),
    literals: FIELDS.flatMap((field) => literalsOf(field, data[field] ?? '', yaml, source)),
  };
}

function beginsPositions({ snippets }: z.infer<typeof begins>, yaml: PositionedYaml): Begins['positions'] {
  return {
    page: yaml.positionOf(['begins', 'page']),
    snippets: snippets.map((_, index) => yaml.positionOf(['begins', 'snippets', index])),
  };
}

/** Where `begins` has mistakes: the page does begin with something, which is not known. */
function unreadBegins(page: Position): Omit<Begins, 'placeholders'> {
  return { page: '', snippets: [], positions: { page, snippets: [] } };
}

const FIELDS = ['title', 'description'] as const;

function checkKeywords(
  keywords: readonly string[],
  positionOf: (index: number) => Position,
  source: SourceText,
  report: ReportProblem,
): void {
  for (const [index, keyword] of keywords.entries()) {
    const position = positionOf(index);
    checkValue(keyword, source, position, report);
    const first = keywords.findIndex((other) => other.toLowerCase() === keyword.toLowerCase());
    if (first === index) continue;
    report('front-matter-invalid', position, `the keyword "${keyword}" is there already`, 'Delete one of the two.');
  }
}

/** Reads a value as YAML has it, with its escapes resolved. The site shows it as it is, not as Markdown. */
function literalsOf(
  field: 'title' | 'description',
  value: string,
  yaml: PositionedYaml,
  source: SourceText,
): Literal[] {
  const start = yaml.positionOf([field]);
  const raw = source.lines[start.line - 1] ?? '';
  const positionOf = (text: string) => {
    const at = raw.indexOf(text, start.column - 1);
    return at < 0 ? start : { line: start.line, column: at + 1 };
  };
  const code = value.match(/`[^`]+`/gu) ?? [];
  const attached = Array.from(value.matchAll(/`[^`]+`/gu), ({ 0: span, index }) => ({
    span,
    whole: withAttached(value, index, index + span.length, span),
  })).filter(({ whole }) => whole !== undefined);
  return [
    ...attached.map(({ span, whole: text = '' }): Literal => {
      return { kind: 'attached', text, position: positionOf(span), field };
    }),
    ...code.map((text): Literal => ({ kind: 'code', text, position: positionOf(text), field })),
    ...numbersIn(value).map(({ number, digits }): Literal => {
      return { kind: 'number', text: number, position: positionOf(digits), field };
    }),
  ];
}

type Data = z.infer<typeof validPart>;

function toFrontMatter(data: Data, labIsValid: boolean): Omit<FrontMatter, 'positions' | 'prose' | 'literals'> {
  return {
    title: data.title ?? '',
    description: data.description ?? '',
    order: data.order,
    translated: data.translated,
    ...(data.lookup && { lookup: true }),
    lab: toLabSpec(data.lab ?? {}, DEFAULT_LAB),
    labIsValid,
  };
}

function readYaml(span: Span | undefined, source: SourceText, report: ReportProblem): PositionedYaml | undefined {
  if (!span) {
    const hint = 'Begin the page with the lines "---", "title: …", "description: …" and "---".';
    report('front-matter-invalid', { line: 1, column: 1 }, 'the page has no front matter', hint);
    return undefined;
  }
  const hint = 'Front matter is YAML: lines of "key: value". Quote a value that contains ": " or " #".';
  return parseYaml(span, source, (position, message) => report('front-matter-invalid', position, message, hint));
}

/** Returns the valid top-level keys, and the names of the invalid ones. */
function validated(
  yaml: PositionedYaml,
  locale: Locale,
  report: ReportProblem,
): { data: Data; invalidKeys: ReadonlySet<string> } {
  const schema = locale === SOURCE_LOCALE ? sourceSchema : translationSchema;
  const result = schema.safeParse(yaml.data);
  if (result.success) return { data: result.data, invalidKeys: new Set() };
  for (const issue of result.error.issues) {
    for (const { path, atKey, message, hint } of describeIssue(issue, yaml.data, locale)) {
      report('front-matter-invalid', atKey ? yaml.positionOfKey(path) : yaml.positionOf(path), message, hint);
    }
  }
  const invalidKeys = new Set(
    result.error.issues.flatMap(({ path: [key] }) => (key === undefined ? [] : [String(key)])),
  );
  const entries = Object.entries(yaml.data ?? {}).filter(
    ([key]) => Object.hasOwn(schema.shape, key) && !invalidKeys.has(key),
  );
  return { data: validPart.parse(Object.fromEntries(entries)), invalidKeys };
}
