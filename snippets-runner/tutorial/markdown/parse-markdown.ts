/**
 * From the text of a plain Markdown file to a document: its blocks of commands are snippets, the lines
 * between commands are what they print. Other people's files are read as they are, so what is no mistake
 * in Markdown is none here; what cannot be run is left out, and said.
 */
import type { Code } from 'mdast';
import type { LeftOut, MarkdownDocument, ShownSnippet, Snippet } from '../page.ts';
import type { Problem } from '../problem.ts';
import { type Fence, readFence } from '../snippet/fence.ts';
import { initialState } from '../snippet/snippets.ts';
import { problemList } from '../source/problem-list.ts';
import { type SourceText, sourceText } from '../source/source-text.ts';
import { parseMarkdownNodes } from '../source/syntax-tree.ts';
import { type BlockRead, readBlock } from './block.ts';
import { type DocumentLab, readLabComment } from './lab-comment.ts';

export interface MarkdownRequest {
  /** For messages, and the document's slug. */
  readonly file: string;
  readonly text: string;
  /** Images that the caller asks for, besides those that the document does. */
  readonly images: readonly string[];
  /** Names of the images that there are. */
  readonly knownImages: readonly string[];
}

export interface MarkdownResult {
  /** What can be said of it, also where it has mistakes. */
  readonly document: MarkdownDocument;
  /** By place. */
  readonly problems: readonly Problem[];
}

/** Never throws. */
export function parseMarkdown({ file, text, images, knownImages }: MarkdownRequest): MarkdownResult {
  // Places count without a byte order mark, as editors do.
  const source = sourceText(text.replace(/^\uFEFF/u, ''));
  const { report, sorted } = problemList(file, source);
  const nodes = parseMarkdownNodes(source);
  if (!nodes) {
    const hint = 'Take some of the lists, quotations or brackets that stand in one another apart.';
    report('nesting-too-deep', { line: 1, column: 1 }, 'the file is nested deeper than can be read', hint);
  }
  const lab = readLabComment(nodes?.html ?? [], source, knownImages, report);
  const state = { ...initialState(lab), source, nodesInProgram: new Set<string>() };
  const blocks = blocksOf(nodes?.fences ?? [], source).map((fence, index) =>
    readBlock(fence, index + 1, state, report),
  );
  const snippets = blocks.flatMap(({ snippet }) => snippet ?? []);
  return {
    document: documentOf(file, blocks, snippets, withImages(lab, images, snippets, knownImages)),
    problems: sorted(),
  };
}

function blocksOf(fences: readonly Code[], source: SourceText): readonly Fence[] {
  return fences.map((fence) => readFence(fence, source)).filter(isBlock);
}

/** As GitHub's highlighter names shells and what was typed into them. */
const LANGUAGE = /^(?:console|shell-?session|(?:ba)?sh-session|sh|bash|shell)(?![\w-])/iu;

function isBlock({ language }: Fence): boolean {
  return LANGUAGE.test(language);
}

function documentOf(
  file: string,
  blocks: readonly BlockRead[],
  snippets: readonly Snippet[],
  lab: MarkdownDocument['lab'],
): MarkdownDocument {
  const leftOut: LeftOut[] = blocks.flatMap((block) => block.leftOut);
  const shown: ShownSnippet[] = blocks.flatMap((block) => block.shown ?? []);
  return { kind: 'document', file, slug: file, lab, snippets, shown, leftOut };
}

/** Where the document does not say which images it needs, those are taken that its commands have a word for. */
function withImages(
  { lab, statesImages }: DocumentLab,
  asked: readonly string[],
  snippets: readonly Snippet[],
  known: readonly string[],
): MarkdownDocument['lab'] {
  const words = new Set(
    snippets.flatMap(({ steps }) => steps.flatMap(({ text }) => text.split(/[\s'"=;|&()]+/u))).map(withoutTag),
  );
  const own = statesImages ? lab.images : known.filter((name) => words.has(name));
  return { ...lab, images: [...new Set([...own, ...asked])] };
}

function withoutTag(word: string): string {
  return word.replace(/:[\w.-]+$/u, '');
}
