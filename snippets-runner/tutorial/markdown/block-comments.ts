/**
 * Reads the comments before the blocks of a document, which its readers do not see:
 *
 *   <!-- snippets: exit=1 timeout=5s -->          attributes of the next block
 *   <!-- snippets: commands -->                   the next block has commands without prompts, and no outputs
 *   <!-- snippets: skip="needs a GPU" -->         leaves out the next block
 *   <!-- snippets: skip from here -->             leaves out all blocks up to
 *   <!-- snippets: skip to here -->               this comment
 *   <!-- snippets: skip file -->                  leaves out all blocks of the document
 *   <!-- snippets: hidden
 *   $ docker network create app
 *   -->                                           a block that runs
 *
 * Only blanks and other comments may be between a comment and its block.
 */
import type { Position } from '../page.ts';
import { isRepeatable } from '../snippet/attributes.ts';
import { type FenceMeta, type MetaAttribute, movedMeta } from '../snippet/fence-meta.ts';
import type { ReportProblem } from '../source/problem-list.ts';
import type { SourceText } from '../source/source-text.ts';
import { type Skip, skipOf, skipReason } from './document-attributes.ts';
import type { HostFence } from './hosts.ts';
import { type CommentRead, readComment } from './read-comment.ts';
import type { DocumentComment } from './tool-comments.ts';

/** A block, with the attributes of its comments. */
export interface CommentedBlock {
  readonly fence: HostFence;
  /** Why the block is not run, if a comment says that. */
  readonly skip: string | undefined;
  /** Whether the block is a comment. */
  readonly isHidden: boolean;
  /** The comments that give the block other attributes than `skip`. */
  readonly comments: readonly DocumentComment[];
}

/**
 * Returns the blocks and the hidden ones, in the order of the document, and reports every mistake in the comments.
 * @param comments all comments of the document
 */
export function commentedBlocks(
  blocks: readonly HostFence[],
  comments: readonly DocumentComment[],
  source: SourceText,
  report: ReportProblem,
): readonly CommentedBlock[] {
  const reader = new Reader(source, report);
  const things = [
    ...comments.map((comment) => ({ at: comment.start, thing: readComment(comment, source, report) })),
    ...blocks.map((fence) => ({ at: fence.position, thing: { kind: 'block', fence } as const })),
  ];
  things.sort(({ at: a }, { at: b }) => a.line - b.line || a.column - b.column);
  for (const { thing } of things) reader.add(thing);
  return reader.end();
}

type Thing = CommentRead | { readonly kind: 'block'; readonly fence: HostFence };
type AttributesRead = Extract<CommentRead, { kind: 'attributes' }>;

/** Joins blocks with their comments, which come in the order of the document. */
class Reader {
  readonly #source: SourceText;
  readonly #report: ReportProblem;
  readonly #found: CommentedBlock[] = [];
  /** The comments whose block is still to come. */
  #pending: AttributesRead[] = [];
  /** Where what comes last ends. */
  #last: Position = { line: 1, column: 1 };
  #range: { readonly comment: DocumentComment; readonly skip: Skip; readonly before: number } | undefined;
  #whole: string | undefined;

  constructor(source: SourceText, report: ReportProblem) {
    this.#source = source;
    this.#report = report;
  }

  add(thing: Thing): void {
    const start = thing.kind === 'block' ? thing.fence.position : thing.comment.start;
    if (this.#pending.length > 0 && !this.#isBlank(this.#last, start)) this.#giveUp(NO_BLOCK);
    if (thing.kind === 'block') {
      this.#addBlock(thing.fence);
      return;
    }
    this.#last = thing.comment.end;
    if (thing.kind === 'attributes') this.#pending.push(thing);
    else if (thing.kind === 'hidden') {
      this.#giveUp(BEFORE_HIDDEN);
      this.#push({ fence: thing.fence, isHidden: true, comments: [] }, thing.skip);
    } else if (thing.kind === 'skip-from') this.#begin(thing.comment, thing.skip);
    else if (thing.kind === 'skip-to') this.#endRange(thing.comment);
    else if (thing.kind === 'skip-file') {
      this.#whole ??= skipReason(`a comment on line ${thing.comment.start.line} says "skip file"`, thing.skip);
    }
  }

  end(): readonly CommentedBlock[] {
    this.#giveUp(NO_BLOCK);
    if (this.#range) {
      const hint =
        'Write <!-- snippets: skip to here --> behind the last block that is left out. For all blocks, write <!-- snippets: skip file -->.';
      this.#report('comment-invalid', this.#range.comment.start, 'nothing ends what is skipped from here', hint);
    }
    const whole = this.#whole;
    return whole === undefined ? this.#found : this.#found.map((block) => ({ ...block, skip: whole }));
  }

  #addBlock(fence: HostFence): void {
    const pending = this.#pending;
    this.#pending = [];
    if (pending.length === 0) {
      this.#push({ fence, isHidden: false, comments: [] }, undefined);
      return;
    }
    const seen = new Map(fence.meta.attributes.map(({ name }) => [name, 'on the fence, too']));
    const parts = pending.map(({ comment, meta }) => this.#withoutRepeated(comment, meta, seen));
    const { meta, positionAt } = joined([...parts, { meta: fence.meta, positionAt: fence.positionInMeta }]);
    const comments = pending.filter((each) => each.meta.attributes.some(({ name }) => name !== 'skip'));
    this.#push(
      {
        fence: { ...fence, meta, positionInMeta: positionAt },
        isHidden: false,
        comments: comments.map(({ comment }) => comment),
      },
      skipOf(joined(parts).meta),
    );
  }

