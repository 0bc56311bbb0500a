import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { filesBeside, MOST_BYTES, MOST_FILES } from '../../commands/files-beside.ts';
import { consoleBlock, documentOf } from './documents.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beside-'));
  write('README.md', '');
  write('Dockerfile', 'FROM alpine:3.22 AS base\nFROM "nginx"\nRUN echo FROM busybox\n');
  write('src/app.sh', 'echo app');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const besides = (...commands: string[]) =>
  filesBeside(join(folder, 'README.md'), documentOf(consoleBlock(...commands.map((command) => `$ ${command}`))));

describe('files beside a document are in its lab', () => {
  test.each([
    'docker build -t app .',
    'docker buildx build .',
    'docker image build .',
    'docker compose up -d',
    'docker-compose ps',
    'cat src/app.sh',
    './src/app.sh',
    'docker run -v ./src:/src alpine',
    'sh -c "cat Dockerfile"',
  ])('if a command needs them: %s', (command) => {
    expect(besides(command)).toMatchObject({
      files: { folder, names: ['Dockerfile', 'README.md', 'src/app.sh'] },
      leftOut: [],
      images: [{ used: ['alpine:3.22', 'nginx'], made: ['base'] }],
    });
  });

  test.each(['docker ps', 'docker network create demo', 'cat /etc/hosts', 'echo none'])('not for %s', (command) => {
    expect(besides(command)).toEqual({ files: undefined, leftOut: [], images: [] });
  });

  test('with a hash of their contents', () => {
    const before = besides('docker build .').files?.hash;
    expect(besides('docker build .').files?.hash).toBe(before);
    write('src/app.sh', 'echo other');
    expect(besides('docker build .').files?.hash).not.toBe(before);
  });

  test('without hidden files, unless Git tracks or would track them', () => {
    write('.env', 'SECRET=1');
    write('.dockerignore', '');
    write('node_modules/a/index.js', '');
    expect(besides('docker build .').files?.names).toEqual(['Dockerfile', 'README.md', 'src/app.sh']);
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    write('.gitignore', '.env\nnode_modules\n');
    const names = besides('docker build .').files?.names.toSorted();
    expect(names).toEqual(['.dockerignore', '.gitignore', 'Dockerfile', 'README.md', 'src/app.sh']);
  });

  test('and links to what is not there', () => {
    symlinkSync('/nowhere', join(folder, 'link'));
    expect(besides('docker build .').files?.names).toContain('link');
  });
});

test('a hook of Git, which says where its repository is, changes nothing', () => {
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  write('.gitignore', '/docs/secret\n');
  write('docs/secret', 'SECRET=1');
  write('docs/Dockerfile', 'FROM alpine\n');
  const document = documentOf(consoleBlock('$ docker build .'));
  const names = () => filesBeside(join(folder, 'docs/README.md'), document).files?.names;
  expect(names()).toEqual(['Dockerfile']);
  // As in a worktree.
  vi.stubEnv('GIT_DIR', join(folder, '.git'));
  vi.stubEnv('GIT_INDEX_FILE', join(folder, '.git/index'));
  expect(names()).toEqual(['Dockerfile']);
});

test('a repository of a stranger runs nothing, and repositories in it are left out', () => {
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  execFileSync('git', ['config', 'core.fsmonitor', 'touch ran; false'], { cwd: folder });
  mkdirSync(join(folder, 'nested'));
  execFileSync('git', ['init', '--quiet'], { cwd: join(folder, 'nested') });
  write('nested/.env', 'SECRET=1');
  expect(besides('docker build .').files?.names.toSorted()).toEqual(['Dockerfile', 'README.md', 'src/app.sh']);
  expect(existsSync(join(folder, 'ran'))).toBe(false);
});

