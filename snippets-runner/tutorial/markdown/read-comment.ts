/** Reads what one comment of a document says about its blocks. `block-comments.ts` lists the forms. */
import { meantHint } from '../../base/nearest.ts';
import { type FenceMeta, type MetaAttribute, parseFenceMeta } from '../snippet/fence-meta.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText } from '../source/source-text.ts';
import { normalised } from './code-blocks.ts';
import { BLOCK_ATTRIBUTES, type Skip, skipOf } from './document-attributes.ts';
import type { HostFence } from './hosts.ts';
import type { DocumentComment } from './tool-comments.ts';

interface OfComment {
  readonly comment: DocumentComment;
}

/** `nothing`: it is for another tool or for people, about the lab, or wrong. */
export type CommentRead = OfComment &
  (
    | { readonly kind: 'nothing' }
    /** At least one attribute of the next block. */
    | { readonly kind: 'attributes'; readonly meta: FenceMeta }
    | { readonly kind: 'hidden'; readonly fence: HostFence; readonly skip: Skip | undefined }
    | { readonly kind: 'skip-from' | 'skip-to' | 'skip-file'; readonly skip: Skip }
  );

const FORMS =
  'Write <!-- snippets: exit=1 --> right before a block, <!-- snippets: skip from here --> and <!-- snippets: skip to here --> around some, or <!-- snippets: skip file -->.';
const HIDDEN_FORM = 'Write <!-- snippets: hidden, the commands on lines of their own behind "$ ", and -->.';
const COMMANDS_FORM = 'Write <!-- snippets: commands --> before a block in which every line is a command.';
const OWN_LINE =
  'Write what closes the comment on a line of its own: otherwise, it would be a part of a command or an output.';

/** Reports every mistake in the comment. Whether its block follows is not known here. */
export function readComment(comment: DocumentComment, source: SourceText, report: ReportProblem): CommentRead {
  const nothing = { kind: 'nothing', comment } as const;
  const { text } = comment;
  const opening = /^\s*snippets\s*:/u.exec(text)?.[0];
  const invalid = (index: number, message: string, hint: string) => {
    report('comment-invalid', comment.positionAt(index), message, hint);
    return nothing;
  };
  if (opening === undefined) {
    const almost = ALMOST.exec(text);
    return almost ? invalid(almost[1]?.length ?? 0, 'the comment does not begin with "snippets:"', FORMS) : nothing;
  }
  if (!comment.isClosed) {
    const hint =
      'End it with -->. If it is in HTML, write a blank line before it: otherwise, a blank line in it ends it.';
    return invalid(0, 'the comment is not closed', hint);
  }
  const line = /^\s*.*/u.exec(text.slice(opening.length))?.[0] ?? '';
  const isHidden = parseFenceMeta(line).attributes.some(({ name }) => name === 'hidden');
  const read = parseFenceMeta(' '.repeat(opening.length) + (isHidden ? line : text.slice(opening.length)));
  const end = opening.length + line.length;
  if (isHidden) {
    if (text.slice(end).trim() === '') return invalid(end, 'the hidden block has no commands', HIDDEN_FORM);
    const last = text.lastIndexOf('\n') + 1;
    if (text.slice(last).trim() !== '')
      return invalid(last, 'the last line of the hidden block ends the comment', OWN_LINE);
    const meta = ownAttributes(read, [...BLOCK_ATTRIBUTES, 'hidden'], comment, report);
    return {
      kind: 'hidden',
      comment,
      fence: hiddenFence(comment, end + 1, withoutHidden(meta), source),
      skip: skipOf(meta),
    };
  }
  if (/^\s*\$ /mu.test(text)) return invalid(opening.length, 'the comment has commands, but not "hidden"', HIDDEN_FORM);
  return ofMeta(read, comment, report);
}

/** Without the colon, or without the last letter. Other tools have comments that begin with `snippet:`, but not so. */
const ALMOST =
  /^(\s*)snippets?\s*:?\s*(?:skip\b|hidden\b|commands\b|(?:node|exit|expect|retry-until|timeout|tolerance|save)=)/u;

