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
import { drawingMissing } from './rules/drawings.ts';
import { exerciseSilent } from './rules/exercises.ts';
import { fileNotRead } from './rules/files.ts';
import { glossaryLinks } from './rules/glossary.ts';
import { linkDead } from './rules/links.ts';
import { pageNameInvalid } from './rules/names.ts';
import { pathEmpty, pathUnordered, pathUnplaced } from './rules/paths.ts';
import { boldNotRendered, termForbidden, typography } from './rules/prose.ts';
import { reachContradictory, reachEmpty, reachUnresolved } from './rules/reach.ts';
import { imageUnknown, snippetUnknown } from './rules/references.ts';
import { translationMessages } from './rules/translation-messages.ts';
import { translationStructure } from './rules/translation-structure.ts';
import { translationValues } from './rules/translation-values.ts';
import {
  pageWithoutSource,
  translationHeadings,
  translationMissing,
  translationOutdated,
  translationSnippets,
} from './rules/translations.ts';

/** Runs rules. Returns the problems sorted by file, then by position. */
export function lintPages(input: LintInput, codes: readonly RuleCode[] = RULE_CODES): readonly Problem[] {
  const index = indexPages(input);
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
  'drawing-missing': drawingMissing,
  'exercise-silent': exerciseSilent,
  'file-not-read': fileNotRead,
  'glossary-link-dead': glossaryLinks,
  'image-unknown': imageUnknown,
  'link-dead': linkDead,
  'page-name-invalid': pageNameInvalid,
  'page-without-source': pageWithoutSource,
  'path-empty': pathEmpty,
  'path-unordered': pathUnordered,
  'path-unplaced': pathUnplaced,
  'reach-contradictory': reachContradictory,
  'reach-empty': reachEmpty,
  'reach-unresolved': reachUnresolved,
  'snippet-unknown': snippetUnknown,
  'term-forbidden': termForbidden,
  'translation-headings': translationHeadings,
  'translation-messages': translationMessages,
  'translation-missing': translationMissing,
  'translation-outdated': translationOutdated,
  'translation-snippets': translationSnippets,
  'translation-structure': translationStructure,
  'translation-values': translationValues,
  typography,
} satisfies Partial<Record<ProblemCode, (index: PageIndex) => RuleProblem[]>>;

export type RuleCode = keyof typeof RULES;

export const RULE_CODES = Object.keys(RULES) as readonly RuleCode[];

/** The rules about what a run of a page needs, apart from its capture. The others are about what the site shows. */
export const RUN_RULES = [
  'image-unknown',
  'page-name-invalid',
  'page-without-source',
] as const satisfies readonly RuleCode[];