  /**
   * Removes and reports attributes that are in another place, too.
   * @param seen where the attributes so far are, by name
   */
  #withoutRepeated({ positionAt }: DocumentComment, { attributes }: FenceMeta, seen: Map<string, string>): Joined {
    const isNew = ({ name, index }: MetaAttribute) => {
      const where = isRepeatable(name) ? undefined : seen.get(name);
      seen.set(name, 'given twice');
      if (where === undefined) return true;
      this.#report(
        'attribute-duplicate',
        positionAt(index),
        `the attribute ${name} is ${where}`,
        'Keep one of the two.',
      );
      return false;
    };
    return { meta: { attributes: attributes.filter(isNew), errors: [] }, positionAt };
  }

  #push(block: Omit<CommentedBlock, 'skip'>, skip: Skip | undefined): void {
    const range = this.#range;
    const inRange =
      range && skipReason(`a comment on line ${range.comment.start.line} says "skip from here"`, range.skip);
    const own = skip && skipReason('a comment says "skip"', skip);
    this.#found.push({ ...block, skip: inRange ?? own });
  }

  #begin(comment: DocumentComment, skip: Skip): void {
    if (!this.#range) {
      this.#range = { comment, skip, before: this.#found.length };
      return;
    }
    const message = `this is skipped already, from line ${this.#range.comment.start.line}`;
    this.#report(
      'comment-invalid',
      comment.start,
      message,
      'Delete it, or end the other before it: <!-- snippets: skip to here -->.',
    );
  }

  #endRange(comment: DocumentComment): void {
    const range = this.#range;
    this.#range = undefined;
    if (!range) {
      const hint = 'Write <!-- snippets: skip from here --> before the first block that is left out.';
      this.#report('comment-invalid', comment.start, 'nothing before it says "skip from here"', hint);
    } else if (range.before === this.#found.length) {
      const message = `no block is between this comment and the one on line ${comment.start.line}`;
      this.#report('comment-invalid', range.comment.start, message, 'Delete both, or move them around some blocks.');
    }
  }

  #giveUp({ message, hint }: { readonly message: string; readonly hint: string }): void {
    for (const { comment } of this.#pending) this.#report('comment-invalid', comment.start, message, hint);
    this.#pending = [];
  }

  /** Returns whether only blanks and quotation marks are between two positions. */
  #isBlank(from: Position, to: Position): boolean {
    const { text, offsetAt } = this.#source;
    return /^[\s>]*$/u.test(text.slice(offsetAt(from), offsetAt(to)));
  }
}

const NO_BLOCK = {
  message: 'no block follows this comment',
  hint: 'Write it right before a block of code. Only blank lines and other comments may be between them.',
};
const BEFORE_HIDDEN = {
  message: 'the block that follows this comment is hidden',
  hint: 'Write the attributes of a hidden block behind "hidden".',
};

interface Joined {
  readonly meta: FenceMeta;
  positionAt(index: number): Position;
}

/** Joins metas to one, in which each has indexes of its own. */
function joined(parts: readonly Joined[]): Joined {
  const moved = parts.map(({ meta }, number) => movedMeta(meta, number * LONGEST_META));
  return {
    meta: {
      attributes: moved.flatMap(({ attributes }) => attributes),
      errors: moved.flatMap(({ errors }) => errors),
    },
    positionAt: (index) =>
      parts[Math.floor(index / LONGEST_META)]?.positionAt(index % LONGEST_META) ?? { line: 1, column: 1 },
  };
}

/** In UTF-16 code units. No file that is read is longer. */
const LONGEST_META = 2 ** 24;
