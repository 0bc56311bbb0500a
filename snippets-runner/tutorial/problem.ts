import type { Position } from './page.ts';

/** A mistake in a document, with its position and what to do. All problems of a document are reported at once. */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  /** Undefined if the problem is about the whole file. */
  readonly position: Position | undefined;
  /** What is wrong. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/**
 * The codes of all problems. A code is permanent: it never gets a new meaning. A code that is no longer
 * used stays in this list, with a comment that says so.
 */
export const PROBLEM_CODES = [
  'attribute-duplicate',
  'attribute-invalid',
  'attribute-unknown',
  'beginning-invalid',
  'bold-not-rendered',
  'capture-invalid',
  'capture-missing',
  'capture-orphaned',
  'capture-outdated',
  'capture-unsealed',
  'captured-unresolved',
  'character-refused',
  'command-empty',
  'comment-invalid',
  'config-invalid',
  'continuation-missing',
  'control-character',
  'decision-invalid',
  'drawing-missing',
  'element-unknown',
  'exercise-invalid',
  'exercise-silent',
  'fence-unclosed',
  'file-not-read',
  'front-matter-invalid',
  'glossary-invalid',
  'glossary-link-dead',
  'here-document-open',
  'image-unknown',
  'input-without-program',
  'key-misplaced',
  'key-unknown',
  'lab-comment-invalid',
  'link-dead',
  'markup-refused',
  'mdx-syntax',
  'nesting-too-deep',
  'node-unknown',
  'output-not-showable',
  'page-name-invalid',
  'page-without-source',
  'parsing-too-slow',
  'path-empty',
  'path-unordered',
  'path-unplaced',
  'placeholder-unknown',
  'prompt-missing',
  'question-invalid',
  'reach-contradictory',
  'reach-empty',
  'reach-unresolved',
  'recipe-invalid',
  'save-duplicate',
  'script-in-page',
  'snippet-duplicate',
  'snippet-empty',
  'snippet-id-missing',
  'snippet-in-translation',
  'snippet-language',
  'snippet-reference-in-source',
  'snippet-unknown',
  'term-forbidden',
  'translation-headings',
  'translation-messages',
  'translation-missing',
  'translation-outdated',
  'translation-snippets',
  'translation-structure',
  'translation-values',
  'try-unreadable',
  'typography',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Compares problems for sorting: by file, then by position. A problem about the whole file comes first. */
export function byPosition(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return (a.position?.line ?? 0) - (b.position?.line ?? 0) || (a.position?.column ?? 0) - (b.position?.column ?? 0);
}
