/** The plan of a run, made before the first lab is booted. */
import type { InputStep, Page, Snippet, Step } from '../tutorial/page.ts';

export type PlannedPage =
  | {
      readonly kind: 'run';
      readonly page: Page;
      /** Names of the engines that can run the page, best first. */
      readonly engines: readonly string[];
      readonly snippets: readonly PlannedSnippet[];
      /** The snippets of another page that make its lab what it begins with. Undefined: it begins in a fresh lab. */
      readonly beginning?: readonly PlannedSnippet[];
    }
  /** No engine of the run can run the page. */
  | { readonly kind: 'skipped'; readonly page: Page; readonly reason: string }
  /** A Markdown document without a block that can be run. */
  | { readonly kind: 'empty'; readonly page: Page };

export type PagePlan = Extract<PlannedPage, { kind: 'run' }>;

export interface PlannedSnippet {
  readonly snippet: Snippet;
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  readonly step: Step;
  readonly until: Until;
  /** For a step of a document, whose author may not have planned for a run. */
  readonly inDocument?: StepInDocument;
}

export interface StepInDocument {
  readonly attention: Attention;
  /** The output that the document shows below the step; empty for none. */
  readonly shown: string;
}

/** What a terminal pays attention to while a command runs, to find out early that it will not end. */
export interface Attention {
  /** The command ends only when it is stopped, as `docker logs --follow` does. */
  readonly isEndless: boolean;
  /** The command reads the terminal all the time, so only text before the cursor shows that it waits for input. */
  readonly readsAlways: boolean;
  /** The command opens a shell, which waits for commands. */
  readonly opensShell: boolean;
  /** Returns why the command waits for something that cannot happen, if a piece of its output says so. */
  vainReason(printed: string): string | undefined;
  /** Returns what is typed as an answer to a question that a program prints; undefined if nothing is known. */
  answerTo(question: string): string | undefined;
}

/** How the runner knows that a step has ended. */
export type Until =
  /** The shell shows its prompt. */
  | { readonly kind: 'shell' }
  /**
   * A program in the shell shows this prompt, and nothing after it. `orShell`: or the program has ended, because nothing
   * more is typed into it.
   */
  | { readonly kind: 'prompt'; readonly prompt: string; readonly orShell?: boolean }
  /** The program has no prompt. It has printed nothing for a while. */
  | { readonly kind: 'quiet' }
  /**
   * As `quiet`, or the program has printed for a long time: Ctrl-C is also typed into a program that never stops
   * printing. `lines`: or it has printed that many lines. A document shows how many.
   */
  | { readonly kind: 'quiet-or-busy'; readonly lines?: number };

/** Returns what must be reached before an input is typed. */
export function readyFor({ prompt, text }: InputStep): Until {
  if (prompt !== undefined) return { kind: 'prompt', prompt };
  return { kind: text === '' ? 'quiet-or-busy' : 'quiet' };
}
