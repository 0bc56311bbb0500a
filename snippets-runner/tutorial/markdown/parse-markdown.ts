/**
 * Parses the text of a plain Markdown file into a document. Each block of commands is a snippet. The lines
 * between commands are their outputs. Every valid Markdown file is accepted: a block that cannot be run is
 * skipped, and `leftOut` names it.
 */
import type { Root } from 'mdast';
import { isStackOverflow } from '../../base/stack-overflow.ts';
import { withinTime } from '../../base/time-limit.ts';
import { type DocumentConfig, NO_CONFIG } from '../config/config.ts';
import type { LeftOut, MarkdownDocument, Note, Position, ShownSnippet, Snippet } from '../page.ts';
import type { Problem } from '../problem.ts';
import type { Fence } from '../snippet/fence.ts';
import { filledSnippets, namesIn } from '../snippet/placeholder.ts';
import { initialState } from '../snippet/snippets.ts';
import { nestedTooDeep, PARSED_WITHIN_MS, parsingTooSlow } from '../source/parse-limit.ts';
import { problemList, type ReportProblem } from '../source/problem-list.ts';
import { type SourceText, sourceText } from '../source/source-text.ts';
import { parseForeignMdxNodes, parseMarkdownNodes } from '../source/syntax-tree.ts';
import { type BlockRead, readBlock } from './block.ts';
import { commentedBlocks } from './block-comments.ts';
import { codeBlocks } from './code-blocks.ts';
import { isMdxFile } from './formats.ts';
import { historyNotes } from './history-expansion.ts';
import { readHosts } from './hosts.ts';
import { hostsInText } from './hosts-in-text.ts';
import { imageNotes, neededImages, usesOf } from './images.ts';
import { withInnerShells } from './inner-shells.ts';
import { kernelNeeds } from './kernel-needs.ts';
import { DOCUMENT_LAB, type DocumentLab, readLabComment } from './lab-comment.ts';
import { mdxComments } from './mdx-comments.ts';
import { toolNotes } from './missing-tools.ts';
import { commentsIn, type DocumentComment } from './tool-comments.ts';
import { unfinishedNotes } from './unfinished.ts';
import { type UnsetVariables, unsetNotes, unsetVariables } from './unset-variables.ts';
import { commandsOutside } from './what-to-read.ts';

export interface MarkdownRequest {
  /** Path of the file. It is the document's slug, and problems show it. */
  readonly file: string;
  readonly text: string;
  /** Images that the lab gets besides those of the document. */
  readonly images: readonly string[];
  /** Names of all images under content/images. */
  readonly knownImages: readonly string[];
  /** What the document's repository says. */
  readonly config?: DocumentConfig;
}

export interface MarkdownResult {
  /** The document, without the parts that have mistakes. */
  readonly document: MarkdownDocument;
  /** Sorted by position. */
  readonly problems: readonly Problem[];
}

/** Parses a Markdown file. Never throws, and ends: a file that takes too long has the problem `parsing-too-slow`. */
export function parseMarkdown(request: MarkdownRequest): MarkdownResult {
  const { file, text } = request;
  const nothing = documentOf(file, [], [], [], DOCUMENT_LAB);
  try {
    const parsing = withinTime(PARSED_WITHIN_MS, () => parsed(request));
    return parsing.kind === 'done' ? parsing.result : { document: nothing, problems: [parsingTooSlow(file, text)] };
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return { document: nothing, problems: [nestedTooDeep(file)] };
  }
}

function parsed({ file, text, images, knownImages, config = NO_CONFIG }: MarkdownRequest): MarkdownResult {
  // As in an editor, a byte order mark does not count in positions.
  const source = sourceText(text.replace(/^\uFEFF/u, ''));
  const { report, sorted } = problemList(file, source);
  const nodes = nodesOf(file, source);
  const found = codeBlocks(nodes.root, source);
  const comments = nodes.comments ?? found.comments;
  const stated = readLabComment(comments, source, knownImages, config, report);
  const commented = commentedBlocks(found.blocks, comments, source, report);
  const run = commented.filter(({ skip }) => skip === undefined).map(({ fence }) => fence);
  const hosts = readHosts(run, stated.statesNodes ? stated.lab.nodes : undefined, source);
  const parts = Map.groupBy(hosts.blocks, ({ whole }) => whole);
  const lab = hosts.nodes ? { ...stated, lab: { ...stated.lab, nodes: hosts.nodes } } : stated;
  const state = {
    ...initialState(lab),
    source,
    config,
    nodesInProgram: new Set<string>(),
    valuesAsked: new Set<string>(),
    knownShells: new Set<string>(),
  };
  const read: BlockRead[] = [];
  const toRead = commented.flatMap((block) =>
    (parts.get(block.fence) ?? [{ fence: block.fence, node: undefined }]).map((part) => ({ ...block, ...part })),
  );
  for (const each of toRead) {
    const block = readBlock(each, read.length + 1, state, report);
    if (block) read.push(block);
  }
  const inner = withInnerShells(read);
  const blocks = withHostsInText(inner.blocks, lab.lab.nodes.length > 1 ? [] : run, source);
  const leftOut = [
    ...blocks.flatMap((block) => block.leftOut),
    ...found.outside.flatMap((text) => commandsOutside(text, config)),
  ];
  const snippets = blocks.flatMap(({ snippet }) => snippet ?? []);
  const unset = unsetVariables(snippets, leftOut);
  const typed = read.flatMap(({ snippet }) => snippet ?? []);
  checkEncoding(typed, report);
  // An image may be the value of a placeholder.
  const filled = filledSnippets(typed, config.values);
  const uses = usesOf(filled);
  const { references } = neededImages(uses, knownImages);
  const notes = [
    ...hosts.notes,
    ...inner.notes,
    ...imageNotes(uses, references, knownImages),
    ...historyNotes(typed),
    ...unfinishedNotes(typed),
    ...toolNotes(typed),
    ...unsetNotes(unset),
  ];
  return {
    document: {
      ...documentOf(
        file,
        withUnset(blocks, unset),
        leftOut.toSorted(byPlace),
        snippets,
        {
          ...withImages(lab, [...references, ...images], filled, knownImages),
          needs: lab.statesNeeds ? lab.lab.needs : [...new Set([...lab.lab.needs, ...kernelNeeds(filled)])],
        },
        valuesOf(blocks, config),
      ),
      notes: notes.toSorted(byPlace),
    },
    problems: sorted(),
  };
}

