/**
 * Reads the lab of a Markdown document from a comment, which its readers do not see:
 *
 *   <!-- snippets lab: {nodes: [manager, worker-1], images: [alpine]} -->
 *
 * In MDX, it is an expression with a comment. The text after `snippets` is YAML. `lab` has the same keys as in a page's
 * front matter. Without the comment, the lab has one node, and everything may be left on it.
 */
import * as z from 'zod';
import { meantHint } from '../../base/nearest.ts';
import { isExactReference } from '../docker-commands.ts';
import { describeIssue } from '../page/front-matter-messages.ts';
import { DEFAULT_LAB, documentLabSchema, nodeMistakes, toLabSpec } from '../page/lab.ts';
import { type LabSpec, LEFTOVER_KINDS } from '../page.ts';
import type { PageLab } from '../snippet/snippets.ts';
import { type PositionedYaml, parseYaml } from '../source/positioned-yaml.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText, Span } from '../source/source-text.ts';
import type { DocumentComment } from './tool-comments.ts';

export interface DocumentLab extends PageLab {
  /** Whether the comment has `nodes`. */
  readonly statesNodes: boolean;
  /** Whether the comment has `images`. */
  readonly statesImages: boolean;
  /** Whether the comment has `needs`. */
  readonly statesNeeds: boolean;
}

/** The lab of a document about which nothing is said. */
export const DOCUMENT_LAB: LabSpec = { ...DEFAULT_LAB, leaves: LEFTOVER_KINDS };
const FORM = 'Write <!-- snippets lab: {nodes: [host], images: [alpine]} -->.';

const schema = z.strictObject({ lab: documentLabSchema });

/**
 * Reads the first lab comment of a document, and reports every mistake in it.
 * @param defaults the lab of a document without a comment
 */
export function readLabComment(
  comments: readonly DocumentComment[],
  source: SourceText,
  knownImages: readonly string[],
  defaults: Pick<DocumentLab, 'lab' | 'statesNodes'>,
  report: ReportProblem,
): DocumentLab {
  const [first, ...others] = comments.flatMap((comment) => yamlIn(comment, source));
  for (const { start } of others) {
    const line = source.positionAt(first?.start ?? 0).line;
    report(
      'lab-comment-invalid',
      source.positionAt(start),
      'the document has a second comment with a lab',
      `Keep only one. The first is on line ${line}.`,
    );
  }
  const noComment = { ...defaults, labIsValid: true, statesImages: false, statesNeeds: false };
  return first ? readLab(first, source, knownImages, noComment, report) : noComment;
}

/** Returns the span behind `snippets` if it begins with a YAML key. */
function yamlIn({ text, isClosed, positionAt }: DocumentComment, { offsetAt }: SourceText): Span[] {
  const before = /^(\s*snippets\s+)\w+\s*:/u.exec(text)?.[1];
  if (before === undefined || !isClosed) return [];
  return [{ start: offsetAt(positionAt(before.length)), end: offsetAt(positionAt(text.length)) }];
}

function readLab(
  span: Span,
  source: SourceText,
  knownImages: readonly string[],
  noComment: DocumentLab,
  report: ReportProblem,
): DocumentLab {
  const invalid = { ...noComment, labIsValid: false };
  const yaml = parseYaml(span, source, (position, message) => report('lab-comment-invalid', position, message, FORM));
  if (!yaml) return invalid;
  const result = schema.safeParse(yaml.data);
  if (!result.success) {
    reportIssues(result.error.issues, yaml, report);
    return invalid;
  }
  const { lab } = result.data;
  for (const { index, message, hint } of nodeMistakes(lab)) {
    report('lab-comment-invalid', yaml.positionOf(['lab', 'nodes', index]), message, hint);
  }
  for (const [index, image] of (lab.images ?? []).entries()) {
    if (knownImages.includes(image) || isExactReference(image)) continue;
    const hint = meantHint('images', image, knownImages);
    report('image-unknown', yaml.positionOf(['lab', 'images', index]), `content/images has no image "${image}"`, hint);
  }
  return {
    lab: toLabSpec(lab, noComment.lab),
    labIsValid: true,
    statesNodes: noComment.statesNodes || lab.nodes !== undefined,
    statesImages: lab.images !== undefined,
    statesNeeds: lab.needs !== undefined,
  };
}

function reportIssues(issues: readonly z.core.$ZodIssue[], yaml: PositionedYaml, report: ReportProblem): void {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  for (const key of unknown)
    report('lab-comment-invalid', yaml.positionOfKey([key]), `"${key}" is not a known key`, FORM);
  // If a top-level key is misspelled, "lab is missing" is the same mistake and is not reported.
  for (const issue of issues.filter(({ path }) => path.length > (unknown.length > 0 ? 1 : 0))) {
    for (const { path, atKey, message, hint } of describeIssue(issue, yaml.data, 'en')) {
      report('lab-comment-invalid', atKey ? yaml.positionOfKey(path) : yaml.positionOf(path), message, hint);
    }
  }
}