/** What is skipped, by the words behind `skip`. */
const SKIPPED = new Map([
  ['from here', 'skip-from'],
  ['to here', 'skip-to'],
  ['file', 'skip-file'],
] as const);

function ofMeta(read: FenceMeta, comment: DocumentComment, report: ReportProblem): CommentRead {
  const [first, ...others] = read.attributes;
  const words = others.map(({ raw }) => raw).join(' ');
  const kind = first?.name === 'skip' ? SKIPPED.get(words as 'file') : undefined;
  const skip = skipOf(read);
  if (kind && skip && read.errors.length === 0) return { kind, comment, skip };
  const meta = ownAttributes(read, BLOCK_ATTRIBUTES, comment, report);
  if (read.attributes.length + read.errors.length === 0)
    report('comment-invalid', comment.positionAt(0), 'the comment says nothing', FORMS);
  return meta.attributes.length > 0 ? { kind: 'attributes', comment, meta } : { kind: 'nothing', comment };
}

/** Returns the attributes that the comment can have, and reports everything else. */
function ownAttributes(
  { attributes, errors }: FenceMeta,
  known: readonly string[],
  comment: DocumentComment,
  report: ReportProblem,
): FenceMeta {
  for (const { name, index, message, hint } of errors) {
    const at = comment.positionAt(index);
    report('attribute-invalid', at, name === '' ? message : `${name}: ${message}`, hint);
  }
  const isOwn = ({ name }: MetaAttribute) => known.includes(name);
  for (const { name, index } of attributes.filter((attribute) => !isOwn(attribute))) {
    const message = `a comment has no attribute "${name}"`;
    report('attribute-unknown', comment.positionAt(index), message, meant(name, known));
  }
  for (const { name, value, valueIndex } of attributes) {
    if (value && (name === 'hidden' || name === 'commands')) {
      const hint = name === 'hidden' ? HIDDEN_FORM : COMMANDS_FORM;
      report('attribute-invalid', comment.positionAt(valueIndex), `${name}: the attribute takes no value`, hint);
    } else if (name === 'skip' && value?.kind === 'regexp') {
      report(
        'attribute-invalid',
        comment.positionAt(valueIndex),
        'skip: the reason is not a text',
        'Write skip="why".',
      );
    }
  }
  const isRead = ({ name, value }: MetaAttribute) => name !== 'skip' || value?.kind !== 'regexp';
  return { attributes: attributes.filter(isOwn).filter(isRead), errors: [] };
}

function meant(name: string, known: readonly string[]): string {
  if (['from', 'to', 'here', 'file'].includes(name)) return FORMS;
  if (/^lab\b/u.test(name)) return 'Write a lab without the first colon: <!-- snippets lab: {nodes: [host]} -->.';
  return meantHint('attributes', name, known);
}

function withoutHidden({ attributes, errors }: FenceMeta): FenceMeta {
  return { attributes: attributes.filter(({ name }) => name !== 'hidden'), errors };
}

/** @param begin index of the first command's line in the comment */
function hiddenFence(comment: DocumentComment, begin: number, meta: FenceMeta, source: SourceText): HostFence {
  // The closing mark has a line of its own.
  const lines = comment.text.slice(begin).split('\n').slice(0, -1);
  let index = begin;
  const body = lines.map((text) => {
    const position = comment.positionAt(index);
    index += text.length + 1;
    return { text, position };
  });
  const { line, column } = comment.start;
  return normalised({
    language: 'console',
    marker: '<!--',
    meta,
    position: comment.start,
    span: { start: source.offsetAt(comment.start), end: source.offsetAt(comment.end) },
    body,
    prefix: (source.lines[line - 1] ?? '').slice(0, column - 1).replace(/[^\s>]/gu, ' '),
    isClosed: true,
    positionInMeta: comment.positionAt,
  });
}
