import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** Only for what hangs: beside labs, a browser may need seconds for what takes it milliseconds. */
export const HANGS_AFTER_MS = 300_000;

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** The headless shell first: it is Chromium without windows, and takes half the processor time. */
const CHROMIUM_PATHS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

/** @throws Error if there is no browser, so the tests fail instead of being skipped */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM, ...CHROMIUM_PATHS, chromium.executablePath()].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
  if (executablePath === undefined) {
    throw new Error(
      'No browser found for the tests of the site. Install Chromium (on Debian: apt-get install chromium-headless-shell), or set CHROMIUM to the path of a browser.',
    );
  }
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(HANGS_AFTER_MS);
    await context.addInitScript(forgetPointerAtRest);
    return context;
  };
  return browser;
}

/** Now and then, the headless shell tells a new page that the pointer has moved to the corner where it rests. */
function forgetPointerAtRest(): void {
  const forget = (event: PointerEvent) => {
    if (event.clientX === 0 && event.clientY === 0) event.stopImmediatePropagation();
    // A test has moved it.
    else removeEventListener('pointermove', forget, { capture: true });
  };
  addEventListener('pointermove', forget, { capture: true });
}

/**
 * Opens a page before each test of the file or the block, in a context of its own, and closes it after the test.
 * @param use called with the page and its browser before each test
 */
export function openPages(options: BrowserContextOptions, use: (page: Page, browser: Browser) => void): void {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    page = await browser.newPage(options);
    use(page, browser);
  });
  afterEach(() => page.close());
  afterAll(() => browser?.close());
}

/** Returns the visible text, as a reader sees it. */
export async function textOf(shown: Locator): Promise<string> {
  return (await shown.allInnerTexts()).join('').trim();
}
