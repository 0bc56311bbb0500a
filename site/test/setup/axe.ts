import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** Marks the elements whose contrast is measured. */
const MEASURED = 'data-contrast-measured';

/**
 * Returns one line for each violation. Unfolds everything first. Of elements that look alike, contrast is measured at the
 * first: a page has thousands of words in terminals, in some hundred looks, and measuring takes most of axe's time.
 * @param rules default: all
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  // Not as an element of the page: its policy would refuse it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  await page.evaluate(markLooks, MEASURED);
  // Not preloaded: all style sheets are of the page's origin, so axe can read them.
  const options: RunOptions = {
    resultTypes: ['violations'],
    preload: false,
    // Off by default in axe: the first one because it is slow on pages with many tables, the other because it is new.
    rules: { 'td-has-header': { enabled: true }, 'target-size': { enabled: true } },
    ...(rules && { runOnly: [...rules] }),
  };
  const { violations } = await page.evaluate(
    ({ given, measured }) => {
      const { axe } = globalThis as unknown as { axe: Pick<typeof import('axe-core'), 'configure' | 'run'> };
      axe.configure({ rules: [{ id: 'color-contrast', selector: `[${measured}]` }] });
      return axe.run(given);
    },
    { given: options, measured: MEASURED },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}

/**
 * Gives the attribute to the first element of each look that has text of its own. Two elements look alike if they and
 * all that contains them have the same names, classes, colours, fonts and transparency. Runs in the browser.
 */
function markLooks(attribute: string): void {
  const looks = new Map<Element, string>();
  const lookOf = (element: Element): string => {
    const known = looks.get(element);
    if (known !== undefined) return known;
    const { backgroundColor, backgroundImage, opacity, filter, position } = getComputedStyle(element);
    const own = [element.localName, element.getAttribute('class'), backgroundColor, backgroundImage, opacity];
    const outer = element.parentElement ? lookOf(element.parentElement) : '';
    const look = [outer, ...own, filter, position].join('|');
    looks.set(element, look);
    return look;
  };
  const seen = new Set<string>();
  for (const element of document.body.querySelectorAll('*')) {
    element.removeAttribute(attribute);
    if (![...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim())) continue;
    const { color, fill, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const look = [lookOf(element), color, fill, fontSize, fontWeight, textShadow].join('|');
    if (!seen.has(look)) element.setAttribute(attribute, '');
    seen.add(look);
  }
}
