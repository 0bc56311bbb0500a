import type { Strings } from './strings.ts';

const many = (count: number, one: string, other: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : other}`;

export const en: Strings = {
  siteName: 'Docker Networking',
  siteDescription:
    'Docker networking tutorials in which every command was really run and every output really captured.',
  sections: {
    '': 'First steps',
    bridge: 'Bridge networks',
    host: 'Host networking',
    none: 'No network',
    macvlan: 'Macvlan',
    ipvlan: 'Ipvlan',
    swarm: 'Swarm',
    overlay: 'Overlay networks',
  },
  skipToContent: 'Skip to content',
  menu: 'Menu',
  tutorials: 'Tutorials',
  onThisPage: 'On this page',
  pager: 'Previous and next tutorial',
  previous: 'Previous',
  next: 'Next',
  editPage: 'Edit this page',
  behind: {
    unknown: 'This translation does not say which version of the original it was made from, and may be out of date.',
    changed: 'The original has changed since this page was translated. Read these sections there:',
    moved: 'Sections of the original have been moved or removed since this page was translated.',
    lead: 'the introduction',
  },
  readInThisLanguage: 'Read this page in English',
  headingLink: (heading) => `Link to “${heading}”`,
  theme: { label: 'Colours', auto: 'same as the system', light: 'light', dark: 'dark' },
  search: {
    open: 'Search',
    label: 'Search the tutorials',
    placeholder: 'A command, an error message, a word…',
    close: 'Close search',
    hint: 'Type to search titles, text, commands and their output.',
    searching: 'Searching…',
    unavailable: 'The search index could not be loaded.',
    nothing: 'Nothing found for “{query}”.',
    found: '{count} pages found',
    foundOne: 'One page found',
  },
  asides: { note: 'Note', tip: 'Tip', caution: 'Caution', goal: 'Goal' },
  terminal: {
    label: (node) => `Terminal on ${node}`,
    copy: 'Copy',
    copied: 'Copied',
    copyLabel: 'Copy the commands',
    expectedFailure: (exit) => `exit code ${exit}, as expected`,
    showAll: (lines) => `Show all ${many(lines, 'line', 'lines')}`,
    showOutput: (lines) => `Show the output, ${many(lines, 'line', 'lines')}`,
    fold: 'Show less',
    outputHidden: 'output not shown',
    exit: (code) => `exit ${code}`,
    standIns: (images) => `stand-in ${images.length === 1 ? 'image' : 'images'}: ${images.join(', ')}`,
    provenance: 'Where this output comes from',
  },
  home: {
    title: 'Docker networking, with commands that were really run',
    lead: 'Tutorials in which every command was run on a real Docker daemon, and every line of output is what it printed: nothing here was typed from memory.',
    start: 'Start with the first tutorial',
    how: 'How it is verified',
    featured: 'From a tutorial, as it was captured: ',
    tutorials: 'Tutorials',
    facts: {
      tutorials: (count) => (count === 1 ? 'tutorial' : 'tutorials'),
      commands: (count) => (count === 1 ? 'command run and captured' : 'commands run and captured'),
      engine: 'Docker Engine',
      captured: 'last captured',
    },
    promises: [
      {
        title: 'Run, not typed',
        text: 'Each tutorial runs from its first command to its last in a lab of its own. What you see is what the daemon answered.',
      },
      {
        title: 'Failures included',
        text: 'Where a name is not found or a network cannot be reached, you see the command fail, with its exit code.',
      },
      {
        title: 'Checked again',
        text: 'Every check runs the commands again. It fails if a page’s output is no longer true.',
      },
    ],
  },
  verified: {
    title: 'How this was verified',
    description: 'How the outputs on these pages were captured, with which engine, kernel and images, and when.',
    intro: [
      'No output on this site was written by hand. Authors write commands; a program runs them in a sandbox and stores what they print. The pages show what was stored, and the site does not build if any of it is missing.',
    ],
    stepsHeading: 'How a capture is made',
    steps: [
      {
        title: 'A lab for each tutorial',
        text: 'One or more nodes are started, each a Docker host with a daemon, a network and a shell of its own. They are made for the tutorial and thrown away after it.',
      },
      {
        title: 'Typed into a real terminal',
        text: 'The commands are typed into a shell on a pseudo-terminal, one after the other, key presses such as Ctrl-P included. What the terminal then shows is stored with the exit code and the time it took.',
      },
      {
        title: 'Compared on every run',
        text: 'Running a tutorial again must print the same output. IDs, addresses and times may differ, but only consistently: an ID that stood for one container cannot stand for another.',
      },
      {
        title: 'Failures have to fail',
        text: 'Where a tutorial says that something does not work, the command must really fail, with the exit code that the page announces.',
      },
    ],
    standInHeading: 'Stand-in images',
    standIn: [
      'Where no registry can be reached, images such as alpine are built locally from Debian’s packages, with the commands that the tutorials use. Docker and its networks are the same; versions and sizes that the image itself reports differ from those of the published image.',
      'Captures made with such an image say so, in the table below and under each terminal.',
    ],
    pagesHeading: 'All tutorials',
    totals: ({ pages, snippets, commands, failures }) =>
      `${many(commands, 'command', 'commands')} in ${many(snippets, 'terminal', 'terminals')} of ${many(pages, 'tutorial', 'tutorials')}; ${many(failures, 'terminal ends', 'terminals end')} with an exit code other than 0, as the page expects.`,
    columns: {
      page: 'Tutorial',
      engine: 'Docker, kernel',
      date: 'Captured',
      commands: 'Commands',
      images: 'Images',
    },
    origins: { registry: 'from the registry', 'stand-in': 'stand-in' },
    noImages: 'none',
    here: {
      heading: 'On this machine',
      totals: ({ passed, tried }) =>
        `${passed === tried ? 'All' : `${passed} of`} ${many(tried, 'tutorial', 'tutorials')} printed here what the pages show.`,
      columns: { result: 'Result', date: 'Run' },
      results: { passed: 'holds', failed: 'no longer holds', broken: 'could not be run', skipped: 'not run' },
    },
  },
  glossary: {
    title: 'Glossary',
    description: 'What the words on these pages mean, and what they are called in Chinese.',
    topics: {
      docker: 'Docker',
      container: 'Containers',
      network: 'Docker’s networks',
      basics: 'Networking in general',
      swarm: 'Swarms',
      site: 'On these pages',
    },
    avoided: 'Not used: ',
    avoidedJoin: ', ',
    explained: 'Explained in',
    titleJoin: ' › ',
  },
  plain: {
    about:
      'The pages below are Markdown. Each command in them was run on a real Docker daemon; what follows it is what it printed. Commands with an exit code other than 0 are meant to fail.',
    view: 'This page as Markdown',
    captured: ({ engine, kernel, arch, day }) => `Captured with Docker ${engine} on Linux ${kernel}, ${arch}, ${day}`,
    aside: (facts) => `(${facts.join('; ')})`,
    join: '; ',
  },
  notFound: {
    title: 'Page not found',
    text: 'There is nothing at this address. The page may have moved: try the search or the list of tutorials.',
    home: 'To the tutorials',
  },
  language: { title: 'Choose a language', choose: 'Read in English' },
  footer: {
    text: 'Every command run, every output captured.',
    glossary: 'Glossary',
    verified: 'How this was verified',
    licence: 'Text under CC BY 4.0, code under MIT.',
  },
};
