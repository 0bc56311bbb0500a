/** Checks `<Question>`: a question for the reader, and below it the answer, which the site folds. */
import type { Nodes } from 'mdast';
import type { ReportProblem } from '../source/problem-list.ts';
import { isElement, type JsxElement } from '../source/syntax-tree.ts';
import { startOf } from './attributes.ts';
import { isCallout } from './elements.ts';

export function checkQuestions(elements: readonly JsxElement[], report: ReportProblem): void {
  for (const element of elements) {
    if (element.name !== 'Question') continue;
    const [question, ...answer] = element.children;
    if (question?.type !== 'paragraph' || answer.length === 0) {
      const hint = 'Write the question as a paragraph, an empty line, and then the answer: text, snippets or both.';
      report('question-invalid', startOf(element), '<Question> is not a question and its answer', hint);
    } else if (!question.children.every(isPlain)) {
      const hint = 'Only text, emphasis and `code` can be in it. Links and values belong in the answer.';
      report(
        'question-invalid',
        startOf(question),
        'a question is what opens its answer, so it contains no link or other element',
        hint,
      );
    }
    for (const node of answer.filter(isFrame)) {
      const hint = 'Move it before <Question> or after it.';
      report('question-invalid', startOf(node), 'a heading or a frame cannot be in an answer, which is folded', hint);
    }
  }
}

function isPlain(node: Nodes): boolean {
  if (node.type === 'emphasis' || node.type === 'strong') return node.children.every(isPlain);
  return node.type === 'text' || node.type === 'inlineCode';
}

function isFrame(node: Nodes): boolean {
  return node.type === 'heading' || (isElement(node) && isCallout(node));
}
