/**
 * Parses a guide: a page of the site whose commands are for the reader's own computer, so no lab can run them. It is
 * read as a document is, with its outputs in its blocks, and also has files that the reader saves. It is Markdown alone:
 * the build would run JavaScript, and show an element that no check knows.
 */
import type { Code, Root } from 'mdast';
import { parseMarkdown } from '../markdown/parse-markdown.ts';
import { startOf } from '../page/attributes.ts';
import { checkScript } from '../page/markup.ts';
import type { MarkdownDocument, Position } from '../page.ts';
import type { Problem } from '../problem.ts';
import { parseFenceMeta } from '../snippet/fence-meta.ts';
import { problemList } from '../source/problem-list.ts';
import { sourceText } from '../source/source-text.ts';
import { parseForeignMdxNodes, parsePageNodes } from '../source/syntax-tree.ts';

export interface Guide {
  readonly root: Root;
  readonly document: MarkdownDocument;
  /** In the order of their places. */
  readonly files: readonly GuideFile[];
  /** Blocks that are neither commands nor files, such as YAML. */
  readonly codes: readonly string[];
  /** In the order of the guide. */
  readonly headings: readonly GuideHeading[];
  /** URLs of all links, in order. */
  readonly links: readonly string[];
  readonly problems: readonly Problem[];
}

/** A block such as ```` ```md file=README.md ````: the reader saves its text under this name. */
export interface GuideFile {
  readonly name: string;
  readonly text: string;
  readonly position: Position;
}

export interface GuideHeading {
  readonly depth: number;
  readonly position: Position;
}

/** @param file problems show it */
export function parseGuide(file: string, text: string): Guide {
  const { document, problems } = parseMarkdown({ file, text, images: [], knownImages: [] });
  const { root, fences, headings, links } = parseForeignMdxNodes(text);
  const commands = new Set(document.snippets.map(({ position }) => position.line));
  const others = fences.filter((fence) => !commands.has(positionOf(fence).line));
  return {
    root,
    document,
    files: others.flatMap((fence) => fileIn(fence) ?? []),
    codes: others.filter((fence) => !fileIn(fence)).map(({ value }) => value),
    headings: headings.map((heading) => ({ depth: heading.depth, position: positionOf(heading) })),
    links: links.map(({ url }) => url),
    problems: [...problems, ...refusals(file, text)],
  };
}

/** Returns what is JavaScript, an element, or no MDX at all. */
function refusals(file: string, text: string): readonly Problem[] {
  const source = sourceText(text);
  const { report, sorted } = problemList(file, source);
  const { scripts, elements } = parsePageNodes(source, report).nodes;
  for (const script of scripts) checkScript(script, report);
  for (const element of elements) {
    const hint = 'Write Markdown. To show a tag, put it in `code`.';
    report('element-unknown', startOf(element), `a guide cannot have <${element.name ?? ''}>`, hint);
  }
  return sorted();
}

function fileIn(fence: Code): GuideFile | undefined {
  const attribute = parseFenceMeta(fence.meta ?? '').attributes.find(({ name }) => name === 'file');
  if (attribute?.value?.kind !== 'bare') return undefined;
  return { name: attribute.value.text, text: `${fence.value}\n`, position: positionOf(fence) };
}

function positionOf({ position }: Pick<Code, 'position'>): Position {
  const { line = 1, column = 1 } = position?.start ?? {};
  return { line, column };
}
