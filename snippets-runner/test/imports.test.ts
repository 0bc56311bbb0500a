/**
 * Checks that each rule of .dependency-cruiser.mjs reports an import that it forbids, in a folder made for it.
 * `npm run check:imports` checks the project.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const HOME = join(import.meta.dirname, '../..');
const scratch = mkdtempSync(join(tmpdir(), 'imports-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** For each rule, an import that it forbids: the importing file, and the imported one. */
const FORBIDDEN: Readonly<Record<string, readonly [from: string, to: string]>> = {
  'snippets-runner/base': ['snippets-runner/base/a.ts', 'snippets-runner/tutorial/page.ts'],
  'snippets-runner/tutorial': ['snippets-runner/tutorial/a.ts', 'snippets-runner/model/error.ts'],
  'snippets-runner/model': ['snippets-runner/model/a.ts', 'snippets-runner/run/player.ts'],
  'snippets-runner/lab': ['snippets-runner/lab/a.ts', 'snippets-runner/report/style.ts'],
  'snippets-runner/terminal': ['snippets-runner/terminal/a.ts', 'snippets-runner/lab/engine.ts'],
  'snippets-runner/topology': ['snippets-runner/topology/a.ts', 'snippets-runner/lab/engine.ts'],
  'snippets-runner/compare': ['snippets-runner/compare/a.ts', 'snippets-runner/run/player.ts'],
  'snippets-runner/report': ['snippets-runner/report/a.ts', 'snippets-runner/compare/page.ts'],
  'snippets-runner/run': ['snippets-runner/run/a.ts', 'snippets-runner/lab/engine.ts'],
  'snippets-runner/commands': ['snippets-runner/commands/a.ts', 'snippets-runner/cli/program.ts'],
  'snippets-runner/cli': ['snippets-runner/cli/a.ts', 'snippets-runner/lab/engine.ts'],
  'snippets-runner/compare/substitution': [
    'snippets-runner/compare/substitution/a.ts',
    'snippets-runner/compare/tokens/tokens.ts',
  ],
  'snippets-runner/compare/tokens': ['snippets-runner/compare/tokens/a.ts', 'snippets-runner/compare/outputs/diff.ts'],
  'snippets-runner/compare/outputs': ['snippets-runner/compare/outputs/a.ts', 'snippets-runner/compare/page/page.ts'],
  'snippets-runner/compare/page': ['snippets-runner/compare/page/a.ts', 'snippets-runner/compare/renewal/renewal.ts'],
  'snippets-runner/compare/renewal': ['snippets-runner/compare/renewal/a.ts', 'snippets-runner/compare/other/other.ts'],
  'site/i18n': ['site/i18n/a.ts', 'site/data/captures.ts'],
  'site/data': ['site/data/a.ts', 'site/plain/page.ts'],
  'site/markdown': ['site/markdown/a.ts', 'site/plain/page.ts'],
  'site/terminal': ['site/terminal/a.ts', 'site/plain/page.ts'],
  'site/drawing': ['site/drawing/a.ts', 'site/plain/page.ts'],
  'site/plain': ['site/plain/a.ts', 'site/terminal/span-html.ts'],
  'site/social': ['site/social/a.ts', 'site/data/captures.ts'],
  'site/search': ['site/search/a.ts', 'site/data/captures.ts'],
  'site/searched': ['site/searched/a.ts', 'site/plain/page.ts'],
  'site/client': ['site/client/a.ts', 'site/data/captures.ts'],
  'site/integrations': ['site/integrations/a.ts', 'site/plain/page.ts'],
  'site/pages': ['site/pages/a.ts', 'site/markdown/links.ts'],
  'no-circle': ['scripts/a.ts', 'scripts/a.ts'],
  'only-lab-knows-dockerode': ['snippets-runner/commands/b.ts', 'node_modules/dockerode/index.js'],
  'site-takes-the-tutorial': ['site/data/b.ts', 'snippets-runner/model/error.ts'],
  'runner-knows-no-site': ['snippets-runner/model/b.ts', 'site/urls.ts'],
  'only-capture-writes-captures': ['snippets-runner/commands/c.ts', 'snippets-runner/tutorial/capture/write.ts'],
  'nothing-imports-tests': ['snippets-runner/report/b.ts', 'snippets-runner/test/sample.ts'],
};

test('each rule reports a forbidden import', async () => {
  for (const [from, to] of Object.values(FORBIDDEN)) {
    writeModule(to, 'export const it = 1;\n');
    writeModule(from, `import '${specifier(from, to)}';\n`);
  }
  const { rules, broken } = await cruise(scratch);
  expect(Object.keys(FORBIDDEN).sort()).toEqual(rules.toSorted());
  expect(rules.filter((name) => !broken.has(name))).toEqual([]);
});

function writeModule(file: string, text: string): void {
  mkdirSync(dirname(join(scratch, file)), { recursive: true });
  writeFileSync(join(scratch, file), text);
}

function specifier(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

interface CruiseReport {
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string } }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
  };
}

async function cruise(folder: string): Promise<{ rules: readonly string[]; broken: ReadonlySet<string> }> {
  const program = join(HOME, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(HOME, '.dependency-cruiser.mjs');
  const args = [program, '--config', config, '--output-type', 'json', 'snippets-runner', 'site', 'scripts'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  const { summary } = JSON.parse(stdout) as CruiseReport;
  return {
    rules: summary.ruleSetUsed.forbidden.map(({ name }) => name),
    broken: new Set(summary.violations.map(({ rule }) => rule.name)),
  };
}
