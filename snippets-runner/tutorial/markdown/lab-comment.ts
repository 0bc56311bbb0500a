/**
 * The lab that a Markdown document asks for, in a comment that its readers do not see:
 *
 *   <!-- snippets lab: {nodes: [manager, worker-1], images: [alpine]} -->
 *
 * What stands after `snippets` is YAML, with the keys that `lab` has in a page's front matter. Without
 * it, there is one node, and what its commands leave on it is nobody's business.
 */
import type { Html } from 'mdast';
import * as z from 'zod';
import { listed, nearest } from '../../base/nearest.ts';
import { checkNodes, DEFAULT_LAB, labSchema, readYaml, withoutUndefined, type Yaml } from '../page/front-matter.ts';
import { describeIssue } from '../page/front-matter-messages.ts';
import { type LabSpec, LEFTOVER_KINDS } from '../page.ts';
import type { PageLab } from '../snippet/snippets.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText, Span } from '../source/source-text.ts';

export interface DocumentLab extends PageLab {
  /** Whether the comment says which images are needed. */
  readonly statesImages: boolean;
}

const DOCUMENT_LAB: LabSpec = { ...DEFAULT_LAB, leaves: LEFTOVER_KINDS };
const NO_COMMENT: DocumentLab = { lab: DOCUMENT_LAB, labIsValid: true, statesImages: false };
const FORM = 'Write <!-- snippets lab: {nodes: [host], images: [alpine]} -->.';

const schema = z.strictObject({ lab: labSchema });

export function readLabComment(
  html: readonly Html[],
  source: SourceText,
  knownImages: readonly string[],
  report: ReportProblem,
): DocumentLab {
  const [first, ...others] = html.flatMap((node) => commentsIn(node, source));
  for (const { start } of others) {
    const line = source.positionAt(first?.start ?? 0).line;
    report(
      'lab-comment-invalid',
      source.positionAt(start),
      'there is a second lab',
      `Keep one; the first is in line ${line}.`,
    );
  }
  return first ? readLab(first, source, knownImages, report) : NO_COMMENT;
}

/** What stands between `<!-- snippets` and `-->`, if it begins with a key. */
function commentsIn({ position }: Html, source: SourceText): Span[] {
  const { start, end } = position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return [];
  const from = start.offset;
  const comments = source.text.slice(from, end.offset).matchAll(/(<!--\s*snippets\s+)(\w+\s*:[\s\S]*?)-->/gu);
  return Array.from(comments, ({ index, 1: before = '', 2: yaml = '' }) => {
    const begin = from + index + before.length;
    return { start: begin, end: begin + yaml.length };
  });
}

function readLab(span: Span, source: SourceText, knownImages: readonly string[], report: ReportProblem): DocumentLab {
  const yaml = readYaml(span, source, (_code, position, message) =>
    report('lab-comment-invalid', position, message, FORM),
  );
  const isUnknown = { ...NO_COMMENT, labIsValid: false };
  if (!yaml) return isUnknown;
  const result = schema.safeParse(yaml.data);
  if (!result.success) {
    reportIssues(result.error.issues, yaml, report);
    return isUnknown;
  }
  const { lab } = result.data;
  checkNodes(lab, yaml, (_code, ...rest) => report('lab-comment-invalid', ...rest));
  for (const [index, image] of (lab.images ?? []).entries()) {
    if (knownImages.includes(image)) continue;
    const meant = nearest(image, knownImages);
    const hint = meant === undefined ? `There are ${listed(knownImages)}.` : `Did you mean "${meant}"?`;
    report('image-unknown', yaml.positionOf(['lab', 'images', index]), `there is no image "${image}" for labs`, hint);
  }
  return {
    lab: { ...DOCUMENT_LAB, ...withoutUndefined(lab) },
    labIsValid: true,
    statesImages: lab.images !== undefined,
  };
}

function reportIssues(issues: readonly z.core.$ZodIssue[], yaml: Yaml, report: ReportProblem): void {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  for (const key of unknown) report('lab-comment-invalid', yaml.positionOfKey([key]), `"${key}" is not known`, FORM);
  // What is missing then is what has the wrong name.
  for (const issue of issues.filter(({ path }) => path.length > (unknown.length > 0 ? 1 : 0))) {
    for (const { path, atKey, message, hint } of describeIssue(issue, yaml.data, 'en')) {
      report('lab-comment-invalid', atKey ? yaml.positionOfKey(path) : yaml.positionOf(path), message, hint);
    }
  }
}
