import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Capture } from '../../../tutorial/capture/capture.ts';
import { captureFile, readCaptures } from '../../../tutorial/capture/read.ts';
import { captureText, writeCapture } from '../../../tutorial/capture/write.ts';
import { captureOf, recordingOf, samplePage } from './sample.ts';

const PAGE = samplePage();
const OUTPUTS = ['4f0e', '', 'bin\ndev', 'read escape sequence'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'captures-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const capture = (outputs: readonly string[] = OUTPUTS): Capture => captureOf(PAGE, recordingOf(PAGE, outputs));
const file = () => captureFile(folder, PAGE.slug);

describe('a capture', () => {
  test('is read as it was written', () => {
    writeCapture(folder, capture());
    const { captures, invalid } = readCaptures(folder);
    expect([...captures.entries()]).toEqual([[PAGE.slug, capture()]]);
    expect(invalid.size).toBe(0);
  });

  test('gives the same bytes each time, with outputs as they were printed', () => {
    writeCapture(folder, capture());
    const bytes = readFileSync(file(), 'utf8');
    writeCapture(folder, readCaptures(folder).captures.get(PAGE.slug) as Capture);
    expect(readFileSync(file(), 'utf8')).toBe(bytes);
    expect(bytes).toContain('output: |-\n          bin\n          dev\n');
  });

  test('keeps any output to the character', () => {
    const output = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\t', ':', '#', '-', '"', "'", '\\', '中', '|', '0', '%'),
    });
    fc.assert(
      fc.property(output, (printed) => {
        writeCapture(folder, capture([printed]));
        expect(readCaptures(folder).captures.get(PAGE.slug)?.snippets[0]?.steps[0]?.output).toBe(printed);
      }),
      { numRuns: 60 },
    );
  });

  // In YAML 1.2 these are texts, but not for every parser.
  test.each(['1_000', '0b101', '0x_f', '190:20:30', '2026-01-01', 'yes', '<<', '=', '1e3', '~', '.inf'])(
    'keeps %s as the text it is',
    (printed) => {
      writeCapture(folder, capture([printed]));
      const { captures, invalid } = readCaptures(folder);
      expect(invalid.size).toBe(0);
      expect(captures.get(PAGE.slug)?.snippets[0]?.steps[0]?.output).toBe(printed);
    },
  );

  test('is missing if there is no folder', () => {
    expect(readCaptures(join(folder, 'none')).captures.size).toBe(0);
  });
});

describe('writing', () => {
  test('that fails keeps the previous capture, and leaves no other file', () => {
    writeCapture(folder, capture());
    const before = readFileSync(file(), 'utf8');
    const other = { ...capture(['new']), slug: 'bridge/other' };
    // A folder is in the place of the file, so the rename fails, even for root.
    mkdirSync(captureFile(folder, other.slug));
    expect(() => writeCapture(folder, other)).toThrow(expect.objectContaining({ code: 'EISDIR', syscall: 'rename' }));
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(readdirSync(join(folder, 'bridge')).sort()).toEqual(['other.yaml', 'sample.yaml']);
  });

  test('does not touch the file before everything is written', () => {
    writeCapture(folder, capture());
    const before = readFileSync(file(), 'utf8');
    const unwritable = { ...capture(), snippets: null } as unknown as Capture;
    Object.defineProperty(unwritable, 'images', {
      enumerable: true,
      get() {
        throw new RangeError('broken in the middle');
      },
    });
    expect(() => writeCapture(folder, unwritable)).toThrow('broken in the middle');
    expect(readFileSync(file(), 'utf8')).toBe(before);
    expect(readdirSync(join(folder, 'bridge'))).toEqual(['sample.yaml']);
  });

  test('removes the leftovers of a killed writer for this page, and for no other', () => {
    mkdirSync(join(folder, 'bridge'));
    writeFileSync(join(folder, 'bridge/.sample.yaml.999.partial'), 'half');
    writeFileSync(join(folder, 'bridge/.other.yaml.999.partial'), 'half');
    writeCapture(folder, capture());
    expect(readdirSync(join(folder, 'bridge')).sort()).toEqual(['.other.yaml.999.partial', 'sample.yaml']);
  });

  test('is refused where a link leads out of the content folder', () => {
    const [content, outside] = [join(folder, 'content'), join(folder, 'outside')];
    for (const each of [join(content, 'captures'), outside]) mkdirSync(each, { recursive: true });
    symlinkSync(outside, join(content, 'captures/bridge'));
    expect(() => writeCapture(join(content, 'captures'), capture())).toThrow('it leads out of ');
    expect(readdirSync(outside)).toEqual([]);
  });

  test('reports a folder that is not writable', () => {
    const locked = join(folder, 'locked');
    writeFileSync(locked, 'no folder');
    expect(() => writeCapture(locked, capture())).toThrow(expect.objectContaining({ syscall: 'mkdir' }));
    expect(existsSync(captureFile(locked, PAGE.slug))).toBe(false);
  });
});

