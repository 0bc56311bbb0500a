import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { complete } from '../../cli/complete.ts';
import { completionScript, SHELLS } from '../../cli/completion-scripts.ts';
import { createProgram } from '../../cli/program.ts';
import { completionSources } from '../../commands/completion-sources.ts';
import { type ContentFolder, contentFolder, contextFor, mdx, snippet } from '../commands/content-folder.ts';

const HOME = join(import.meta.dirname, '../../..');
const program = createProgram({ contentFolder: 'content', version: '1.2.3' }, () => async () => undefined);

let folder: ContentFolder;
beforeAll(() => {
  folder = contentFolder({
    'en/attach.mdx': mdx(snippet('first', '$ docker ps') + snippet('second', '$ docker run \\', '  x')),
    'en/swarm/three.mdx': mdx('', 'lab:\n  nodes: [manager, worker-1]\n'),
    'zh-cn/attach.mdx': mdx('<Snippet id="first" />'),
    'images/alpine/image.yaml': '',
  });
});
afterAll(() => folder[Symbol.dispose]());

function completed(...words: string[]): readonly string[] {
  const context = contextFor(folder);
  const env = { DOCKER_CONFIG: join(folder.home, 'no-docker') };
  const { candidates, files } = complete(program, words, completionSources(words, { ...context, env }));
  return [...candidates.map(({ value }) => value), ...(files ? [':files'] : [])];
}

test.each(['lint', 'list', 'verify', 'watch', 'shell', 'export'])('%s says how documents are read', (command) => {
  expect(completed(command, '--set')).toEqual(['--set']);
  expect(completed(command, '--no-conf')).toEqual(['--no-config']);
});

describe('what comes next', () => {
  test.each<[string, string[], string[]]>([
    ['a command', ['ver'], ['verify']],
    ['an option of the command', ['verify', '--sh'], ['--shard']],
    ...['verify', 'lint', 'list', 'shell', 'export', 'watch'].map((command): [string, string[], string[]] => [
      `an option of ${command}, which reads documents`,
      [command, '--se'],
      ['--set'],
    ]),
    ['an option of all commands', ['verify', '--no-col'], ['--no-color']],
    ['a page or a file', ['verify', ''], ['attach', 'swarm/three', ':files']],
    ['a page that is not there yet', ['verify', 'attach', ''], ['swarm/three', ':files']],
    ['no second page where one is meant', ['shell', 'attach', ''], []],
    ['a snippet of the page', ['shell', 'attach', '--at', ''], ['first', 'second']],
    ['a snippet, of a translation', ['shell', 'content/zh-cn/attach.mdx', '--at', 's'], ['second']],
    ['a node of the page', ['shell', 'swarm/three', '--node', 'w'], ['worker-1']],
    ['nothing for a page that is not there', ['shell', 'atach', '--at', ''], []],
    ['an engine', ['verify', '--engine', ''], ['native', 'vm']],
    ['an image', ['verify', '--image', ''], ['alpine']],
    ['a reporter', ['verify', '--reporter', 'j'], ['json', 'json:', 'junit', 'junit:']],
    ['a value behind its option', ['export', 'attach', '--format=c'], ['--format=cast']],
    ['a command behind an option with a value', ['--engine', 'vm', 'doc'], ['doctor']],
    ['files, for snippets.yaml', ['lint', '--config', ''], [':files']],
    ['files, for a file', ['export', 'attach', '-o', ''], [':files']],
    ['nothing for a number', ['verify', '--jobs', ''], []],
    ['a shell', ['completion', 'z'], ['zsh']],
  ])('%s', (_what, words, expected) => {
    expect(completed(...words)).toEqual(expected);
  });

  test('is no command that only scripts use', () => {
    expect(completed('')).toContain('export');
    expect(completed('')).not.toContain('__complete');
  });

  test('has a description', () => {
    const { candidates } = complete(
      program,
      ['shell', 'attach', '--at', ''],
      completionSources([], contextFor(folder)),
    );
    expect(candidates[1]).toEqual({ value: 'second', description: 'docker run \\' });
  });
});

test.each([[['--content', 'other']], [['--content=other']]])('pages are those of the folder in %j', (words) => {
  folder.write({ '../other/en/elsewhere.mdx': mdx('Prose.') });
  expect(completionSources(words, contextFor(folder)).slugs()).toEqual(['elsewhere']);
});

test('bash completes with it, even after a colon and an equals sign', () => {
  const script = completionScript('bash', [process.execPath, join(HOME, 'snippets-runner/bin.mjs')]);
  const ask = (line: string) => {
    const call = [`COMP_LINE=$1`, `COMP_POINT=\${#1}`, '_snippets', `printf '%s\\n' "\${COMPREPLY[@]}"`].join('\n');
    const given = ['-c', `${script}\n${call}`, 'bash', line];
    return execFileSync('bash', given, { cwd: folder.home, encoding: 'utf8' }).trimEnd().split('\n');
  };
  expect(ask(`snippets --content ${folder.content} verify att`)).toContain('attach');
  expect(ask('snippets verify --reporter junit:')).toEqual(['']);
  expect(ask('snippets export attach --format=s')).toEqual(['sh']);
});

test.each(SHELLS)('the script for %s quotes the command that it runs', (shell) => {
  expect(completionScript(shell, ['/a b/node', "/it's/bin.mjs"])).toContain(
    `'/a b/node' '/it'\\''s/bin.mjs' __complete -- `,
  );
});
