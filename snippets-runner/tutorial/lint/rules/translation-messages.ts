/** Compares what a translation explains of a check with what the check says: each message once, with its numbers. */
import { listed, nearest } from '../../../base/nearest.ts';
import { without } from '../../../base/without.ts';
import { numbersIn } from '../../page/numbers.ts';
import type { CheckMessage, Exercise } from '../../page.ts';
import type { PageIndex, RuleProblem } from '../page-index.ts';

export function translationMessages({ translations }: PageIndex): RuleProblem[] {
  return translations.flatMap(({ page, source }) =>
    page.exercises.flatMap((exercise) => {
      const theirs = source?.exercises.find(({ id }) => id === exercise.id);
      const problems = theirs ? exerciseProblems(exercise, theirs) : [];
      return problems.map((problem): RuleProblem => ({ file: page.file, ...problem }));
    }),
  );
}

type MessageProblem = Omit<RuleProblem, 'file'>;

/** A message with so many typing mistakes is still taken for it. */
const MISTAKES = 5;

function exerciseProblems({ messages, position }: Exercise, { messages: said }: Exercise): readonly MessageProblem[] {
  const texts = said.map(({ text }) => text);
  const missing = new Set(without(said, messages, textOf).map(textOf));
  const surplus = without(messages, said, textOf).map(({ text, position: at }) => {
    const meant = nearest(text, missing, MISTAKES);
    // Then it is one mistake, not two.
    if (meant !== undefined) missing.delete(meant);
    const message = texts.includes(text) ? `"${text}" is explained twice` : `the check does not say "${text}"`;
    return { position: at, message, hint: meant === undefined ? `It says: ${listed(texts)}.` : `It says "${meant}".` };
  });
  const unexplained = [...missing].map((text) => {
    const message = `the check says "${text}", but the translation does not explain it`;
    const hint = `Write <Says message="${text}" means="…" /> in <Check>, below the snippet.`;
    return { position, message, hint };
  });
  return [...surplus, ...unexplained, ...messages.flatMap(meaningProblems)];
}

function meaningProblems({ text, meaning = '', position }: CheckMessage): readonly MessageProblem[] {
  const markup = /[`*{}<>]/u.exec(meaning)?.[0];
  if (markup !== undefined) {
    return [{ position, message: `readers see "${markup}" as it is`, hint: 'Write the meaning without markup.' }];
  }
  const [own, theirs] = [meaning, text].map((each) => numbersIn(each).map(({ number }) => number));
  if (String(own?.toSorted()) === String(theirs?.toSorted())) return [];
  const message = `the meaning has not the numbers of "${text}"`;
  return [{ position, message, hint: 'Write the same numbers in both.' }];
}

function textOf({ text }: CheckMessage): string {
  return text;
}
