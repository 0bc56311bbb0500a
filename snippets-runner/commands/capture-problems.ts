import { captureHint, type PageMismatch, pageMismatches } from '../tutorial/capture/page-match.ts';
import type { Problem } from '../tutorial/problem.ts';
import { captureName, type PageFile, type Workspace } from './workspace.ts';

/**
 * What a command does with captures. To be compared, they must have the snippets of the page, in its order. To be
 * renewed in part, they must be valid. If they are ignored, they may be anything: the command replaces them, or needs none.
 */
export type CaptureUse = 'compared' | 'renewed' | 'ignored';

/**
 * Returns the problems of a page's capture that keep the page from running. What has changed in a snippet is not one of
 * them: the run reports it as a fault, together with what the new commands print.
 */
export function captureProblems(
  { page, slug, file }: PageFile,
  workspace: Workspace,
  use: CaptureUse,
): readonly Problem[] {
  if (use === 'ignored') return [];
  const capture = workspace.captures.get(slug);
  if (use === 'renewed' || !page || !capture) return workspace.invalid.get(slug) ?? [];
  return pageMismatches(page, capture)
    .filter(({ kind }) => !RUN_REPORTS.has(kind))
    .map(({ code, position, message }) => ({
      code,
      file: position ? file : captureName(workspace, slug),
      position,
      message,
      hint: captureHint(file),
    }));
}

const RUN_REPORTS: ReadonlySet<PageMismatch['kind']> = new Set(['changed', 'missing']);