test('nor does one that says from where to fetch what it lacks', () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  git('init', '--quiet');
  write('other/file', '');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '--quiet', '--message', 'all');
  const tree = git('rev-parse', 'HEAD:other');
  // Git reads the tree to list a folder that the index only names.
  git('sparse-checkout', 'set', '--cone', '--sparse-index', 'src');
  rmSync(join(folder, '.git/objects', tree.slice(0, 2), tree.slice(2)));
  git('config', 'core.repositoryFormatVersion', '1');
  git('config', 'extensions.partialClone', 'origin');
  git('config', 'remote.origin.promisor', 'true');
  git('config', 'remote.origin.url', folder);
  git('config', 'remote.origin.uploadpack', `touch ${join(folder, 'ran')}; false`);
  besides('docker build .');
  expect(existsSync(join(folder, 'ran'))).toBe(false);
});

test('neither does a bare repository that lies beside the document', () => {
  execFileSync('git', ['init', '--quiet', '--bare'], { cwd: folder });
  for (const [name, value] of [
    ['core.bare', 'false'],
    ['core.worktree', '.'],
    ['core.fsmonitor', 'touch ran; false'],
  ])
    execFileSync('git', ['config', '--file', 'config', name ?? '', value ?? ''], { cwd: folder });
  expect(besides('docker build .').files?.names).toContain('Dockerfile');
  expect(existsSync(join(folder, 'ran'))).toBe(false);
});

test('a folder that is tracked, and is a link now, does not bring what the link leads to', () => {
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  execFileSync('git', ['add', '.'], { cwd: folder });
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  try {
    writeFileSync(join(elsewhere, 'app.sh'), 'SECRET=1');
    rmSync(join(folder, 'src'), { recursive: true });
    symlinkSync(elsewhere, join(folder, 'src'));
    expect(besides('docker build .').files?.names.toSorted()).toEqual(['Dockerfile', 'README.md', 'src']);
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test('an index that names a file outside of the folder does not bring it', () => {
  write('doc/README.md', '');
  write('doc/xx/secret', '');
  write('secret', 'SECRET=1');
  const doc = join(folder, 'doc');
  execFileSync('git', ['init', '--quiet'], { cwd: doc });
  execFileSync('git', ['add', '.'], { cwd: doc });
  const index = readFileSync(join(doc, '.git/index'))
    .toString('latin1')
    .slice(0, -20)
    .replace('xx/secret', '../secret');
  const bytes = Buffer.from(index, 'latin1');
  writeFileSync(join(doc, '.git/index'), Buffer.concat([bytes, createHash('sha1').update(bytes).digest()]));
  rmSync(join(doc, 'xx'), { recursive: true });
  expect(execFileSync('git', ['ls-files'], { cwd: doc, encoding: 'utf8' })).toContain('../secret');
  const document = documentOf(consoleBlock('$ docker build .'));
  expect(filesBeside(join(doc, 'README.md'), document).files?.names).toEqual(['README.md']);
});

describe('files beside a document are not in its lab, and it is said', () => {
  test('if Git does not say which files a repository ignores', () => {
    write('.git', 'gitdir: /nowhere\n');
    expect(besides('docker build .')).toMatchObject({
      files: undefined,
      leftOut: [
        { reason: expect.stringContaining('Git does not say which files are ignored: fatal: not a git repos') },
      ],
    });
  });

  test('if one is larger than a document may be, it is there all the same', () => {
    write('large', 'x'.repeat(MOST_BYTES - 1_000));
    expect(besides('docker build .').files?.names).toContain('large');
  });

  test('if they are too large', () => {
    write('large', 'x'.repeat(MOST_BYTES));
    expect(besides('docker build .')).toMatchObject({
      files: undefined,
      leftOut: [
        {
          position: { line: 2 },
          reason: 'the files beside the document are not in its lab: they have more than 16 MB',
        },
      ],
    });
  });

  test('if there are too many', () => {
    // So that Git lists more than a megabyte.
    const long = 'x'.repeat(200);
    for (let number = 0; number <= 3 * MOST_FILES; number++) write(`many/${long}${number}`, '');
    expect(besides('docker build .').leftOut).toMatchObject([{ reason: expect.stringContaining('more than 2000') }]);
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    expect(besides('docker build .').leftOut).toMatchObject([{ reason: expect.stringContaining('more than 2000') }]);
  });
});
