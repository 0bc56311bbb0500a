/** Parses the text of an MDX file into a page, and finds all of its mistakes at once. */
import type { Root } from 'mdast';
import { isStackOverflow } from '../../base/stack-overflow.ts';
import { mapWithinTime, withinTime } from '../../base/time-limit.ts';
import { playOrder } from '../exercise/play-order.ts';
import { readExercises } from '../exercise/read-exercises.ts';
import type { Locale, Snippet, UsedPlaceholder } from '../page.ts';
import { SOURCE_LOCALE } from '../page.ts';
import type { PageKey } from '../page-key.ts';
import type { ParsedPage } from '../parsed-page.ts';
import type { Problem } from '../problem.ts';
import { type Fence, readFence } from '../snippet/fence.ts';
import { isSnippet, type PageLab, readSnippets } from '../snippet/snippets.ts';
import { nestedTooDeep, PARSED_WITHIN_MS, parsingTooSlow } from '../source/parse-limit.ts';
import { problemList, type ReportProblem } from '../source/problem-list.ts';
import { type SourceText, type Span, sourceText } from '../source/source-text.ts';
import { parsePageNodes, type SyntaxNodes } from '../source/syntax-tree.ts';
import { textLines } from '../source/text-lines.ts';
import { blocksOf } from './blocks.ts';
import { checkCharacters } from './characters.ts';
import { checkDecisions } from './decisions.ts';
import { readElements } from './elements.ts';
import { parseFrontMatter } from './front-matter.ts';
import { linksOf, literalsOf } from './literals.ts';
import { checkMarkup } from './markup.ts';
import { checkQuestions } from './questions.ts';
import { type Part, readingOf } from './reading.ts';
import { sectionsOf } from './sections.ts';
import { type ShownText, shownTexts } from './shown-text.ts';

export interface ParseResult {
  /**
   * The page, without the parts that have mistakes. A caller that runs the page first checks that `problems` is
   * empty. Undefined if the text is not valid MDX, or exceeds the limits of `parse-limit.ts`.
   */
  readonly page: ParsedPage | undefined;
  /** Sorted by position. */
  readonly problems: readonly Problem[];
}

/** The text of a page, and where it is from. */
export interface PageText {
  /** Path of the page. Problems show it. */
  readonly file: string;
  readonly text: string;
  readonly key: PageKey;
}

/** Parses a page. Never throws, and ends: a page that takes too long has the problem `parsing-too-slow`. */
export function parsePage(file: string, text: string, key: PageKey): ParseResult {
  const page = { file, text, key };
  const parsing = withinTime(PARSED_WITHIN_MS, () => parsed(page));
  return parsing.kind === 'done' ? parsing.result : tooSlow(page);
}

/** The syntax tree of a page. */
export interface PageTree {
  readonly root: Root;
  /** What the page consists of, to be compared with what a renderer reads. */
  readonly reading: readonly Part[];
}

/** Parses a page, as `parsePage` does, and keeps its tree. There is none if there is no page. */
export function parsePageAndTree(
  file: string,
  text: string,
  key: PageKey,
): ParseResult & { readonly tree: PageTree | undefined } {
  const page = { file, text, key };
  let tree: PageTree | undefined;
  const keepTree = ({ root }: SyntaxNodes, source: SourceText) => {
    tree = { root, reading: readingOf(root, source) };
  };
  const parsing = withinTime(PARSED_WITHIN_MS, () => parsed(page, keepTree));
  return { ...(parsing.kind === 'done' ? parsing.result : tooSlow(page)), tree };
}

/** Parses many pages, as `parsePage` does, in less time. A page may take up to twice the limit of one page. */
export function parsePages(pages: readonly PageText[]): readonly ParseResult[] {
  return mapWithinTime(pages, PARSED_WITHIN_MS, (page) => parsed(page), tooSlow);
}

function tooSlow({ file, text }: PageText, afterMs?: number): ParseResult {
  return { page: undefined, problems: [parsingTooSlow(file, text, afterMs)] };
}

/** Is called with what was parsed, before it is dropped. */
type UseNodes = (nodes: SyntaxNodes, source: SourceText) => void;

function parsed(page: PageText, use?: UseNodes): ParseResult {
  try {
    return parsedWhole(page, use);
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return { page: undefined, problems: [nestedTooDeep(page.file)] };
  }
}

