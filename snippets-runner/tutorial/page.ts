/**
 * A page as the author wrote it: the value that `parsePage` or `parseMarkdown` returns for a file.
 * A file is parsed once. Later stages read this value and never the source.
 */

import type { DaemonOptions } from './page/daemon-options.ts';

export const SOURCE_LOCALE = 'en';
export const LOCALES = ['en', 'zh-cn'] as const;
export type Locale = (typeof LOCALES)[number];

/** A position in a source file. Lines and columns count from 1; a column is a UTF-16 code unit. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lab that a page needs, from `lab` in its front matter. */
export interface LabSpec {
  /** Host names of the nodes. A snippet without `node=` runs on the first. */
  readonly nodes: readonly string[];
  /** Names of images under content/images. Every node has them before the first step. */
  readonly images: readonly string[];
  /**
   * Names and tags of other images, such as `redis:7`. The engine has them, or pulls them where a registry answers;
   * a lab is made without those that it cannot get.
   */
  readonly references?: readonly string[];
  /** Kernel features that the page cannot run without. */
  readonly needs: readonly KernelFeature[];
  /** Whether the lab has a web server outside of the nodes, at `<OUTSIDE_IP>`. It is not a Docker host. */
  readonly outside: boolean;
  /** The kinds of things that may be on the nodes after the last snippet. */
  readonly leaves: readonly LeftoverKind[];
  /** What each node may use. Undefined, or a missing field: the usual limits of `lab/node/confinement.ts`. */
  readonly limits?: LabLimits;
  /** Options of each node's daemon, as in `daemon.json`. Undefined: those that all labs have. */
  readonly daemon?: DaemonOptions;
  /** Files that are in the first folder of each node's shell. */
  readonly files?: LabFiles;
}

export interface LabFiles {
  /** Absolute path. */
  readonly folder: string;
  /** Paths in the folder. */
  readonly names: readonly string[];
  /** Of names, modes and contents. */
  readonly hash: string;
}

/** What a node may use at most. A page that needs more than usual says so. */
export interface LabLimits {
  /** Number of processes and threads in a node. */
  readonly processes?: number;
  /** Memory of a node, in bytes. */
  readonly memory?: number;
  /** Size of the largest file in a node, in bytes. */
  readonly file?: number;
  /** `all`: the node may use every device of the machine, its disks too. */
  readonly devices?: 'all';
}

/**
 * Kernel features that Docker's networking uses and that a kernel may lack: IPVS (virtual addresses of
 * services, the ingress mesh), the kinds of interface, and ESP (encrypted overlay networks).
 * `lab/features.ts` probes them.
 */
export const KERNEL_FEATURES = ['esp', 'ipvlan', 'ipvs', 'macvlan', 'vlan', 'vxlan'] as const;
export type KernelFeature = (typeof KERNEL_FEATURES)[number];

/** Kinds of things that a page can leave on a node. */
export const LEFTOVER_KINDS = ['containers', 'networks', 'volumes', 'services', 'swarm'] as const;
export type LeftoverKind = (typeof LEFTOVER_KINDS)[number];

/** A page of the site, or a plain Markdown document. Each runs in a lab of its own. */
export type Page = SitePage | MarkdownDocument;

interface Runnable {
  /** Path as given to the parser; messages show it. */
  readonly file: string;
  /**
   * For a page: its path below the folder of its locale, without the extension, such as `bridge/user-defined`.
   * For a Markdown document: its file.
   */
  readonly slug: string;
  readonly lab: LabSpec;
  /** In the order in which they run. Empty in a translation, which refers to the snippets of its source. */
  readonly snippets: readonly Snippet[];
}

/** One MDX document in one locale. A page and its translations share a slug. */
export interface SitePage extends Runnable {
  readonly kind: 'page';
  readonly locale: Locale;
  readonly title: string;
  readonly description: string;
  /** The `<Snippet id="…" />` of a translation, in order. */
  readonly snippetReferences: readonly SnippetReference[];
  /** The `<Captured … />` of the prose, in order. */
  readonly capturedValues: readonly CapturedValue[];
  /** The `<Drawing … />` of the prose, in order. */
  readonly drawings: readonly DrawingReference[];
  /** The `<Reach />` of the page, in order. */
  readonly reachElements: readonly ReachElement[];
  /** The `<Exercise>` of the page, in order. */
  readonly exercises: readonly Exercise[];
  /** The `<Path of="…" />` of the page, in order. */
  readonly pathElements: readonly PathElement[];
  /** First the text before the first heading, then one section for each heading, in order. */
  readonly sections: readonly Section[];
  readonly links: readonly Link[];
  /** `begins` from the front matter of a source page. Undefined: the page begins in a fresh lab. */
  readonly begins?: Begins;
  /** What `begins` names. `withBeginning` adds it, if it has no mistake. */
  readonly beginning?: Beginning;
  /** `translated` from a translation's front matter: one `proseHash` for each section of the source. */
  readonly translated: readonly string[] | undefined;
}

