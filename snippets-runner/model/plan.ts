/** What a run will do, in order, decided before anything is started. */
import type { InputStep, Page, Snippet, Step } from '../tutorial/page.ts';

export type PlannedPage =
  | {
      readonly kind: 'run';
      readonly page: Page;
      /** Names of those that can run it, in the order of preference. */
      readonly engines: readonly string[];
      readonly snippets: readonly PlannedSnippet[];
    }
  | { readonly kind: 'skipped'; readonly page: Page; readonly reason: string };

export type PagePlan = Extract<PlannedPage, { kind: 'run' }>;

export interface PlannedSnippet {
  readonly snippet: Snippet;
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  readonly step: Step;
  readonly until: Until;
}

/** What a step's end shows itself by. */
export type Until =
  /** The shell's own prompt. */
  | { readonly kind: 'shell' }
  /** The prompt of a program inside, as the last thing on the screen. */
  | { readonly kind: 'prompt'; readonly prompt: string }
  /** The program inside has no prompt: it has printed nothing for a while. */
  | { readonly kind: 'quiet' }
  /** The same, or it has been printing for long: keys such as Ctrl-C end what never goes quiet. */
  | { readonly kind: 'quiet-or-busy' };

/** What an input waits for. */
export function readyFor({ prompt, text }: InputStep): Until {
  if (prompt !== undefined) return { kind: 'prompt', prompt };
  return { kind: text === '' ? 'quiet-or-busy' : 'quiet' };
}