function parsedWhole({ file, text, key }: PageText, use?: UseNodes): ParseResult {
  // As in an editor, a byte order mark does not count in positions.
  const source = sourceText(text.replace(/^\uFEFF/u, ''));
  const { report, sorted } = problemList(file, source);
  const { nodes, isMdx } = parsePageNodes(source, report);
  checkCharacters(nodes, source, report);
  const shown = shownTexts(nodes.root);
  if (isMdx) checkMarkup(nodes, shown, source, report);
  if (isMdx) use?.(nodes, source);
  const page = readPage(nodes, shown, { file, ...key }, source, report);
  return { page: isMdx ? page : undefined, problems: sorted() };
}

interface Identity extends PageKey {
  readonly file: string;
}

function readPage(
  nodes: SyntaxNodes,
  shown: readonly ShownText[],
  identity: Identity,
  source: SourceText,
  report: ReportProblem,
): ParsedPage {
  const { locale } = identity;
  const { labIsValid, prose, literals, begins, ...front } = parseFrontMatter(
    yamlSpan(nodes, source),
    locale,
    source,
    report,
  );
  const blocks = nodes.fences.map((fence) => readFence(fence, source));
  const fences = blocks.filter(isSnippet);
  const plain = nodes.fences.filter((_, index) => !isSnippet(blocks[index] as Fence));
  const placeholders: UsedPlaceholder[] = [];
  const elsewhere = begins && ((placeholder: UsedPlaceholder) => placeholders.push(placeholder));
  const snippets = snippetsOf(fences, locale, { lab: front.lab, labIsValid, ...(elsewhere && { elsewhere }) }, report);
  const replaced = snippets.flatMap((snippet, index) => {
    const span = fences[index]?.span;
    return snippet && span ? [{ id: snippet.id, span }] : [];
  });
  const { anchors, keys, ...elements } = readElements(nodes.elements, locale, report);
  checkDecisions(nodes.elements, report);
  checkQuestions(nodes.elements, report);
  const written = snippets.filter((snippet) => snippet !== undefined);
  const exercises = readExercises(nodes, { locale, snippets: written, ...elements }, report);
  const ids = new Map(fences.map(({ position }, index) => [position.line, snippets[index]?.id ?? null]));
  const lead = [front.title, front.description];
  return {
    kind: 'page',
    ...identity,
    ...front,
    ...(begins && { begins: { ...begins, placeholders } }),
    ...elements,
    links: [...linksOf(nodes), ...anchors],
    snippets: playOrder(written, exercises),
    exercises,
    ...(exercises.length < nodes.elements.filter(({ name }) => name === 'Exercise').length && {
      hasUnreadExercise: true as const,
    }),
    sections: sectionsOf(source, nodes.yaml?.position?.end.offset ?? 0, lead, nodes.headings, replaced),
    literals: [...literals, ...literalsOf(nodes, plain, shown, source), ...keys],
    blocks: blocksOf(nodes.root, source, (line) => ids.get(line), report),
    prose: [...prose, ...bodyProse(nodes, source)],
  };
}

/** Returns the span between the two lines of dashes. */
function yamlSpan({ yaml }: SyntaxNodes, source: SourceText): Span | undefined {
  const offset = yaml?.position?.start.offset;
  if (!yaml || offset === undefined) return undefined;
  const dashes = /^[^\r\n]*(?:\r\n|\n|\r)/u.exec(source.text.slice(offset, offset + 100))?.[0].length ?? 0;
  const start = offset + dashes;
  return { start, end: start + yaml.value.length };
}

function snippetsOf(
  fences: readonly Fence[],
  locale: Locale,
  lab: PageLab,
  report: ReportProblem,
): readonly (Snippet | undefined)[] {
  if (locale === SOURCE_LOCALE) return readSnippets(fences, lab, report);
  for (const { position } of fences) {
    const hint = `Write <Snippet id="…" /> instead, with the id of the snippet in the "${SOURCE_LOCALE}" page.`;
    report('snippet-in-translation', position, 'a translation cannot have snippets of its own', hint);
  }
  return [];
}

function bodyProse({ texts, elements }: SyntaxNodes, source: SourceText) {
  // What a check says is explained in an attribute.
  const explained = elements.filter(({ name }) => name === 'Says');
  return [...texts, ...explained].flatMap(({ position }) =>
    position ? textLines(source, position.start, position.end) : [],
  );
}
