/**
 * Checks `<Decision>`: a question, and a list of its answers. Each item begins with its answer in bold. After it comes
 * the next question with the list of its answers, or the result. The site shows an item's text when its answer is
 * chosen.
 */
import type { List, ListItem, Nodes, PhrasingContent } from 'mdast';
import type { ReportProblem } from '../source/problem-list.ts';
import type { JsxElement } from '../source/syntax-tree.ts';
import { startOf } from './attributes.ts';

export function checkDecisions(elements: readonly JsxElement[], report: ReportProblem): void {
  for (const element of elements) {
    if (element.name !== 'Decision') continue;
    const [question, answers, ...more] = element.children;
    if (question?.type !== 'paragraph' || answers?.type !== 'list' || more.length > 0) {
      const hint = 'Write the question, then a list of its answers: - **Yes.** What follows from it.';
      report('decision-invalid', startOf(element), '<Decision> is not a question and a list of its answers', hint);
    } else checkAnswers(answers, report);
  }
}

function checkAnswers(first: List, report: ReportProblem): void {
  const ahead = [first];
  for (let list = ahead.pop(); list; list = ahead.pop()) {
    if (list.ordered || list.children.length < 2) {
      const hint = 'Write each answer as an item that begins with "- ".';
      report(
        'decision-invalid',
        startOf(list),
        'a question needs a list of two answers or more, without numbers',
        hint,
      );
    }
    for (const item of list.children) {
      const next = checkAnswer(item, report);
      if (next) ahead.push(next);
    }
  }
}

/** Returns the list of the next answers. */
function checkAnswer(item: ListItem, report: ReportProblem): List | undefined {
  const [text, next, ...more] = item.children;
  const isAnswer = text?.type === 'paragraph' && beginsWithAnswer(text.children);
  if (isAnswer && (next === undefined || next.type === 'list') && more.length === 0) return next;
  const hint = 'Write - **Yes.** What follows from it. The list of the next answers may follow, and nothing else.';
  report('decision-invalid', startOf(item), 'this is not an answer in bold and a text', hint);
  return undefined;
}

/** An answer opens what is below it, so it has no link of its own. */
function beginsWithAnswer([answer, ...text]: readonly PhrasingContent[]): boolean {
  return answer?.type === 'strong' && answer.children.every(isPlain) && text.length > 0;
}

function isPlain({ type }: Nodes): boolean {
  return type === 'text' || type === 'inlineCode';
}
