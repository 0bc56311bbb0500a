/** What `snippets practice` says to a person, in each language of the pages. */
import type { Locale } from '../tutorial/page.ts';
import { replayingText } from './handed-lab.ts';

/** The words that a person can type. They are the same in all languages, because they are commands. */
export const PRACTICE_COMMANDS = ['check', 'hint', 'task', 'map', 'solution', 'on'] as const;
type PracticeCommand = (typeof PRACTICE_COMMANDS)[number];

export function isPracticeCommand(word: string): word is PracticeCommand {
  return PRACTICE_COMMANDS.some((each) => each === word);
}

export interface PracticeWords {
  readonly preparing: string;
  /** Said of the commands of another page, with which the page begins. */
  readonly beginning: (slug: string, step: number, of: number) => string;
  readonly breaking: (step: number, of: number) => string;
  readonly task: string;
  /** What each word does, of those that every exercise has. */
  readonly commands: Readonly<Record<Exclude<PracticeCommand, 'on'>, string>>;
  readonly on: (nodes: readonly string[]) => string;
  readonly exit: string;
  readonly onNode: (node: string) => string;
  readonly checking: (seconds: number) => string;
  readonly stopping: string;
  readonly solved: string;
  readonly notSolved: string;
  /** The person has ended the check. */
  readonly stopped: string;
  /** The check has not ended in time. */
  readonly noAnswer: string;
  readonly hint: (number: number, of: number) => string;
  readonly noMoreHints: string;
  readonly solution: string;
  readonly unknownNode: (node: string) => string;
  readonly nodes: (node: string, nodes: readonly string[]) => string;
  readonly noNetwork: string;
  readonly drawing: (address: string) => string;
  readonly page: (file: string) => string;
  readonly after: (command: string) => string;
}

export const PRACTICE_WORDS: Readonly<Record<Locale, PracticeWords>> = {
  en: {
    preparing: 'making the lab',
    beginning: replayingText,
    breaking: (step, of) => `making the broken network: ${step} of ${of}`,
    task: 'Your task',
    commands: {
      check: 'find out whether it is solved',
      hint: 'get the next hint',
      task: 'read the task again',
      map: 'see the networks as they are now',
      solution: 'see how it is solved',
    },
    on: (nodes) => `go to the terminal of another node: ${nodes.join(', ')}`,
    exit: 'leave; the lab is removed',
    onNode: (node) => `You are on ${node}.`,
    checking: (seconds) => `checking: ${seconds} s (Ctrl-C stops it)`,
    stopping: 'stopping the check',
    solved: 'Solved.',
    notSolved: 'Not solved yet.',
    stopped: 'The check was stopped.',
    noAnswer: 'The check took too long, so it was stopped.',
    hint: (number, of) => `Hint ${number} of ${of}`,
    noMoreHints: 'There are no more hints. `solution` shows the way.',
    solution: 'The solution',
    unknownNode: (node) => `There is no node "${node}".`,
    nodes: (node, nodes) =>
      nodes.length === 1
        ? `You are on ${node}, the only node.`
        : `You are on ${node}. The nodes are ${nodes.join(', ')}.`,
    noNetwork: 'no container is connected',
    drawing: (address) => `The broken network as a drawing: ${address}`,
    page: (file) => `The page of this exercise: ${file}`,
    after: (command) => `The next one: ${command}`,
  },
  'zh-cn': {
    preparing: '正在准备实验环境',
    beginning: (slug, step, of) => `正在运行 ${slug} 的命令：第 ${step} 步，共 ${of} 步`,
    breaking: (step, of) => `正在布置有故障的网络：第 ${step} 步，共 ${of} 步`,
    task: '任务',
    commands: {
      check: '检查是否已经解决',
      hint: '看下一条提示',
      task: '重新看任务',
      map: '看网络现在的样子',
      solution: '看解法',
    },
    on: (nodes) => `切换到另一个节点的终端，节点有：${nodes.join('、')}`,
    exit: '离开；实验环境随之删除',
    onNode: (node) => `现在位于节点 ${node}。`,
    checking: (seconds) => `正在检查：${seconds} 秒（按 Ctrl-C 停止）`,
    stopping: '正在停止检查',
    solved: '解决了。',
    notSolved: '还没有解决。',
    stopped: '检查已停止。',
    noAnswer: '检查用时太长，已停止。',
    hint: (number, of) => `提示 ${number}/${of}`,
    noMoreHints: '没有更多提示了。用 `solution` 看解法。',
    solution: '解法',
    unknownNode: (node) => `没有节点 ${node}。`,
    nodes: (node, nodes) =>
      nodes.length === 1
        ? `现在位于节点 ${node}，没有别的节点。`
        : `现在位于节点 ${node}。节点有：${nodes.join('、')}。`,
    noNetwork: '没有连接任何容器',
    drawing: (address) => `故障网络的示意图：${address}`,
    page: (file) => `这道练习所在的页面：${file}`,
    after: (command) => `下一道：${command}`,
  },
};
