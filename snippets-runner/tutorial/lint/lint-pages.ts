/**
 * Finds problems between pages, and between a page and its capture. Reads no files: the caller has read them.
 * `parsePage` finds the mistakes inside one page.
 */
import { byPosition, type Problem, type ProblemCode } from '../problem.ts';
import { indexPages, type LintInput, type PageIndex, type RuleProblem } from './page-index.ts';
import {
  capturedUnresolved,
  captureInvalid,
  captureMissing,
  captureOrphaned,
  captureOutdated,
  captureUnsealed,
} from './rules/captures.ts';
import { glossaryLinks } from './rules/glossary.ts';
import { linkDead } from './rules/links.ts';
import { boldNotRendered, termForbidden, typography } from './rules/prose.ts';
import { imageUnknown, snippetUnknown } from './rules/references.ts';
import { translationValues } from './rules/translation-values.ts';
import {
  pageWithoutSource,
  translationHeadings,
  translationMissing,
  translationOutdated,
  translationSnippets,
} from './rules/translations.ts';

/** Runs every rule. Returns the problems sorted by file, then by position. */
export function lintPages(input: LintInput): readonly Problem[] {
  const index = indexPages(input);
  const codes = Object.keys(RULES) as (keyof typeof RULES)[];
  return codes
    .flatMap((code) => RULES[code](index).map((problem): Problem => ({ code, ...problem })))
    .toSorted(byPosition);
}

const RULES = {
  'bold-not-rendered': boldNotRendered,
  'capture-invalid': captureInvalid,
  'capture-missing': captureMissing,
  'capture-orphaned': captureOrphaned,
  'capture-outdated': captureOutdated,
  'capture-unsealed': captureUnsealed,
  'captured-unresolved': capturedUnresolved,
  'glossary-link-dead': glossaryLinks,
  'image-unknown': imageUnknown,
  'link-dead': linkDead,
  'page-without-source': pageWithoutSource,
  'snippet-unknown': snippetUnknown,
  'term-forbidden': termForbidden,
  'translation-headings': translationHeadings,
  'translation-missing': translationMissing,
  'translation-outdated': translationOutdated,
  'translation-snippets': translationSnippets,
  'translation-values': translationValues,
  typography,
} satisfies Partial<Record<ProblemCode, (index: PageIndex) => RuleProblem[]>>;
