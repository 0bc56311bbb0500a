import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core');

/**
 * One line a finding; everything that folds is opened before.
 * @param rules all of them by default
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await page.addScriptTag({ path: AXE });
  // Style sheets need no second download: none is of another origin.
  const options: RunOptions = {
    resultTypes: ['violations'],
    preload: false,
    // Not asked for by default, since it is slow on pages of many tables.
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
