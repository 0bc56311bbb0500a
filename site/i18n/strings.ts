/**
 * The words that the site itself needs in every language. A language that lacks one does not compile.
 * Sentences with values are functions, so that each language can order them in its own way.
 */
import type { Topic } from '../../snippets-runner/tutorial/glossary/glossary.ts';

/** Folders of content, in the order the sidebar shows them; '' holds the pages that stand in none. */
export const SECTIONS = ['', 'bridge', 'host', 'none', 'macvlan', 'ipvlan', 'swarm', 'overlay'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Strings {
  readonly siteName: string;
  readonly siteDescription: string;
  readonly sections: Readonly<Record<Section, string>>;
  readonly skipToContent: string;
  readonly menu: string;
  readonly tutorials: string;
  readonly onThisPage: string;
  readonly pager: string;
  readonly previous: string;
  readonly next: string;
  readonly editPage: string;
  /** What a translation says when its source has gone on. */
  readonly behind: {
    readonly unknown: string;
    /** Followed by links to the sections. */
    readonly changed: string;
    readonly moved: string;
    /** Name of what stands before the first heading. */
    readonly lead: string;
  };
  /** Leads to the same page in the language that this text is of. */
  readonly readInThisLanguage: string;
  readonly headingLink: (heading: string) => string;
  readonly theme: { readonly label: string; readonly auto: string; readonly light: string; readonly dark: string };
  readonly search: {
    readonly open: string;
    readonly label: string;
    readonly placeholder: string;
    readonly close: string;
    readonly hint: string;
    readonly searching: string;
    readonly unavailable: string;
    /** `{query}` stands for what was searched for. */
    readonly nothing: string;
    /** `{count}` stands for a number above zero. */
    readonly found: string;
    readonly foundOne: string;
  };
  readonly asides: { readonly note: string; readonly tip: string; readonly caution: string; readonly goal: string };
  readonly terminal: {
    readonly label: (node: string) => string;
    readonly copy: string;
    readonly copied: string;
    readonly copyLabel: string;
    readonly expectedFailure: (exit: number) => string;
    readonly showAll: (lines: number) => string;
    readonly showOutput: (lines: number) => string;
    readonly fold: string;
    readonly outputHidden: string;
    readonly exit: (code: number) => string;
    readonly standIns: (images: readonly string[]) => string;
    readonly provenance: string;
  };
  readonly home: {
    readonly title: string;
    readonly lead: string;
    readonly start: string;
    readonly how: string;
    readonly showpiece: string;
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
  };
  readonly glossary: {
    readonly title: string;
    readonly description: string;
    readonly topics: Readonly<Record<Topic, string>>;
    /** Before the words that the Chinese pages do not use. */
    readonly avoided: string;
    readonly avoidedJoin: string;
    /** Before the place where a term is explained, whose titles are joined by `titleJoin`. */
    readonly explained: string;
    readonly titleJoin: string;
  };
  /** Of the Markdown versions of the pages. */
  readonly plain: {
    /** Of this site's Markdown, for those who find it by /llms.txt. */
    readonly about: string;
    readonly view: string;
    readonly captured: (by: { engine: string; kernel: string; arch: string; day: string }) => string;
    /** A list of facts, in parentheses. */
    readonly aside: (facts: readonly string[]) => string;
    /** Names of the images that are stand-ins follow `captured`. */
    readonly join: string;
  };
  readonly notFound: { readonly title: string; readonly text: string; readonly home: string };
  readonly language: { readonly title: string; readonly choose: string };
  readonly footer: {
    readonly text: string;
    readonly glossary: string;
    readonly verified: string;
    readonly licence: string;
  };
}
