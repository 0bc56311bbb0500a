/** Which snippets run after a save. Whatever a lab has done afterwards must be what the page does, in its order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NextRun } from '../../model/next-run.ts';
import type { PagePlan } from '../../model/plan.ts';
import type { SnippetRecording } from '../../model/recording.ts';
import { nextRun, type Question, type Ran } from '../../run/next-run.ts';
import { planPage } from '../../run/plan-pages.ts';
import { toDocumentConfig } from '../../tutorial/config/config.ts';
import { parseMarkdown } from '../../tutorial/markdown/parse-markdown.ts';
import { snippet } from '../commands/content-folder.ts';
import { consoleBlock } from '../commands/documents.ts';
import { pageOf } from './pages.ts';

type Block = readonly [meta: string, ...lines: string[]];

function planOf(blocks: readonly Block[], lab?: string, text = ''): PagePlan {
  const body = blocks.map((block) => snippet(...block));
  return planPage(pageOf(`${text}\n\n${body.join('\n')}`, lab === undefined ? {} : { lab }), []);
}

function documentPlan(...blocks: readonly (readonly string[])[]): PagePlan {
  const text = blocks.map((lines) => consoleBlock(...lines)).join('\n\n');
  return planPage(parseMarkdown({ file: 'GUIDE.md', text, images: [], knownImages: [] }).document, []);
}

interface RanOptions {
  readonly count?: number;
  /** Of each snippet, the output of each step. */
  readonly outputs?: readonly (readonly string[])[];
  readonly endings?: readonly SnippetRecording['ending']['kind'][];
  readonly questions?: readonly Question[];
}

/** What has run of a plan; by default all of it. */
function ranOf(
  plan: PagePlan,
  { count = plan.snippets.length, outputs = [], endings = [], questions = [] }: RanOptions = {},
): Ran {
  const recorded = plan.snippets.slice(0, count).map(({ snippet }, index): SnippetRecording => {
    const [first] = snippet.steps;
    if (!first) throw new TypeError('a snippet has no step');
    return {
      id: snippet.id,
      startedAt: new Date(0),
      values: {},
      steps: snippet.steps.map((step, at) => ({ step, output: outputs[index]?.[at] ?? '', exit: 0, durationMs: 1 })),
      attempts: 1,
      durationMs: 1,
      ending:
        (endings[index] ?? 'completed') === 'completed'
          ? { kind: 'completed' }
          : { kind: 'stuck', step: first, reason: '' },
      topology: undefined,
    };
  });
  return { plan, count, recorded, questions };
}

const A: Block = ['a', '$ one'];
const B: Block = ['b', '$ two'];
const C: Block = ['c', '$ three'];
const all = (kind: string, snippet: string) => ({ kind: 'all', why: { kind, snippet } });