describe('an invalid capture file', () => {
  const invalid = (text: string) => {
    mkdirSync(join(folder, 'bridge'), { recursive: true });
    writeFileSync(file(), text);
    const read = readCaptures(folder);
    expect(read.captures.size).toBe(0);
    return read.invalid.get(PAGE.slug) ?? [];
  };

  test('is a problem with its position', () => {
    expect(invalid('schema: 1\nslug: "open" shut')[0]).toMatchObject({
      code: 'capture-invalid',
      file: file(),
      position: { line: 2 },
      message: expect.stringMatching(/^the file is not valid YAML: .*[^:]$/),
      hint: expect.stringContaining(`npx snippets capture --force ${PAGE.slug}`),
    });
  });

  test('is a problem if a key is unknown, or a value is missing', () => {
    const text = captureText(capture());
    expect(invalid(`${text}more: 1\n`)[0]?.message).toMatch(/more/);
    expect(invalid(text.replace(/^ +hash: .*\n/mu, ''))[0]?.message).toMatch(/^snippets\.0\.hash: /);
  });

  test('has all of its problems reported, each at its place', () => {
    const text = captureText(capture())
      .replace('os: linux', 'os: 1.50')
      .replace('hidden: false', 'hidden: perhaps')
      .concat('more: 1\n');
    const lines = text.split('\n');
    const place = (start: string) => {
      const line = lines.findIndex((each) => each.trim().startsWith(start)) + 1;
      return { line, column: (lines[line - 1]?.indexOf(start) ?? 0) + 1 };
    };
    expect(invalid(text).map(({ position, message }) => [position, message.replace(/: .*/u, '')])).toEqual([
      [{ ...place('os: '), column: place('os: ').column + 4 }, 'engine.os'],
      [{ ...place('hidden: '), column: place('hidden: ').column + 8 }, 'snippets.0.hidden'],
      [place('more: '), 'capture'],
    ]);
  });

  test.each([
    ['a snippet', (text: string) => text.replace('id: attach', 'id: create'), 'snippets.1.id: '],
    ['a key', (text: string) => text.replace('slug: bridge/sample\n', '$&$&'), 'the file is not valid YAML: '],
  ])('is a problem if it has %s twice', (_what, twice, message) => {
    const problems = invalid(twice(captureText(capture())));
    expect(problems).toMatchObject([{ code: 'capture-invalid', position: { line: expect.any(Number) } }]);
    expect(problems[0]?.message).toContain(message);
  });

  test('is a problem if it belongs to another page', () => {
    expect(invalid(captureText({ ...capture(), slug: 'other' })).map(({ message }) => message)).toEqual([
      `the file's name is bridge/sample.yaml, but its slug is "other"`,
    ]);
  });

  test('may be cut off anywhere: it is never read as a capture', () => {
    const text = captureText(capture());
    for (let end = 0; end < text.length - 1; end += 37) {
      writeCapture(folder, capture());
      writeFileSync(file(), text.slice(0, end));
      expect(readCaptures(folder).captures.size, text.slice(0, end)).toBe(0);
    }
  });
});
