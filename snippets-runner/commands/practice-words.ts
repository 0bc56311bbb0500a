/** What `snippets practice` says to a person, in each language of the pages. */
import type { Locale } from '../tutorial/page.ts';

/** The words that a person can type. They are the same in all languages, because they are commands. */
export const PRACTICE_COMMANDS = ['check', 'hint', 'task', 'map', 'solution', 'on'] as const;
type PracticeCommand = (typeof PRACTICE_COMMANDS)[number];

export function isPracticeCommand(word: string): word is PracticeCommand {
  return PRACTICE_COMMANDS.some((each) => each === word);
}

export interface PracticeWords {
  readonly preparing: string;
  readonly task: string;
  /** What each word does. */
  readonly commands: Readonly<Record<PracticeCommand | 'exit', string>>;
  readonly onNode: (node: string) => string;
  readonly solved: string;
  readonly notSolved: string;
  /** The check was stopped. */
  readonly noAnswer: string;
  readonly hint: (number: number, of: number) => string;
  readonly noMoreHints: string;
  readonly solution: string;
  readonly unknownNode: (node: string, nodes: readonly string[]) => string;
  readonly noNetwork: string;
  readonly after: (command: string) => string;
}

export const PRACTICE_WORDS: Readonly<Record<Locale, PracticeWords>> = {
  en: {
    preparing: 'making the lab, and breaking its network',
    task: 'Your task',
    commands: {
      check: 'find out whether it is solved',
      hint: 'get the next hint',
      task: 'read the task again',
      map: 'see the networks as they are now',
      solution: 'see how it is solved',
      on: 'go to the terminal of another node, such as: on NODE',
      exit: 'leave; the lab is removed',
    },
    onNode: (node) => `You are on ${node}.`,
    solved: 'Solved.',
    notSolved: 'Not solved yet.',
    noAnswer: 'The check did not come to its end.',
    hint: (number, of) => `Hint ${number} of ${of}`,
    noMoreHints: 'There are no more hints. `solution` shows the way.',
    solution: 'The solution',
    unknownNode: (node, nodes) => `There is no node "${node}". The nodes are ${nodes.join(', ')}.`,
    noNetwork: 'no container is connected',
    after: (command) => `The next one: ${command}`,
  },
  'zh-cn': {
    preparing: '正在准备实验环境，并弄坏它的网络',
    task: '任务',
    commands: {
      check: '检查是否已经解决',
      hint: '看下一条提示',
      task: '重新看任务',
      map: '看网络现在的样子',
      solution: '看解法',
      on: '切换到另一个节点的终端，例如：on NODE',
      exit: '离开；实验环境随之删除',
    },
    onNode: (node) => `现在位于节点 ${node}。`,
    solved: '解决了。',
    notSolved: '还没有解决。',
    noAnswer: '检查没有运行完。',
    hint: (number, of) => `提示 ${number}/${of}`,
    noMoreHints: '没有更多提示了。用 `solution` 看解法。',
    solution: '解法',
    unknownNode: (node, nodes) => `没有节点 ${node}。节点有：${nodes.join('、')}。`,
    noNetwork: '没有连接任何容器',
    after: (command) => `下一道：${command}`,
  },
};