describe('a page', () => {
  const was = planOf([A, B]);

  test.each<[string, readonly Block[], object]>([
    ['is the same', [A, B], { kind: 'nothing' }],
    ['has more', [A, B, C], { kind: 'rest', from: 2 }],
    ['has another expectation', [['a expect="x"', '$ one'], B], { kind: 'nothing' }],
    ['has another tolerance', [['a tolerance=3', '$ one'], B], { kind: 'nothing' }],
    ['has another exit code', [['a exit=1', '$ one'], B], { kind: 'nothing' }],
    ['is shown otherwise', [['a output=fold hidden', '$ one'], B], { kind: 'nothing' }],
    ['has another id', [['z', '$ one'], B], { kind: 'nothing' }],
    ['has another command', [['a', '$ 1'], B], all('changed', 'a')],
    ['has another last command', [A, ['b', '$ 2']], all('changed', 'b')],
    ['has one command more', [A, ['b', '$ two', '$ more']], all('changed', 'b')],
    ['has another timeout', [['a timeout=3s', '$ one'], B], all('changed', 'a')],
    ['saves a value', [['a save=X:/(.)/', '$ one'], B], all('changed', 'a')],
    ['retries', [['a retry-until="x"', '$ one'], B], all('changed', 'a')],
    ['has less', [A], all('removed', 'b')],
    ['has lost its first', [B], all('removed', 'a')],
    ['has another in place of its last', [A, C], all('removed', 'b')],
    ['has a new one first', [C, A, B], all('inserted', 'c')],
    ['has another order', [B, A], all('moved', 'b')],
  ])('that %s', (_, blocks, next) => {
    expect(nextRun(ranOf(was), planOf(blocks))).toEqual(next);
  });

  test('that has only other text', () => {
    expect(nextRun(ranOf(was), planOf([A, B], undefined, 'More text.\n\nAnd a line.'))).toEqual({ kind: 'nothing' });
  });

  test('that has never run', () => {
    expect(nextRun(undefined, was)).toEqual({ kind: 'all', why: { kind: 'first' } });
  });

  test('another exit code is another run where a command is retried until it succeeds', () => {
    const retried = (exit: number) => planOf([[`a exit=${exit} retry-until="x"`, '$ one']]);
    expect(nextRun(ranOf(retried(0)), retried(1))).toEqual(all('changed', 'a'));
  });

  test('what has not run yet may change', () => {
    expect(nextRun(ranOf(was, { count: 1 }), planOf([A, C]))).toEqual({ kind: 'rest', from: 1 });
  });

  test('that ends at a snippet that got stuck runs nothing behind it', () => {
    const stuck = ranOf(planOf([A, B, C]), { count: 2, endings: ['completed', 'stuck'] });
    expect(nextRun(stuck, planOf([A, B, ['c', '$ 3']]))).toEqual({ kind: 'nothing' });
    expect(nextRun(stuck, planOf([A, ['b', '$ 2'], C]))).toEqual(all('changed', 'b'));
  });

  test.each([
    ['nodes: [host, other]', ['nodes']],
    ['nodes: [host]\nimages: [alpine]', ['images']],
    ['nodes: [host]\noutside: true', ['outside']],
    ['nodes: [host]\nneeds: [ipvs]', ['needs']],
    ['nodes: [host]\nlimits: {memory: 1g}', ['limits']],
    ['nodes: [host]\ndaemon: {mtu: 1400}', ['daemon']],
  ])('that needs another lab: %s', (lab, what) => {
    expect(nextRun(ranOf(was), planOf([A, B], lab))).toEqual({ kind: 'all', why: { kind: 'other-lab', what } });
  });

  test('that begins with other snippets needs another lab, one that begins with the same does not', () => {
    const begun = (command: string) => ({
      ...was,
      beginning: planOf([['first', `$ ${command}`]], undefined, command).snippets,
    });
    expect(nextRun(ranOf(begun('one')), begun('one'))).toEqual({ kind: 'nothing' });
    const why = { kind: 'other-lab', what: ['begins'] };
    expect(nextRun(ranOf(begun('one')), begun('two'))).toEqual({ kind: 'all', why });
    expect(nextRun(ranOf(begun('one')), was)).toEqual({ kind: 'all', why });
  });

  test('what may stay on the nodes needs no other lab', () => {
    expect(nextRun(ranOf(was), planOf([A, B], 'nodes: [host]\nleaves: [containers]'))).toEqual({ kind: 'nothing' });
  });

  test('a new program changes how the end of the command before it is recognised', () => {
    const next = planOf([A, ['b', '$ two'], ['c', '/ # in it', '$ exit']]);
    expect(nextRun(ranOf(was), next)).toEqual(all('changed', 'b'));
  });
});

