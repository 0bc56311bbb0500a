/**
 * Adds to each terminal what works only with a script, and what is the same for all: its buttons, the name of its
 * screen, and what explains the command that takes it over. `TerminalParts.astro` has all of it once.
 */
export function setUpTerminals(): void {
  const template = document.querySelector<HTMLTemplateElement>('.terminal-parts');
  if (!template) return;
  // The home page has terminals that it shows only while it plays.
  const hidden = [...document.querySelectorAll<HTMLTemplateElement>('.piece template')].map(({ content }) => content);
  for (const root of [document, ...hidden]) {
    for (const terminal of root.querySelectorAll<HTMLElement>('.terminal:has(.typed)')) setUp(terminal, template);
  }
}

function setUp(terminal: HTMLElement, { content, dataset }: HTMLTemplateElement): void {
  const [replay, copy, ...below] = [...(content.cloneNode(true) as DocumentFragment).children] as HTMLElement[];
  const bar = terminal.querySelector('figcaption');
  const screen = terminal.querySelector<HTMLElement>('.screen');
  const takeOver = terminal.querySelector('.take-over');
  const command = takeOver?.querySelector('code');
  // The command ends with the id of the snippet.
  const id = terminal.dataset.step ?? command?.textContent.split(' ').at(-1) ?? '';
  const { waits, text: copied = typedIn(terminal) } = terminal.dataset;
  if (screen) {
    screen.role = 'group';
    screen.ariaLabel = (dataset.label ?? '').replace('{node}', bar?.firstElementChild?.textContent ?? '');
  }
  if (replay && waits !== undefined) {
    replay.dataset.replay = `${id} ${waits}`;
    bar?.append(replay);
  }
  if (copy && copied !== '') {
    copy.dataset.copy = copied;
    bar?.append(copy);
  }
  if (!command) return;
  // A browser would break the line behind the hyphens.
  const [program = '', rest = ''] = command.textContent.split('--at');
  command.replaceChildren(program, below[1]?.firstElementChild ?? '', rest);
  takeOver?.append(...below);
  below[1]?.prepend(command);
  const issue = below[2]?.querySelector<HTMLAnchorElement>('[href*="snippet="]');
  if (issue) issue.href += id;
}

/** Returns the commands of a terminal as they were typed, without prompts and values. Placeholders are words. */
function typedIn(terminal: Element): string {
  return [...terminal.querySelectorAll('.typed')]
    .map((typed) => {
      const copy = typed.cloneNode(true) as Element;
      for (const part of copy.querySelectorAll('i, .value')) part.remove();
      for (const name of copy.querySelectorAll('var')) name.textContent = name.textContent.replace('<', '<w:');
      return copy.textContent.trimEnd();
    })
    .join('\n');
}
