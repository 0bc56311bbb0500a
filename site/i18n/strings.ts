/**
 * The site's own texts, which every language must have: a missing one is a compile error. A sentence with values is a
 * function, so that each language can choose its own word order.
 */
import type { Topic } from '../../snippets-runner/tutorial/glossary/glossary.ts';
import type { Place } from '../../snippets-runner/tutorial/packet-path/place.ts';
import type { Attempt } from '../../snippets-runner/tutorial/reach/attempts.ts';
import type { Party } from '../../snippets-runner/tutorial/reach/party.ts';

/** Folders of pages, in the order of the sidebar. '' is for pages that are in no folder. */
export const SECTIONS = [
  '',
  'bridge',
  'outside',
  'host',
  'none',
  'macvlan',
  'ipvlan',
  'swarm',
  'overlay',
  'plugins',
  'help',
  'practice',
] as const;
export type Section = (typeof SECTIONS)[number];

export interface Strings {
  readonly siteName: string;
  readonly siteDescription: string;
  readonly sections: Readonly<Record<Section, string>>;
  readonly skipToContent: string;
  /** Shown when a button is pressed, and its script cannot be loaded. */
  readonly notLoaded: string;
  readonly menu: string;
  readonly tutorials: string;
  readonly onThisPage: string;
  readonly pager: string;
  readonly previous: string;
  readonly next: string;
  readonly editPage: string;
  /** Shown on a translation whose source has changed. */
  readonly behind: {
    readonly unknown: string;
    /** Followed by links to the sections. */
    readonly changed: string;
    readonly moved: string;
    /** Name of the part before the first heading. */
    readonly lead: string;
  };
  /** Title of the link to this language. */
  readonly readInThisLanguage: string;
  readonly headingLink: (heading: string) => string;
  readonly theme: { readonly label: string; readonly auto: string; readonly light: string; readonly dark: string };
  /** Opens the search. Its words are in `dialog-words.ts`. */
  readonly search: string;
  readonly asides: { readonly note: string; readonly tip: string; readonly caution: string; readonly goal: string };
  readonly drawing: {
    /** Caption of the fullest step, below the goal of a page. */
    readonly built: string;
    /** Opens the drawing of a step. Followed by what is new and gone. */
    readonly label: string;
    /** Title of the drawing. @param snippet id of the snippet after which it shows the network */
    readonly title: (snippet: string) => string;
    /** Title of a drawing that another page shows. @param page its title */
    readonly ofPage: (page: string) => string;
    readonly more: (count: number) => string;
    readonly counts: (networks: number, containers: number) => string;
    /** For a description: a network, and its members with their addresses. */
    readonly members: (network: string, members: readonly string[]) => string;
    readonly added: (things: readonly string[]) => string;
    readonly removed: (things: readonly string[]) => string;
    readonly outside: string;
    readonly hostsNetwork: string;
    readonly role: (role: 'manager' | 'worker') => string;
    /** What a network is: its driver, then its flags. */
    readonly kind: (words: readonly string[]) => string;
    readonly defaultBridge: string;
    readonly noDriver: string;
    readonly attachable: string;
    readonly encrypted: string;
    readonly ingress: string;
    readonly internal: string;
    readonly onHosts: (count: number) => string;
    readonly pastHost: (parent: string) => string;
    /** @param mode such as `l3` */
    readonly routed: (mode: string) => string;
    readonly gateway: (address: string) => string;
    readonly state: (state: string) => string;
    readonly hostsOwn: string;
    readonly loopbackOnly: string;
    readonly sharesWith: (container: string) => string;
    readonly noAddress: string;
    readonly virtualAddress: string;
    readonly tasks: (count: number) => string;
    readonly networkTitle: (network: {
      readonly name: string;
      readonly driver: string;
      readonly nodes: readonly string[];
    }) => string;
    readonly serviceTitle: (service: { readonly name: string; readonly endpoint: string }) => string;
    readonly containerTitle: (
      container: { readonly name: string; readonly node: string },
      places: readonly { readonly address: string; readonly network: string }[],
    ) => string;
    readonly taskTitle: (service: string, count: number) => string;
    readonly interfaceTitle: (name: string, node: string) => string;
  };
  /** The buttons of replays. What the player says is in player-words.ts. */
  readonly replay: {
    readonly terminal: string;
    /** @param steps how many terminals the page shows */
    readonly page: (steps: number) => string;
    /** On the home page. */
    readonly piece: string;
  };
  /** A table of who reaches whom. */
  readonly reach: {
    readonly caption: string;
    readonly from: string;
    readonly to: string;
    readonly partyName: (party: Party) => string;
    /** What or where it is; empty if its name says it. */
    readonly partyNote: (party: Party) => string;
    readonly via: (via: Attempt['via']) => string;
    /** For a screen reader. Contains the text of `via`. */
    readonly result: (attempt: Pick<Attempt, 'via' | 'isReached'>) => string;
    readonly notTried: string;
    /** Opens the drawing, in which a path can be chosen. */
    readonly map: string;
    readonly mapTitle: string;
    /** The choice of no path. */
    readonly whole: string;
    readonly path: string;
    /** For a screen reader. Contains the text of `path`. */
    readonly pathBetween: (from: string, to: string) => string;
    /** Opens the commands that the page shows nowhere else. */
    readonly how: string;
  };
  /** The way of a packet. */
  readonly way: {
    readonly title: string;
    /** Where a place is. Containers are named as they are drawn. */
    readonly place: (place: Place) => string;
    /** A bridge that was printed with the name of its network. */
    readonly bridge: string;
    /** Marks that an address is another one than at the place before. */
    readonly changed: string;
    /** Explains the two kinds of numbers. */
    readonly there: string;
    readonly back: string;
    /** The packet around it. */
    readonly inside: (from: string, to: string) => string;
    /** A place, for the description of the drawing. */
    readonly told: (place: string, from: string, to: string) => string;
  };
  readonly terminal: {
    readonly label: (node: string) => string;
    readonly copy: string;
    readonly copied: string;
    /** Shown in place of `copied` if the browser refuses the clipboard, or the text cannot be loaded. */
    readonly notCopied: string;
    readonly copyLabel: string;
    readonly expectedFailure: (exit: number) => string;
    readonly showAll: (lines: number) => string;
    readonly showOutput: (lines: number) => string;
    /** @param lines folded between visible ones */
    readonly linesBetween: (lines: number) => string;
    readonly fold: string;
    readonly outputHidden: string;
    readonly exit: (code: number) => string;
    readonly took: (duration: string) => string;
    /** @param day of a terminal that was not captured on the same day as the page */
    readonly onItsOwnDay: (day: string) => string;
    readonly standIns: (images: readonly string[]) => string;
    /** Marks what the dev server shows although it is not captured. */
    readonly drafts: Readonly<Record<'printed' | 'waiting', string>>;
  };
  /** The fields for the values that stand in place of placeholders. */
  readonly values: {
    readonly title: string;
    readonly text: string;
    readonly node: (node: string) => string;
    readonly outside: string;
    /** Followed by a command. */
    readonly printed: string;
    /** In place of `printed` and its command, if that is the command of the field before. */
    readonly printedToo: string;
  };
  /** On a page that begins with commands of another page. */
  readonly begins: {
    /** Before and after the title of that page, which is a link. */
    readonly text: readonly [before: string, after: string];
    /** Opens the commands. */
    readonly commands: string;
    /** Title of the drawing of the network after them. */
    readonly network: string;
  };
  /** Below each terminal. */
  readonly takeOver: {
    readonly title: string;
    /** Followed by the command. */
    readonly text: string;
    readonly copyLabel: string;
    readonly project: string;
    readonly differs: string;
    /** Of the issue that `differs` begins. */
    readonly issueTitle: (slug: string, engine: string) => string;
  };
  /** A network to mend. */
  readonly exercise: {
    readonly task: string;
    /** Captions of its drawings. `before` is the broken one once more, beside the mended one. */
    readonly networks: { readonly broken: string; readonly before: string; readonly mended: string };
    /** Above what the check prints: before anything was done, after what does not help, after the solution. */
    readonly checks: { readonly now: string; readonly wrong: string; readonly solved: string };
    readonly practice: string;
    /** Followed by the command. */
    readonly practiceText: string;
    /** Says what the command's terminal understands. Code is in backticks. */
    readonly practiceWords: string;
    readonly setUp: string;
    /** Says when to open it. */
    readonly setUpNote: string;
    readonly hint: (number: number) => string;
    /** Followed by a command. */
    readonly wrong: string;
    readonly solution: string;
    readonly cleanUp: string;
    /** Label of the box that the reader ticks. */
    readonly solved: string;
    readonly kept: string;
  };
  /** Below the title of a tutorial. */
  readonly badge: {
    /** In place of the badge, on the dev server. Followed by a command. */
    readonly draft: string;
    readonly verified: (day: string) => string;
    readonly engine: string;
    readonly system: string;
    readonly captured: string;
    readonly commands: string;
    readonly images: string;
    readonly how: string;
  };
  readonly home: {
    readonly title: string;
    readonly lead: string;
    readonly start: string;
    readonly how: string;
    readonly featured: string;
    readonly tutorials: string;
    readonly facts: {
      readonly tutorials: (count: number) => string;
      readonly commands: (count: number) => string;
      readonly engine: string;
      readonly captured: string;
    };
    readonly promises: readonly { readonly title: string; readonly text: string }[];
  };
  readonly verified: {
    readonly title: string;
    readonly description: string;
    readonly intro: readonly string[];
    readonly stepsHeading: string;
    readonly steps: readonly { readonly title: string; readonly text: string }[];
    readonly standInHeading: string;
    readonly standIn: readonly string[];
    readonly pagesHeading: string;
    readonly totals: (totals: { pages: number; snippets: number; commands: number; failures: number }) => string;
    readonly columns: {
      readonly page: string;
      readonly engine: string;
      readonly date: string;
      readonly commands: string;
      readonly images: string;
    };
    readonly origins: { readonly registry: string; readonly 'stand-in': string };
    readonly noImages: string;
    /** On a site that `scripts/start` serves: what it found on this machine. */
    readonly here: {
      readonly heading: string;
      readonly totals: (totals: { passed: number; tried: number }) => string;
      readonly columns: { readonly result: string; readonly date: string };
      readonly results: Readonly<Record<'passed' | 'failed' | 'broken' | 'skipped', string>>;
    };
  };
  readonly glossary: {
    readonly title: string;
    readonly description: string;
    readonly topics: Readonly<Record<Topic, string>>;
    /** Shown before the words that the Chinese pages do not use. */
    readonly avoided: string;
    readonly avoidedJoin: string;
    /** Shown before the link to the section that explains a term. `titleJoin` joins the titles of page and section. */
    readonly explained: string;
    readonly titleJoin: string;
  };
  /** For the pages as Markdown. */
  readonly plain: {
    /** Introduces the pages in /llms.txt. */
    readonly about: string;
    readonly view: string;
    readonly copy: string;
    readonly script: string;
    readonly captured: (by: { engine: string; kernel: string; arch: string; day: string }) => string;
    /** Returns the facts in parentheses. */
    readonly aside: (facts: readonly string[]) => string;
    /** Shown between `captured` and the names of stand-in images. */
    readonly join: string;
  };
  /** The feed of captures. */
  readonly feed: {
    readonly title: string;
    readonly description: string;
    /** How many terminals of a page were captured on a day, of how many. */
    readonly captured: (facts: {
      readonly count: number;
      readonly total: number;
      readonly day: string;
      readonly engine: string;
      readonly kernel: string;
    }) => string;
  };
  readonly notFound: {
    readonly title: string;
    readonly text: string;
    /** Shown before a link to the page that is probably meant; with a space at its end, where the language has one. */
    readonly guess: string;
    readonly home: string;
  };
  readonly language: { readonly title: string; readonly choose: string };
  /** Pages whose commands are for the reader's own computer. */
  readonly guide: {
    /** Above the links to them on the home page. */
    readonly heading: string;
    /** In the title bar of a terminal. */
    readonly terminal: string;
    /** Names a file that the reader saves. */
    readonly file: (name: string) => string;
    readonly copyFile: (name: string) => string;
  };
  readonly footer: {
    readonly text: string;
    readonly glossary: string;
    readonly verified: string;
    readonly feed: string;
    readonly licence: string;
  };
}
