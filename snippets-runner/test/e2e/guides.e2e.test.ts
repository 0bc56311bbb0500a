/**
 * The guides: their commands are run, in an empty folder with a real bash, and print what the pages show. If the output
 * of a run is right, `npx vitest run --project e2e guides -u` writes it into the guides of all languages.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PACKAGE } from '../../base/installation.ts';
import { updated } from '../../commands/update.ts';
import { compareRecording } from '../../compare/compare-recording.ts';
import type { Recording } from '../../model/recording.ts';
import { type Guide, parseGuide } from '../../tutorial/guide/parse-guide.ts';
import { withOutputs } from '../../tutorial/markdown/outputs.ts';
import { runOf } from '../commands/documents.ts';
import { GUIDES, guidePath, TRANSLATIONS } from '../guides.ts';
import { engineState } from './engine-state.ts';
import { NPM_CACHE, packageEnvironment, packedIn, shareImages } from './packed-package.ts';
import { runGuide } from './run-guide.ts';

/** The only command that is not run as the page shows it: what it would install may not be published yet. */
const INSTALL = `npm install --save-dev ${PACKAGE}`;

const engine = await engineState();
let folder: string;
let packed: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guides-'));
  packed = packedIn(folder);
  shareImages(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(GUIDES)('%s', (slug) => {
  const path = guidePath(slug, 'en');
  const bytes = readFileSync(path);
  const guide = parseGuide(path, bytes.toString());
  const { document } = guide;
  let recording: Recording;
  /** The guide with what was printed in place of what is no longer true. */
  let right: string;

  beforeAll(async () => {
    expect(guide.problems).toEqual([]);
    const cwd = join(folder, slug);
    mkdirSync(cwd);
    // Without it, npm would look for a project above.
    writeFileSync(join(cwd, 'package.json'), '{}\n');
    const scratch = join(folder, 'scratch', slug);
    const replace = (command: string) => command.replace(INSTALL, INSTALL.replace(PACKAGE, `'${packed}'`));
    const { outputs, exits } = await runGuide(guide, { cwd, env: environment(), scratch, replace });
    recording = runOf(document, outputs, { ...exits });
    const file = { path, bytes, document, problems: [], parse: (text: Uint8Array) => parseGuide(path, `${text}`) };
    const result = updated(file, recording);
    if (result.kind === 'impossible') throw new TypeError(result.problem.message);
    right = result.kind === 'updated' ? Buffer.from(result.bytes).toString() : bytes.toString();
  });

  test('each command ends with the exit code that the page says', () => {
    const faults = compareRecording(document, undefined, recording).snippets.flatMap((outcome) => outcome.faults);
    expect(faults.filter(({ kind }) => kind !== 'differed')).toEqual([]);
  });

  test('each command prints what the page shows', async () => {
    await expect(right).toMatchFileSnapshot(path);
  });

  test.each(TRANSLATIONS)('what the page in %s shows is the same', async (locale) => {
    const translated = guidePath(slug, locale);
    const text = readFileSync(translated, 'utf8');
    await expect(withOutputsOf(parseGuide(path, right), translated, text)).toMatchFileSnapshot(translated);
  });
});

function environment(): NodeJS.ProcessEnv {
  // Where npm has started this test, it says so to each npm below it.
  const others = Object.entries(packageEnvironment(folder, engine.host)).filter(([name]) => !/^npm_/iu.test(name));
  const npm = { npm_config_cache: NPM_CACHE, npm_config_prefer_offline: 'true', npm_config_audit: 'false' };
  return { ...Object.fromEntries(others), ...npm };
}

/** Returns a translation with the outputs of the original. */
function withOutputsOf(original: Guide, file: string, text: string): string {
  const edits = parseGuide(file, text).document.shown.flatMap(({ steps = [] }, block) =>
    steps.map(({ lines }, step) => {
      const output = original.document.shown[block]?.steps?.[step]?.output ?? '';
      return { lines, output };
    }),
  );
  return Buffer.from(withOutputs(Buffer.from(text), edits)).toString();
}