/** The snippets of another page that run before the first snippet of this one, as the author names them. */
export interface Begins {
  /** Slug of the other page. */
  readonly page: string;
  /** Their ids, in the order of that page. */
  readonly snippets: readonly string[];
  /** Placeholders of this page to which neither the lab nor the page itself gives a value. */
  readonly placeholders: readonly UsedPlaceholder[];
  readonly positions: { readonly page: Position; readonly snippets: readonly Position[] };
}

export interface UsedPlaceholder {
  readonly name: string;
  readonly position: Position;
}

/**
 * What a page begins with: snippets of another page, which run in its lab before its own. Their values of placeholders
 * stay. What they print is compared only on the page that they belong to.
 */
export interface Beginning {
  /** Of the page that they belong to. */
  readonly slug: string;
  readonly file: string;
  readonly title: string;
  readonly snippets: readonly Snippet[];
}

/** A plain Markdown file, such as a README. It has no capture: it contains the outputs of its commands itself. */
export interface MarkdownDocument extends Runnable {
  readonly kind: 'document';
  /** One for each snippet, in order. */
  readonly shown: readonly ShownSnippet[];
  /** Values that its repository or the caller gives to placeholders, by name. Undefined: none. */
  readonly values?: Readonly<Record<string, string>>;
  /** Blocks and lines that look like commands or outputs, but are not run or compared. */
  readonly leftOut: readonly LeftOut[];
  /** What an author should know although it may be right. In the order of their places. */
  readonly notes: readonly Note[];
}

export interface Note {
  readonly position: Position;
  readonly message: string;
}

/** The outputs and the exit code that a document shows for a snippet. */
export interface ShownSnippet {
  readonly id: string;
  /** Whether the block has `exit=N`. Without it, a command may fail if the document shows its error output. */
  readonly statesExit: boolean;
  /** One for each step. Undefined if the block shows no output at all: then outputs are not compared. */
  readonly steps: readonly ShownStep[] | undefined;
  /** Another machine, on which the text before the block says to run it, although the lab has only one node. */
  readonly hostInText?: HostInText;
  /** Variables of the shell, with `$`, that its commands use although nothing has set them. */
  readonly unset?: readonly string[];
  /** A shell that an earlier block opens and no block leaves: the author may have meant it for this block. */
  readonly inShell?: OpenShell;
}

/** The command that opens a shell. */
export interface OpenShell {
  readonly text: string;
  readonly position: Position;
}

/** A machine that a text names, such as "on the second machine". */
export interface HostInText {
  readonly text: string;
  readonly position: Position;
}

export interface ShownStep {
  /** Has no blank lines at either end. A line `...` stands for lines that the document leaves out. */
  readonly output: string;
  readonly lines: OutputLines;
  /** The lines between the output and the next command, if these may be comments for readers. */
  readonly comments?: ShownComments;
}

/**
 * Lines such as `# and a second one` right before a command. A file that the step has printed may end with such lines,
 * too, so only a run can tell. Blank lines before and between them count.
 */
export interface ShownComments {
  readonly lines: readonly string[];
  /** Number of the first of them, counted from 1. */
  readonly first: number;
}

/** The lines of a file that show one output. `verify --update` replaces them. */
export interface OutputLines {
  /** Number of the first line, counted from 1. If there is no line yet: the line before which the output goes. */
  readonly first: number;
  readonly count: number;
  /** Indentation and quotation marks before each line, if the block is in a list or a quotation. */
  readonly prefix: string;
}

/** A block, or a line of one, that is not run or compared, and the reason. */
export interface LeftOut {
  readonly position: Position;
  readonly reason: string;
  /** The commands that are not run. Where they cannot be told from outputs, all lines. */
  readonly commands?: readonly string[];
}

/** One tagged command block. */
export interface Snippet {
  /** kebab-case, unique in the page. */
  readonly id: string;
  readonly node: string;
  readonly steps: readonly Step[];
  /** Exit code that the last command must have. */
  readonly exit: number;
  /** The output of the whole snippet must match each of them. */
  readonly expect: readonly Pattern[];
  /** The snippet is run again until its output matches, or until the timeout. */
  readonly retryUntil: Pattern | undefined;
  /** Time limit of the whole snippet, in milliseconds. */
  readonly timeoutMs: number;
  /** How many times as far as usual the times and sizes of two runs may be apart. Undefined: no further. */
  readonly tolerance?: number | undefined;
  readonly saves: readonly Save[];
  readonly output: OutputDisplay;
  /** Whether the snippet is run but not shown, such as a set-up. */
  readonly hidden: boolean;
  /** How the site shows the drawing of the network after the snippet. Undefined: folded, if there is one. */
  readonly drawing?: DrawingDisplay | undefined;
  /** Whether each command tries a connection: it may fail. Its exit code is the one in the capture. */
  readonly tries: boolean;
  /** For a check of an exercise: whether it has to fail or to pass. */
  readonly check?: CheckResult;
  /** Id of the snippet of the page that this one plays again, for an exercise. */
  readonly repeats?: string;
  readonly position: Position;
}

