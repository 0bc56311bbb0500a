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
    outside: 'To and from the outside',
    host: 'Host networking',
    none: 'No network',
    macvlan: 'Macvlan',
    ipvlan: 'Ipvlan',
    swarm: 'Swarm',
    overlay: 'Overlay networks',
    plugins: 'Plugins',
    help: 'When it does not work',
    practice: 'Practice',
  },
  skipToContent: 'Skip to content',
  notLoaded: 'This could not be loaded. Please try again.',
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
  search: 'Search',
  asides: { note: 'Note', tip: 'Tip', caution: 'Caution', goal: 'Goal' },
  drawing: {
    built: 'What you will build',
    label: 'Network',
    title: (snippet) => `The network after “${snippet}”`,
    ofPage: (page) => `A network of “${page}”`,
    more: (count) => `and ${count} more`,
    counts: (networks, containers) =>
      `${many(networks, 'network', 'networks')} · ${many(containers, 'container', 'containers')}`,
    members: (network, members) => `${network}: ${members.join(', ') || 'no container'}.`,
    added: (things) => `New: ${things.join('; ')}.`,
    removed: (things) => `Gone: ${things.join('; ')}.`,
    outside: 'outside',
    hostsNetwork: 'the hosts’ network',
    role: (role) => `swarm ${role}`,
    kind: (words) => words.join(', '),
    defaultBridge: 'default bridge',
    noDriver: 'no driver yet',
    attachable: 'attachable',
    encrypted: 'encrypted',
    ingress: 'routing mesh',
    internal: 'internal: no way out',
    onHosts: (count) => `on ${many(count, 'host', 'hosts')}`,
    pastHost: (parent) => `past the host, on ${parent}`,
    routed: (mode) => `${mode}: routed by the host`,
    gateway: (address) => `gateway ${address}`,
    state: (state) => (state === 'exited' ? 'not running' : state),
    hostsOwn: 'the host’s own',
    loopbackOnly: 'loopback only',
    sharesWith: (container) => `on the network of ${container}`,
    noAddress: 'no address',
    virtualAddress: 'virtual address',
    tasks: (count) => many(count, 'task', 'tasks'),
    networkTitle: ({ name, driver, nodes }) => `network ${name} on ${nodes.join(', ')}, driver ${driver}`,
    serviceTitle: ({ name, endpoint }) => `service ${name}, ${endpoint}`,
    containerTitle: ({ name, node }, places) =>
      `container ${name} on ${node}${places.length > 0 ? `: ${places.map(({ address, network }) => `${address || 'no address'} on ${network}`).join(', ')}` : ''}`,
    taskTitle: (service, count) => `${many(count, 'task', 'tasks')} of ${service}`,
    interfaceTitle: (name, node) => `interface ${name} of ${node}`,
  },
  replay: {
    terminal: 'Replay',
    page: (steps) => `Replay the page, ${many(steps, 'step', 'steps')}`,
    piece: 'Watch it being built',
  },
  reach: {
    caption: 'Who reaches whom. Each entry leads to the command that tried it.',
    from: 'from',
    to: 'to',
    partyName: ({ kind, name }) => ({ outside: 'outside', 'new container': 'new container' })[kind as string] ?? name,
    partyNote: ({ kind, name, node = '' }) =>
      ({
        host: name === 'host' ? '' : 'machine',
        service: 'service',
        container: `on ${node}`,
        outside: '',
        'new container': `on ${name}`,
      })[kind],
    via: (via) => `by ${via}`,
    result: ({ via, isReached }) => `${isReached ? 'reached' : 'not reached'} by ${via}`,
    notTried: 'not tried',
    map: 'Find an entry in the drawing',
    mapTitle: 'The network in which this was tried',
    whole: 'the whole network',
    path: 'path',
    pathBetween: (from, to) => `path from ${from} to ${to}`,
    how: 'How the rest was tried',
  },
  way: {
    title: 'Where the packet was seen, in order',
    place: (place) => {
      switch (place.kind) {
        case 'container':
          return `in ${place.container}`;
        case 'cable':
          return `end of the cable of ${place.container}`;
        case 'network':
          return `bridge of ${place.network}`;
        case 'tunnel':
          return `end of the tunnel of ${place.network}`;
        case 'card':
          return `card of ${place.node}`;
        case 'outside':
          return 'outside';
      }
    },
    bridge: 'bridge',
    changed: 'changed',
    there: 'there',
    back: 'and back',
    inside: (from, to) => `inside a packet ${from} → ${to}`,
    told: (place, from, to) => `${place}, from ${from} to ${to}`,
  },
  terminal: {
    label: (node) => `Terminal on ${node}`,
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'Could not copy',
    copyLabel: 'Copy the commands',
    expectedFailure: (exit) => `exit ${exit}, as expected`,
    showAll: (lines) => `Show all ${many(lines, 'line', 'lines')}`,
    showOutput: (lines) => `Show the output, ${many(lines, 'line', 'lines')}`,
    linesBetween: (lines) => `… ${many(lines, 'line', 'lines')}`,
    fold: 'Show less',
    outputHidden: 'output not shown',
    exit: (code) => `exit ${code}`,
    took: (duration) => `took ${duration}`,
    onItsOwnDay: (day) => `captured ${day}`,
    standIns: (images) => `stand-in ${images.length === 1 ? 'image' : 'images'}: ${images.join(', ')}`,
    drafts: { printed: 'not captured yet', waiting: 'not run yet' },
  },
  values: {
    title: 'Your values',
    text: 'Fill in your own values, and the commands that you copy contain them. For an empty field they contain a variable, and a line above them gives it the value shown here, unless you have set it. What you type stays in this tab.',
    node: (node) => `address of ${node}`,
    outside: 'address of a web server that is no Docker host',
    printed: 'printed by',
    printedToo: 'printed by the same command',
  },
  begins: {
    text: [
      'This page begins after a few commands of ',
      ', which explains them. On your machines, run them first, unless you have just done so.',
    ],
    commands: 'What has run before the first command',
    network: 'The network with which this page begins',
  },
  takeOver: {
    title: 'Take over here',
    text: 'In a checkout of this project, this replays the page up to here in a lab, and gives you the terminal:',
    copyLabel: 'Copy this command',
    project: 'Get the project',
    differs: 'This differs on my Docker',
    issueTitle: (slug, engine) => `${slug}: output differs from Docker ${engine}`,
  },
  exercise: {
    task: 'Your task',
    networks: { broken: 'The network now', before: 'Broken', mended: 'Mended' },
    checks: { now: 'The check fails now', wrong: 'The check still fails', solved: 'The check passes' },
    practice: 'Solve it for real',
    practiceText: 'In a checkout of this project, this builds the broken network in a lab, and gives you a terminal:',
    practiceWords: 'There, `check` says whether it is solved, and `hint` helps.',
    setUp: 'The set-up',
    setUpNote: 'look only if you want to build it yourself',
    hint: (number) => `Hint ${number}`,
    wrong: 'What does not help:',
    solution: 'Solution',
    cleanUp: 'Clean up',
    solved: 'I have solved it',
    kept: 'Kept in this browser only',
  },
  badge: {
    draft: 'Terminals marked “not captured yet” show what the last run of snippets watch printed. To capture it:',
    verified: (day) => `Verified ${day}`,
    engine: 'Docker Engine',
    system: 'System',
    captured: 'Captured',
    commands: 'Commands',
    images: 'Images',
    how: 'How this was verified',
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
      'Captures made with such an image say so, in the table below and under the title of the tutorial.',
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
    copy: 'Copy this page as Markdown',
    script: 'Its commands as a script',
    captured: ({ engine, kernel, arch, day }) => `Captured with Docker ${engine} on Linux ${kernel}, ${arch}, ${day}`,
    aside: (facts) => `(${facts.join('; ')})`,
    join: '; ',
  },
  feed: {
    title: 'Docker Networking: new captures',
    description: 'Tutorials whose outputs were captured anew.',
    captured: ({ count, total, day, engine, kernel }) =>
      `${capturedTerminals(count, total)} captured on ${day}, with Docker ${engine} on Linux ${kernel}.`,
  },
  notFound: {
    title: 'Page not found',
    text: 'There is nothing at this address. The page may have moved. The list has all tutorials.',
    guess: 'Perhaps you are looking for ',
    home: 'To the list of tutorials',
  },
  language: { title: 'Choose a language', choose: 'Read in English' },
  guide: {
    heading: 'For your own project',
    terminal: 'your computer',
    file: (name) => `File ${name}`,
    copyFile: (name) => `Copy the file ${name}`,
  },
  footer: {
    text: 'Every command run, every output captured.',
    glossary: 'Glossary',
    verified: 'How this was verified',
    feed: 'Feed of new captures',
    licence: 'Text under CC BY 4.0, code under MIT.',
  },
};

function capturedTerminals(count: number, total: number): string {
  if (count < total) return `${count} of ${total} terminals ${count === 1 ? 'was' : 'were'}`;
  if (total === 1) return 'The terminal was';
  return total === 2 ? 'Both terminals were' : `All ${total} terminals were`;
}
