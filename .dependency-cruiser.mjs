/**
 * Which folder may import which. `npm run check:imports` reports every import that no line here allows;
 * ARCHITECTURE.md draws the layers.
 */

/** Folders of snippets-runner, each with the folders that it may import besides itself. */
const RUNNER = {
  base: [],
  tutorial: ['base'],
  model: ['base', 'tutorial'],
  lab: ['base', 'tutorial', 'model'],
  terminal: ['base', 'tutorial', 'model'],
  topology: ['base', 'tutorial', 'model'],
  compare: ['base', 'tutorial', 'model'],
  report: ['base', 'tutorial', 'model'],
  run: ['base', 'tutorial', 'model', 'terminal', 'topology', 'compare'],
  commands: ['base', 'tutorial', 'model', 'lab', 'terminal', 'compare', 'report', 'run'],
  cli: ['base', 'model', 'report', 'run', 'commands'],
};
const COMPARE = {
  substitution: [],
  tokens: ['substitution'],
  outputs: ['substitution', 'tokens'],
  page: ['substitution', 'tokens', 'outputs'],
  renewal: ['substitution', 'tokens', 'outputs', 'page'],
};
const SITE = {
  i18n: [],
  data: ['i18n'],
  markdown: ['data', 'i18n'],
  terminal: ['data'],
  drawing: ['data', 'i18n', 'terminal'],
  social: ['drawing', 'i18n', 'public', 'styles'],
  plain: ['data', 'drawing', 'i18n', 'markdown'],
  search: [],
  searched: ['data', 'i18n', 'search'],
  client: ['i18n', 'search', 'styles'],
  integrations: ['data', 'i18n'],
  pages: ['data', 'drawing', 'i18n', 'plain', 'searched', 'social'],
};

/** One rule a folder. */
function layers(root, allowed) {
  return Object.entries(allowed).map(([folder, others]) => ({
    name: `${root}${folder}`,
    severity: 'error',
    from: { path: `^${root}${folder}/` },
    to: { path: `^${root}[^/]+/`, pathNot: [folder, ...others].map((each) => `^${root}${each}/`) },
  }));
}

function forbidden(name, from, to) {
  return { name, severity: 'error', from, to };
}

export default {
  forbidden: [
    ...layers('snippets-runner/', RUNNER),
    ...layers('snippets-runner/compare/', COMPARE),
    ...layers('site/', SITE),
    forbidden('no-circle', {}, { circular: true }),
    forbidden(
      'only-lab-knows-dockerode',
      { path: '^snippets-runner/', pathNot: '^snippets-runner/(lab|test)/' },
      { path: 'node_modules/dockerode/' },
    ),
    forbidden(
      'site-takes-the-tutorial',
      { path: '^site/', pathNot: '^site/test/' },
      { path: '^snippets-runner/', pathNot: '^snippets-runner/(tutorial|base)/' },
    ),
    forbidden('runner-knows-no-site', { path: '^snippets-runner/', pathNot: '/test/' }, { path: '^(site|scripts)/' }),
    // A capture gets its seal when it is written, so nothing may write one that was not run. The pages of two
    // benchmarks are made up, and fuzz writes no file.
    forbidden(
      'only-capture-writes-captures',
      {
        pathNot: [
          '/test/',
          '^snippets-runner/commands/capture\\.ts$',
          '^scripts/benchmarks/(lint|site)-pages\\.ts$',
          '^scripts/fuzzing/',
        ],
      },
      { path: '^snippets-runner/tutorial/capture/write\\.ts$' },
    ),
    // soak and fuzz are tests that take too long for every run.
    forbidden(
      'nothing-imports-tests',
      { pathNot: ['/test/', '^scripts/(soak|fuzz)'] },
      { path: '/test/', pathNot: 'node_modules' },
    ),
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true },
};