/** Reports commands that cannot be typed as they are. What else is not UTF-8 in a document stays as it is. */
function checkEncoding(snippets: readonly Snippet[], report: ReportProblem): void {
  for (const { text, position } of snippets.flatMap(({ steps }) => steps)) {
    if (!text.includes('\ufffd')) continue;
    report('character-refused', position, 'the command has bytes that are not UTF-8', 'Save the file as UTF-8.');
  }
}

/** Adds the machines that the text names. @param fences of the blocks that all run on one node */
function withHostsInText(
  blocks: readonly BlockRead[],
  fences: readonly Fence[],
  source: SourceText,
): readonly BlockRead[] {
  const hosts = hostsInText(source, fences);
  return blocks.map((block) => {
    const hostInText = hosts.get(block.snippet?.position.line ?? 0);
    return hostInText && block.shown ? { ...block, shown: { ...block.shown, hostInText } } : block;
  });
}

/** Adds the variables that nothing sets. */
function withUnset(blocks: readonly BlockRead[], unset: readonly UnsetVariables[]): readonly BlockRead[] {
  const names = new Map(unset.map((each) => [each.snippet, each.names]));
  return blocks.map((block) => {
    const own = block.snippet && names.get(block.snippet);
    return own && block.shown ? { ...block, shown: { ...block.shown, unset: own } } : block;
  });
}

/** Returns the syntax tree. MDX has its comments apart: they may contain anything. */
function nodesOf(
  file: string,
  source: SourceText,
): { readonly root: Root; readonly comments?: readonly DocumentComment[] } {
  if (!isMdxFile(file)) return parseMarkdownNodes(source);
  const { comments, text } = mdxComments(source);
  const where = { lines: source.lines, toDocument: (position: Position) => position };
  return { root: parseForeignMdxNodes(text).root, comments: commentsIn(comments, where) };
}

function byPlace({ position: a }: Pick<Note, 'position'>, { position: b }: Pick<Note, 'position'>): number {
  return a.line - b.line || a.column - b.column;
}

function documentOf(
  file: string,
  blocks: readonly BlockRead[],
  leftOut: readonly LeftOut[],
  snippets: readonly Snippet[],
  lab: MarkdownDocument['lab'],
  values: MarkdownDocument['values'] = undefined,
): MarkdownDocument {
  const shown: ShownSnippet[] = blocks.flatMap((block) => block.shown ?? []);
  return { kind: 'document', file, slug: file, lab, snippets, shown, ...(values && { values }), leftOut, notes: [] };
}

/** Returns the given values that the commands or the outputs of the document name. */
function valuesOf(blocks: readonly BlockRead[], { values }: DocumentConfig): MarkdownDocument['values'] {
  if (values.size === 0) return undefined;
  const commands = blocks.flatMap(({ snippet }) => snippet?.steps.map(({ text }) => text) ?? []);
  const outputs = blocks.flatMap(({ shown }) => shown?.steps?.map(({ output }) => output) ?? []);
  const named = new Set([...commands, ...outputs].flatMap(namesIn));
  const used = [...values].filter(([name]) => named.has(name));
  return used.length > 0 ? Object.fromEntries(used) : undefined;
}

/**
 * Sets the images of the lab: those of the comment, or else those that a command names, and others.
 * @param asked names of images, known or not, that the lab has besides
 */
function withImages(
  { lab, statesImages }: DocumentLab,
  asked: readonly string[],
  snippets: readonly Snippet[],
  known: readonly string[],
): MarkdownDocument['lab'] {
  // A script may name an image in a variable.
  const words = new Set(snippets.flatMap(({ steps }) => steps.flatMap(({ text }) => text.split(/[\s'"=;|&()]+/u))));
  const own = statesImages ? lab.images : known.filter((name) => words.has(name) || words.has(`${name}:latest`));
  const stated = [...own, ...asked];
  const others = [...new Set(stated.filter((name) => !known.includes(name)))];
  return {
    ...lab,
    images: [...new Set(stated.filter((name) => known.includes(name)))],
    ...(others.length > 0 && { references: others }),
  };
}
