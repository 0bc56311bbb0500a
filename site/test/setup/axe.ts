import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/**
 * Returns one line for each violation. Unfolds everything first.
 * @param rules default: all
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  // Not as an element of the page: its policy would refuse it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  // Not preloaded: all style sheets are of the page's origin, so axe can read them.
  const options: RunOptions = {
    resultTypes: ['violations'],
    preload: false,
    // Off by default in axe, because it is slow on pages with many tables.
    rules: { 'td-has-header': { enabled: true } },
    ...(rules && { runOnly: [...rules] }),
  };
  const { violations } = await page.evaluate(
    (given) => (globalThis as unknown as { axe: { run(given: RunOptions): Promise<AxeResults> } }).axe.run(given),
    options,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}
