/** What the parts of an exercise have around them in Markdown: their titles, and what the check has printed after them. */
import type { Nodes } from 'mdast';
import { repeatedId, solvedCheckId } from '../../snippets-runner/tutorial/exercise/play-order.ts';
import type { Exercise } from '../../snippets-runner/tutorial/page.ts';
import type { ParsedPage } from '../../snippets-runner/tutorial/parsed-page.ts';
import { isElement } from '../../snippets-runner/tutorial/source/syntax-tree.ts';
import { capturedSnippet, readCapture } from '../data/captures.ts';
import { meaningsIn } from '../data/exercises.ts';
import { practiceCommand } from '../data/practice-command.ts';
import { stringsOf } from '../i18n/languages.ts';
import { terminalMarkdown } from './terminal.ts';

export interface Frame {
  readonly before: string;
  readonly after: string;
}

/** Returns the frames of the task and of the parts. @param nodes of the page, each before its children */
export function exerciseFrames(nodes: Iterable<Nodes>, page: ParsedPage): ReadonlyMap<Nodes, Frame> {
  const frames: [Nodes, Frame][] = [];
  for (const node of nodes) {
    if (!isElement(node) || node.name !== 'Exercise') continue;
    const exercise = page.exercises.find(({ position }) => position.line === node.position?.start.line);
    if (exercise) frames.push(...framesIn(node.children, exercise, page));
  }
  return new Map(frames);
}

function framesIn(children: readonly Nodes[], exercise: Exercise, page: ParsedPage): readonly [Nodes, Frame][] {
  const { exercise: strings } = stringsOf(page.locale);
  const parts = (name: string) => children.filter((child) => isElement(child) && child.name === name);
  const framed = (name: string, frameOf: (index: number) => Frame) =>
    parts(name).map((part, index): [Nodes, Frame] => [part, frameOf(index)]);
  const check = (title: string, id: string) =>
    `\n\n${titled(title)}${printedBy(id, page)}${explained(id, exercise, page)}`;
  const { checks } = strings;
  const task = children.filter(({ type }) => type === 'paragraph').slice(-1);
  return [
    ...task.map((node): [Nodes, Frame] => [node, { before: titled(strings.task), after: '' }]),
    ...framed('SetUp', () => ({ before: `${practice(exercise, page)}${titled(strings.setUp)}`, after: '' })),
    ...framed('Check', () => ({ before: titled(checks.now), after: explained(exercise.check, exercise, page) })),
    ...framed('Hint', (index) => ({ before: titled(strings.hint(index + 1)), after: '' })),
    ...framed('Solution', () => ({
      before: titled(strings.solution),
      after: check(checks.solved, solvedCheckId(exercise)),
    })),
    ...framed('CleanUp', () => ({ before: titled(strings.cleanUp), after: '' })),
    ...framed('Wrong', (index) => ({
      before: titled(strings.wrong),
      after: check(checks.wrong, repeatedId(exercise.check, index)),
    })),
  ];
}

function titled(title: string): string {
  return `**${title}**\n\n`;
}

/** Returns the command that sets the exercise up in a lab. */
function practice({ id }: Exercise, { slug, locale }: ParsedPage): string {
  const { exercise } = stringsOf(locale);
  return `${titled(exercise.practice)}${exercise.practiceText}\n\n\`${practiceCommand(slug, id, locale).join(' ')}\`\n\n${exercise.practiceWords}\n\n`;
}

/** Returns what the check says, in the language of the page. */
function explained(id: string, { messages }: Exercise, { slug }: ParsedPage): string {
  const snippet = capturedSnippet(readCapture(slug), id);
  const meanings = snippet ? meaningsIn(snippet, messages) : [];
  return meanings.map((meaning) => `\n\n${meaning}`).join('');
}

function printedBy(id: string, { slug, locale }: ParsedPage): string {
  const capture = readCapture(slug);
  const snippet = capturedSnippet(capture, id);
  return capture && snippet ? terminalMarkdown(capture, snippet, locale) : '';
}