describe('a document', () => {
  const ID = 'a1b2c3d4e5f6';
  const shows = (id: string, ...more: string[]) =>
    documentPlan(['$ docker run -d box', id], ['$ docker stop a1b2c3', ...more]);

  test('may show another output', () => {
    const was = documentPlan(['$ one', 'old']);
    expect(nextRun(ranOf(was, { outputs: [['new']] }), documentPlan(['$ one', 'new']))).toEqual({ kind: 'nothing' });
  });

  test('that shows another id would type another one', () => {
    const ran = ranOf(shows(ID), { outputs: [['0123456789ab'], ['']] });
    expect(nextRun(ran, shows(ID, 'gone'))).toEqual({ kind: 'nothing' });
    expect(nextRun(ran, shows('ffb2c3d4e5f6'))).toEqual(all('changed', 'block-2'));
  });

  test('that shows another answer would type another one', () => {
    const was = documentPlan(['$ install', 'Proceed? y']);
    const questions = [{ snippet: 0, step: 0, text: 'Proceed? ', answer: 'y' }];
    const ran = ranOf(was, { outputs: [['Proceed? y']], questions });
    expect(nextRun(ran, documentPlan(['$ install', 'Proceed? y', 'done']))).toEqual({ kind: 'nothing' });
    expect(nextRun(ran, documentPlan(['$ install', 'Proceed? n']))).toEqual(all('changed', 'block-1'));
    expect(nextRun(ranOf(was, { outputs: [['Proceed? y']] }), documentPlan(['$ install', 'Proceed? n']))).toEqual({
      kind: 'nothing',
    });
  });

  test('with another value of a placeholder needs another lab, as values are given to a lab before its first command', () => {
    const withValues = (values: Readonly<Record<string, string>>, ...blocks: readonly string[]) => {
      const text = blocks.map((line) => consoleBlock(line)).join('\n\n');
      const config = toDocumentConfig({ values });
      return planPage(parseMarkdown({ file: 'GUIDE.md', text, images: [], knownImages: [], config }).document, []);
    };
    const was = withValues({ 'your-name': 'ada' }, '$ greet <your-name>');
    const why = { kind: 'other-lab', what: ['values'] };
    expect(nextRun(ranOf(was), withValues({ 'your-name': 'ada', other: 'x' }, '$ greet <your-name>'))).toEqual({
      kind: 'nothing',
    });
    expect(nextRun(ranOf(was), withValues({ 'your-name': 'bob' }, '$ greet <your-name>'))).toEqual({
      kind: 'all',
      why,
    });
    const first = withValues({ 'your-name': 'ada' }, '$ one');
    const more = withValues({ 'your-name': 'ada' }, '$ one', '$ greet <your-name>');
    expect(nextRun(ranOf(first), more)).toEqual({ kind: 'all', why });
  });

  test('goes on behind a block that got stuck, unless that shows something else now', () => {
    const stuck = ranOf(documentPlan(['$ one']), { endings: ['stuck'] });
    expect(nextRun(stuck, documentPlan(['$ one'], ['$ two']))).toEqual({ kind: 'rest', from: 1 });
    expect(nextRun(stuck, documentPlan(['$ one', 'Password: secret']))).toEqual(all('changed', 'block-1'));
  });
});

const command = fc.constantFrom('one', 'two', 'three', 'four');
const commands = fc.array(command, { minLength: 1, maxLength: 5 });
/** What has no influence on a run. */
const decoration = fc.constantFrom('', ' expect="x"', ' tolerance=2', ' output=hide', ' exit=3');

test('however a page changes, its lab has done what the page does now', () => {
  fc.assert(
    fc.property(commands, commands, fc.nat(5), decoration, decoration, (before, after, begun, one, other) => {
      const count = Math.min(begun, before.length);
      const blocksOf = (all: readonly string[], attributes: string) =>
        all.map((typed, index): Block => [`s${index}${attributes}`, `$ ${typed}`]);
      const next = nextRun(ranOf(planOf(blocksOf(before, one)), { count }), planOf(blocksOf(after, other)));
      expect(doneIn(next, before.slice(0, count), after)).toEqual(after);
      const isPrefix = before.slice(0, count).every((typed, index) => typed === after[index]);
      expect(next.kind === 'all').toBe(!isPrefix);
    }),
  );
});

/** What was typed into the lab that shows the page. */
function doneIn(next: NextRun, done: readonly string[], page: readonly string[]): readonly string[] {
  switch (next.kind) {
    case 'nothing':
      return done;
    case 'rest':
      return [...done, ...page.slice(next.from)];
    case 'all':
      return page;
  }
}
