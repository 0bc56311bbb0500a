/**
 * A page as the author wrote it: what `parse` makes of an MDX or Markdown file, once.
 * Later stages query it and never look at the source again.
 */

export const SOURCE_LOCALE = 'en';
export const LOCALES = ['en', 'zh-cn'] as const;
export type Locale = (typeof LOCALES)[number];

/** A place in a source file; both count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What a page's lab must have, from the front matter's `lab`. */
export interface LabSpec {
  /** Host names of the nodes; snippets without `node=` run on the first. */
  readonly nodes: readonly string[];
  /** Names of images under content/images that are in every node's store before the first step. */
  readonly images: readonly string[];
  /** Without which the page cannot run. */
  readonly needs: readonly KernelFeature[];
  /** Whether the lab has a web server that is no Docker host, at `<OUTSIDE_IP>`: something beyond the nodes to reach. */
  readonly outside: boolean;
  /** What may be on its nodes after the last snippet. */
  readonly leaves: readonly LeftoverKind[];
}

/**
 * What a kernel may lack of what Docker's networking uses: IPVS (virtual addresses of services, the
 * ingress mesh), the kinds of interface, and ESP (encrypted overlay networks). `lab/features.ts` probes them.
 */
export const KERNEL_FEATURES = ['esp', 'ipvlan', 'ipvs', 'macvlan', 'vlan', 'vxlan'] as const;
export type KernelFeature = (typeof KERNEL_FEATURES)[number];

/** What a page can leave on a node. */
export const LEFTOVER_KINDS = ['containers', 'networks', 'volumes', 'services', 'swarm'] as const;
export type LeftoverKind = (typeof LEFTOVER_KINDS)[number];

/** Whatever is run as one, in one lab. */
export type Page = SitePage | MarkdownDocument;

interface Runnable {
  /** Path as given to the parser, for messages. */
  readonly file: string;
  /** Of a page, its path below the locale's folder without its ending, such as `bridge/user-defined`; of a document, its file. */
  readonly slug: string;
  readonly lab: LabSpec;
  /** In the order they run. Empty in a translation, which only refers to its source's snippets. */
  readonly snippets: readonly Snippet[];
}

/** One MDX document in one locale. Translations of a page share its slug. */
export interface SitePage extends Runnable {
  readonly kind: 'page';
  readonly locale: Locale;
  readonly title: string;
  readonly description: string;
  /** `<Snippet id="…" />` of a translation, in order. */
  readonly snippetReferences: readonly SnippetReference[];
  /** `<Captured … />` in prose, in order. */
  readonly capturedValues: readonly CapturedValue[];
  /** The text before the first heading, then one section a heading, in order. */
  readonly sections: readonly Section[];
  readonly links: readonly Link[];
  /** Front matter's `translated` of a translation: a hash of the source's prose for each of its sections. */
  readonly translated: readonly string[] | undefined;
}

/** A plain Markdown file, such as a README. It has no capture: it shows itself what its commands print. */
export interface MarkdownDocument extends Runnable {
  readonly kind: 'document';
  /** One a snippet, in order. */
  readonly shown: readonly ShownSnippet[];
  /** What looks as if it were to be run or compared, and is not. */
  readonly leftOut: readonly LeftOut[];
}

/** What a document says itself of a snippet's run. */
export interface ShownSnippet {
  readonly id: string;
  /** Whether the block names the exit code of its last command; where it does not, a command may fail as it is shown to. */
  readonly statesExit: boolean;
  /** One a step; undefined where the block shows no output at all, and so says nothing of it. */
  readonly steps: readonly ShownStep[] | undefined;
}

export interface ShownStep {
  /** A line of nothing but `...` stands for lines left out; no blank lines around. */
  readonly output: string;
  readonly lines: OutputLines;
}

/** The lines of a file that show an output, to be put in place of one another. */
export interface OutputLines {
  /** Number of the first, counted from 1; where there is none yet, of the line before which it belongs. */
  readonly first: number;
  readonly count: number;
  /** What an output's line begins with, because its block stands in a list or a quotation. */
  readonly prefix: string;
}

export interface LeftOut {
  readonly position: Position;
  readonly reason: string;
}

/** One tagged command block. */
export interface Snippet {
  /** kebab-case, unique in the page. */
  readonly id: string;
  readonly node: string;
  readonly steps: readonly Step[];
  /** Exit code that the last command must have. */
  readonly exit: number;
  /** Each must be found in the output of the whole snippet. */
  readonly expect: readonly Pattern[];
  /** Run again until the output has it, at most until the timeout. */
  readonly retryUntil: Pattern | undefined;
  /** For the whole snippet, in milliseconds. */
  readonly timeoutMs: number;
  readonly saves: readonly Save[];
  readonly output: OutputDisplay;
  /** Run, but not shown: set-up. */
  readonly hidden: boolean;
  readonly position: Position;
}

export const OUTPUT_DISPLAYS = ['show', 'fold', 'hide'] as const;
export type OutputDisplay = (typeof OUTPUT_DISPLAYS)[number];

export type Step = CommandStep | InputStep;

/** A command line for the node's shell; continued lines are joined by newlines, as typed. */
export interface CommandStep {
  readonly kind: 'command';
  readonly text: string;
  readonly position: Position;
}

/** Something typed into the program that the shell is running. */
export interface InputStep {
  readonly kind: 'input';
  /** The prompt to wait for before typing, such as `/ # `; undefined types as soon as the program has gone quiet. */
  readonly prompt: string | undefined;
  readonly text: string;
  /** Pressed after the text, instead of Enter. */
  readonly keys: readonly string[];
  readonly position: Position;
}

export type Pattern =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string };

/** `save=NAME:/re/`: the first group of the match in the output becomes `<NAME>` in later snippets. */
export interface Save {
  readonly name: string;
  readonly pattern: Extract<Pattern, { kind: 'regexp' }>;
}

export interface SnippetReference {
  readonly id: string;
  readonly position: Position;
}

/** A value that prose takes from the capture; see `resolveCaptured`. */
export interface CapturedValue {
  readonly of: string;
  /** Counts from 1; default: the last step. */
  readonly step: number | undefined;
  readonly path: string | undefined;
  readonly match: string | undefined;
  readonly position: Position;
}

export interface Section {
  /** Text of the heading; undefined for what stands before the first. */
  readonly heading: string | undefined;
  /** 1 to 6; 0 for what stands before the first heading. */
  readonly depth: number;
  /** Over the section's prose with snippets replaced by their ids: equal exactly when a translator has nothing new to read. */
  readonly proseHash: string;
  readonly position: Position;
}

export interface Link {
  readonly url: string;
  readonly position: Position;
}
