import type { Position } from './page.ts';

/** Something wrong with a document, with its place and what to do. Many are reported at once. */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  /** Undefined where the whole file is meant. */
  readonly position: Position | undefined;
  readonly message: string;
  readonly hint: string;
}

/**
 * Permanent names of what can be wrong with a document. A code is never given a new meaning;
 * one that is no longer used stays here, marked so.
 */
export const PROBLEM_CODES = [
  'attribute-duplicate',
  'attribute-invalid',
  'attribute-unknown',
  'bold-not-rendered',
  'capture-invalid',
  'capture-missing',
  'capture-orphaned',
  'capture-outdated',
  'captured-unresolved',
  'command-empty',
  'continuation-missing',
  'control-character',
  'fence-unclosed',
  'front-matter-invalid',
  'glossary-invalid',
  'glossary-link-dead',
  'image-unknown',
  'input-without-program',
  'key-misplaced',
  'key-unknown',
  'lab-comment-invalid',
  'link-dead',
  'mdx-syntax',
  'nesting-too-deep',
  'node-unknown',
  'output-not-showable',
  'page-without-source',
  'placeholder-unknown',
  'prompt-missing',
  'save-duplicate',
  'snippet-duplicate',
  'snippet-empty',
  'snippet-id-missing',
  'snippet-in-translation',
  'snippet-language',
  'snippet-reference-in-source',
  'snippet-unknown',
  'term-forbidden',
  'translation-headings',
  'translation-missing',
  'translation-outdated',
  'translation-snippets',
  'typography',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** For sorting: by file, then by place; what is about a whole file comes first. */
export function byPosition(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0);
}
