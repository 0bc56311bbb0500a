/** Files that cannot be read as they are: pipes, devices, huge files, links in a circle. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completionSources } from '../../commands/completion-sources.ts';
import { lint } from '../../commands/lint.ts';
import { mergeReports } from '../../commands/merge-reports.ts';
import { readWorkspace } from '../../commands/workspace.ts';
import { jsonReport } from '../../report/json.ts';
import { reportOf } from '../report/sample-report.ts';
import { noFile, skipIf } from '../skip.ts';
import { type ContentFolder, contentFolder, contextFor, mdx, type Said, snippet } from './content-folder.ts';

const TOOL = join(import.meta.dirname, '../../bin.mjs');
const PAGE = mdx(snippet('one', '$ docker ps'));
const FILES = { 'en/a.mdx': mdx('Prose.'), 'zh-cn/a.mdx': mdx('Prose.', 'translated: ["00000000"]\n') };
const NAMES = ['en/b.mdx', 'captures/b.yaml', 'glossary.yaml', 'images/b/image.yaml', '../README.md'];

/** Puts something in place of a file that people write, lints it, and returns what is said. */
function lintWith(name: string, put: (path: string) => void): string {
  using folder = contentFolder(FILES);
  const path = join(folder.content, name);
  mkdirSync(dirname(path), { recursive: true });
  put(path);
  const paths = name.endsWith('.md') ? ['README.md'] : [];
  try {
    lint(paths, { translated: false }, contextFor(folder));
    return 'no error';
  } catch (error) {
    const { code, message, hint } = error as Error & { code: string; hint: string };
    expect(message).toContain(path.replace(/.*\//u, ''));
    expect(hint).not.toBe('');
    return `${code} ${message.replace(/^.*: /u, '')}`;
  }
}

describe.each(NAMES)('%s', (name) => {
  const code = name.startsWith('images') ? 'image-not-made' : 'document-not-readable';

  test('that is a pipe is an error', () => {
    expect(lintWith(name, (path) => spawnSync('mkfifo', [path]))).toBe(`${code} it is a pipe`);
  });

  test('that leads to a device is an error', skipIf(noFile('/dev/zero')), () => {
    expect(lintWith(name, (path) => symlinkSync('/dev/zero', path))).toBe(`${code} it is a device`);
  });

  test('that is too large is an error', () => {
    const size = name.startsWith('captures') ? 256 : 8;
    const put = (path: string) => {
      writeFileSync(path, '');
      truncateSync(path, size * 1_000_000 + 1);
    };
    expect(lintWith(name, put)).toBe(`${code} it is larger than ${size} MB`);
  });
});

test('a link that leads back to itself is said to do so', () => {
  expect(lintWith('en/b.mdx', (path) => symlinkSync('b.mdx', path))).toBe(
    'document-not-readable it is a link that leads back to itself',
  );
});

test('links to folders above them do not keep pages, captures and images from being read once', () => {
  using folder = contentFolder({ ...FILES, 'captures/c.yaml': '', 'images/b/image.yaml': '' });
  for (const below of ['en', 'captures', 'images/b', '.']) {
    for (const name of ['one', 'two', 'three']) symlinkSync(folder.content, join(folder.content, below, name));
  }
  const context = contextFor(folder);
  const { pageFiles, invalid } = readWorkspace(context);
  expect(pageFiles.map(({ file }) => file)).toEqual(['content/en/a.mdx', 'content/zh-cn/a.mdx']);
  expect([...invalid.keys()]).toEqual(['c']);
  expect(completionSources([], context).slugs()).toEqual(['a']);
});

test('completion does not wait for a pipe', () => {
  using folder = contentFolder({ 'en/a.mdx': PAGE });
  const snippets = () => completionSources([], contextFor(folder)).snippets('a');
  expect(snippets()).toHaveLength(1);
  rmSync(join(folder.content, 'en/a.mdx'));
  spawnSync('mkfifo', [join(folder.content, 'en/a.mdx')]);
  expect(snippets()).toEqual([]);
});

describe('a report', () => {
  const REPORT = reportOf({ ending: { kind: 'interrupted' } });
  const merge = (folder: ContentFolder, name: string) => {
    const said: Said = { printed: [], told: [] };
    mergeReports([name], { allowSkips: false, reporters: ['json'] }, contextFor(folder, said));
    return said.printed.join('\n');
  };

  test('may begin with a byte order mark', () => {
    using folder = contentFolder();
    writeFileSync(join(folder.home, 'r.json'), `\uFEFF${jsonReport(REPORT)}`);
    expect(JSON.parse(merge(folder, 'r.json')).command).toBe('verify');
  });

  test('may come through a pipe', () => {
    using folder = contentFolder();
    writeFileSync(join(folder.home, 'r.json'), jsonReport(REPORT));
    spawnSync('sh', ['-c', 'mkfifo pipe; cat r.json >pipe 2>/dev/null &'], { cwd: folder.home, stdio: 'ignore' });
    expect(JSON.parse(merge(folder, 'pipe')).command).toBe('verify');
  });

  test('may come through a pipe of the shell, beside a report that is written', skipIf(noFile('/dev/fd/0')), () => {
    using folder = contentFolder();
    writeFileSync(join(folder.home, 'r.json'), jsonReport(REPORT));
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `"${process.execPath}" "${TOOL}" merge-reports --reporter json:all.json <(cat r.json)`],
      { cwd: folder.home, encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'error a run did not complete: the run was interrupted\n',
    });
    expect(JSON.parse(readFileSync(join(folder.home, 'all.json'), 'utf8')).command).toBe('verify');
  });

  test('that is a device is an error', skipIf(noFile('/dev/zero')), () => {
    using folder = contentFolder();
    expect(() => merge(folder, '/dev/zero')).toThrow('/dev/zero cannot be read: it is a device');
  });

  test('that is too large is an error', () => {
    using folder = contentFolder();
    writeFileSync(join(folder.home, 'r.json'), '');
    truncateSync(join(folder.home, 'r.json'), 2 ** 30);
    expect(() => merge(folder, 'r.json')).toThrow('r.json cannot be read: it is larger than 256 MB');
  });
});