export const OUTPUT_DISPLAYS = ['show', 'fold', 'hide'] as const;
export type OutputDisplay = (typeof OUTPUT_DISPLAYS)[number];

export type DrawingDisplay = 'open';

export type Step = CommandStep | InputStep;

/** A command line for the node's shell. Its lines are joined by newlines, as typed. */
export interface CommandStep {
  readonly kind: 'command';
  readonly text: string;
  readonly position: Position;
}

/** A line typed into the program that the shell is running. */
export interface InputStep {
  readonly kind: 'input';
  /** The prompt to wait for before typing, such as `/ # `. Undefined: wait until the program prints nothing more. */
  readonly prompt: string | undefined;
  readonly text: string;
  /** Keys pressed after the text, instead of Enter. */
  readonly keys: readonly string[];
  readonly position: Position;
}

export type Pattern =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regexp'; readonly source: string; readonly flags: string };

/** `save=NAME:/re/`: in later snippets, `<NAME>` is the first group of the match in the output. */
export interface Save {
  readonly name: string;
  readonly pattern: Extract<Pattern, { kind: 'regexp' }>;
}

export interface SnippetReference {
  readonly id: string;
  readonly position: Position;
}

/** A drawing of the network of a page, which may be another page. */
export interface DrawingReference {
  /** Slug of the page. */
  readonly of: string;
  /** Id of the snippet after which the network is drawn. */
  readonly after: string;
  readonly position: Position;
}

/** A `<Captured … />`: a value that prose takes from the capture. `resolveCaptured` finds it. */
export interface CapturedValue {
  /** Id of the snippet. */
  readonly of: string;
  /** Number of the step, counted from 1. Undefined: the last step. */
  readonly step: number | undefined;
  readonly path: string | undefined;
  readonly match: string | undefined;
  readonly position: Position;
}

/** A `<Reach />`: a table of who reaches whom. `reachTable` makes it from a capture. */
export interface ReachElement {
  /** Ids of the snippets whose attempts it shows. Undefined: those of all snippets. */
  readonly of: readonly string[] | undefined;
  readonly position: Position;
}

/** A network that is broken, and a task to mend it. See `exercise/play-order.ts` for the order in which it runs. */
export interface Exercise {
  /** kebab-case, unique in the page, equal in all languages. */
  readonly id: string;
  /** The heading above it. */
  readonly title: string;
  /** What has happened, in the language of the page: paragraphs, without markup but `code` in backticks. */
  readonly story: readonly string[];
  /** What the reader has to do: the last paragraph before the first part. */
  readonly task: string;
  /** One text each, from the first that helps a little to the last that helps most. */
  readonly hints: readonly string[];
  /** Text of the solution, without its commands. */
  readonly explanation: readonly string[];
  /** Ids of the snippets that break the network. In a translation, as in its source. */
  readonly setUp: readonly string[];
  /** Id of the snippet with one command, which exits with 0 if and only if the task is done. */
  readonly check: string;
  /** What the check says with `echo`. In a translation: what that means, too. */
  readonly messages: readonly CheckMessage[];
  readonly solution: readonly string[];
  readonly cleanUp: readonly string[];
  readonly wrong: readonly WrongSolution[];
  readonly position: Position;
}

/** A line that a check prints. */
export interface CheckMessage {
  readonly text: string;
  /** In the language of the page, without markup. Undefined in a source page. */
  readonly meaning: string | undefined;
  readonly position: Position;
}

/** Something that a reader may well try, and that does not solve the task. */
export interface WrongSolution {
  readonly snippets: readonly string[];
  /** What the check prints after it. */
  readonly message: string;
}

/** Whether a run of a check has to fail or to pass. */
export type CheckResult = 'fails' | 'passes';

/** A `<Path of="…" />`: the way of a packet. `packetPath` finds it in a capture. */
export interface PathElement {
  /** Ids of the snippets that print where the packet was seen. */
  readonly of: readonly string[];
  readonly position: Position;
}

export interface Section {
  /** Text of the heading. Undefined for the text before the first heading. */
  readonly heading: string | undefined;
  /** 1 to 6; 0 for the text before the first heading. */
  readonly depth: number;
  /**
   * Hash of the section's prose, with each snippet replaced by its id; 8 hex digits. It changes if and only if
   * a translator has new text to read.
   */
  readonly proseHash: string;
  readonly position: Position;
}

export interface Link {
  readonly url: string;
  readonly position: Position;
}
