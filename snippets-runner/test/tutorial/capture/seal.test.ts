import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../tutorial/capture/capture.ts';
import { parseCapture } from '../../../tutorial/capture/parse-capture.ts';
import { sealOf } from '../../../tutorial/capture/seal.ts';
import { captureText } from '../../../tutorial/capture/write.ts';
import { captureOf, recordingOf, samplePage } from './sample.ts';

const PAGE = samplePage();
const CAPTURE = captureOf(PAGE, recordingOf(PAGE, ['4f0e', '', 'bin\ndev', 'read escape sequence']));
const TEXT = captureText(CAPTURE);

const read = (text: string) => parseCapture('captures/bridge/sample.yaml', PAGE.slug, text);

describe('a seal', () => {
  test('is written with the capture, and is that of its value', () => {
    expect(TEXT).toContain(`\nseal: ${sealOf(CAPTURE)}\n`);
    expect(sealOf(CAPTURE)).toMatch(/^sha256:[0-9a-f]{64}$/u);
    expect(read(TEXT)).toEqual({ kind: 'capture', capture: CAPTURE });
  });

  test('is the same for the same value in another order of keys', () => {
    const { snippets, ...rest } = CAPTURE;
    expect(sealOf({ snippets, ...rest })).toBe(sealOf(CAPTURE));
  });

  test('stays the same from version to version: it is in files that were captured long ago', () => {
    const snippet: Capture['snippets'][number] = {
      id: 'a',
      node: 'host',
      hash: '0123456789abcdef',
      captured: '2026-11-24T04:00:00.000Z',
      exit: 0,
      output: 'show',
      hidden: false,
      values: { TOKEN: 'x' },
      steps: [{ prompt: '$ ', text: 'docker ps', output: 'é\n', exit: null, duration: 12 }],
    };
    const engine = { version: '28.5.2', api: '1.51', kernel: '6.12', os: 'linux', arch: 'x86_64' };
    expect(sealOf({ schema: 1, slug: 'a', engine, images: {}, snippets: [snippet] })).toBe(
      // Computed by another program.
      'sha256:9cb5abcbfb516c322f85570fc46b5cbbd5e095e55fcddf4b576d5f8ccf4a5176',
    );
  });

  test.each([
    ['images', /^images:.*\n/mu, 'images:\n  __proto__: {reference: x, id: x, origin: registry}\n'],
    ['values', /^ {4}steps:\n/mu, '    values: {__proto__: x}\n    steps:\n'],
  ])('a key __proto__ below %s is refused, since no seal has it', (_what, place, replacement) => {
    const text = TEXT.replace(place, replacement);
    expect(text).not.toBe(TEXT);
    expect(read(text)).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'capture-invalid', message: expect.stringContaining('__proto__') }],
    });
  });

  test.each([
    ['another header', (text: string) => text.replace(/^# .*\n/u, '# Mine.\n')],
    ['comments', (text: string) => text.replaceAll('    node: host', '    node: host # the first')],
    ['other quotes', (text: string) => text.replaceAll('prompt: "$ "', "prompt: '$ '")],
    ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['the form of JSON', (text: string) => text.replace(/exit: 0\n/u, '"exit": 0\n')],
  ])('does not depend on %s', (_what, rewritten) => {
    const text = rewritten(TEXT);
    expect(text).not.toBe(TEXT);
    expect(read(text)).toEqual({ kind: 'capture', capture: CAPTURE });
  });

  test.each([
    ['output', 'output: 4f0e', 'output: 4f0f'],
    ['text', 'text: docker attach box', 'text: docker attach fox'],
    ['prompt', 'prompt: "/ # "', 'prompt: "/ $ "'],
    ['key', '- Ctrl-P', '- Ctrl-C'],
    ['exit code', 'exit: null', 'exit: 0'],
    ['date', '2026-11-24T04:00:00.000Z', '2026-11-25T04:00:00.000Z'],
    ['duration', 'duration: 13', 'duration: 14'],
    ['fact of the engine', 'os: linux', 'os: minix'],
    ['image', 'id: sha256:1234', 'id: sha256:1235'],
    ['way to show it', 'hidden: false', 'hidden: true'],
    ['seal', 'seal: sha256:', 'seal: sha512:'],
  ])('is broken by another %s', (_what, from, to) => {
    const text = TEXT.replace(from, to);
    expect(text).not.toBe(TEXT);
    const line = TEXT.split('\n').findIndex((each) => each.startsWith('seal: ')) + 1;
    expect(read(text)).toEqual({
      kind: 'invalid',
      problems: [
        {
          code: 'capture-unsealed',
          file: 'captures/bridge/sample.yaml',
          position: { line, column: 1 },
          message: 'the seal is not that of the content: the file was edited, or merged from two captures',
          hint: expect.stringMatching(/`snippets capture`.* npx snippets capture --force bridge\/sample$/u),
        },
      ],
    });
  });

  describe('of two branches that have renewed other snippets', () => {
    const branch = (outputs: readonly string[]) => captureText(captureOf(PAGE, recordingOf(PAGE, outputs)));
    const ours = branch(['5a1b', '', 'bin\ndev', 'read escape sequence']);
    const theirs = branch(['4f0e', '', 'bin\netc', 'read escape sequence']);

    test('is a conflict for git, and nothing else is', () => {
      const merged = merge(ours, theirs);
      expect(merged.conflicts).toBe(1);
      expect(merged.text).toMatch(/^<{7} .*\nseal: .*\n={7}\nseal: .*\n>{7} .*\n/mu);
      expect(read(merged.text)).toEqual({
        kind: 'invalid',
        problems: [
          {
            code: 'capture-invalid',
            file: 'captures/bridge/sample.yaml',
            position: { line: 4, column: 1 },
            message: 'the file has a conflict of a merge',
            hint: 'Take the file of one branch whole, then run: npx snippets capture bridge/sample',
          },
        ],
      });
    });

    test.each(['ours', 'theirs'])('is broken if the conflict is resolved to %s', (side) => {
      const { text } = merge(ours, theirs, `--${side}`);
      expect(text).toContain('output: 5a1b');
      expect(text).toContain('etc');
      expect(read(text)).toMatchObject({ kind: 'invalid', problems: [{ code: 'capture-unsealed' }] });
    });

    /** Merges two versions of the capture as git does. */
    function merge(one: string, other: string, ...options: readonly string[]) {
      const folder = mkdtempSync(join(tmpdir(), 'merge-'));
      const files = { ours: one, base: TEXT, theirs: other };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
      const args = ['merge-file', '-p', ...options, ...Object.keys(files)];
      const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      return { conflicts: status, text: stdout };
    }
  });

  test('is missing in a capture from before, which is refused', () => {
    expect(read(TEXT.replace(/^seal: .*\n/mu, ''))).toMatchObject({
      kind: 'invalid',
      problems: [
        { code: 'capture-unsealed', position: { line: 1, column: 1 }, message: expect.stringContaining('has no seal') },
      ],
    });
  });

  test('is broken by another slug, which is not that of the file either', () => {
    expect(read(TEXT.replace('slug: bridge/sample', 'slug: bridge/other'))).toMatchObject({
      kind: 'invalid',
      problems: [{ code: 'capture-invalid' }, { code: 'capture-unsealed' }],
    });
  });
});
