import { existsSync } from 'node:fs';
import { type Browser, chromium, type Locator } from 'playwright-core';

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
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

/** A missing browser is a failure, not a reason to skip. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM, ...PLACES, chromium.executablePath()].find(
    (place) => place !== undefined && place !== '' && existsSync(place),
  );
  if (executablePath === undefined) {
    throw new Error(
      'No browser to test the site with. Install Chromium (on Debian: apt-get install chromium), or name one in CHROMIUM.',
    );
  }
  return chromium.launch({ executablePath, args: FLAGS });
}

/** As a reader sees it: what is hidden is not in it. */
export async function textOf(shown: Locator): Promise<string> {
  return (await shown.allInnerTexts()).join('').trim();
}
