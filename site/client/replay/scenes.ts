/** What the player shows: the terminals of a page in their order, each with its section and its drawing. */

export interface Scene {
  /** Of the snippet. */
  readonly id: string;
  readonly terminal: HTMLElement;
  /** See `replayOf`. */
  readonly waits: readonly number[];
  /** The heading above the terminal. */
  readonly section: string;
  /** Says that the last command fails, as expected. */
  readonly fails: string | undefined;
  /** The network after the terminal's commands, if they have changed it. */
  readonly drawing: Element | undefined;
}

/**
 * Also reads what is in templates: there are the terminals that a page only shows while it plays. Terminals below a table
 * that the page folds away are no scenes, nor those of exercises. Those in the answer of a question are.
 */
export function scenesIn(root: ParentNode): readonly Scene[] {
  let section = '';
  return [
    ...root.querySelectorAll<HTMLElement>('h1, h2, h3, .replay:not(details:not(.question) *, .exercise *), template'),
  ].flatMap((element) => {
    if (element instanceof HTMLTemplateElement) return scenesIn(element.content);
    if (element.matches('.replay')) return [sceneOf(element, section, root)];
    section = element.textContent.replace(/\s*#\s*$/u, '').trim();
    return [];
  });
}

function sceneOf(button: HTMLElement, section: string, root: ParentNode): Scene {
  const [id = ''] = dataOf(button);
  return {
    id,
    terminal: button.closest('figure') as HTMLElement,
    waits: waitsOf(button),
    section,
    fails: button.parentElement?.querySelector('.terminal-fails')?.textContent,
    // Found by the id of its title, wherever in the page it is.
    drawing: root.querySelector(`#network-${id}-t`)?.closest('svg') ?? undefined,
  };
}

/** @returns milliseconds of each step of the terminal */
export function waitsOf(button: HTMLElement): readonly number[] {
  return dataOf(button)
    .slice(1)
    .map((tenths) => Number(tenths) * 100);
}

/** See `replayData` in site/terminal/. */
function dataOf(button: HTMLElement): readonly string[] {
  return (button.dataset.replay ?? '').split(' ');
}
