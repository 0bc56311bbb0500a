import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { partialFile, removePartials } from '../../base/partial-files.ts';
import { checkReplaceable, replaceFile } from '../../base/replace-file.ts';
import { noLinux, noRoot, skipIf } from '../skip.ts';

const MODULE = join(import.meta.dirname, '../../base/replace-file.ts');

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'replace-file-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

describe('a regular file', () => {
  test('is replaced, and keeps its permissions unless others are given', () => {
    writeFileSync(at('report'), 'before');
    chmodSync(at('report'), 0o640);
    replaceFile(at('report'), 'after');
    expect([read('report'), statSync(at('report')).mode & 0o777]).toEqual(['after', 0o640]);
    replaceFile(at('report'), 'script', { mode: 0o755 });
    expect([read('report'), statSync(at('report')).mode & 0o777]).toEqual(['script', 0o755]);
    expect(readdirSync(folder)).toEqual(['report']);
  });

  test('may have the longest name that a file can have', () => {
    const name = 'ä'.repeat(127);
    replaceFile(at(name), 'text');
    expect(readdirSync(folder)).toEqual([name]);
  });

  test('is replaced through a link, which stays a link', () => {
    writeFileSync(at('target'), 'before');
    symlinkSync('target', at('link'));
    replaceFile(at('link'), 'after');
    expect([lstatSync(at('link')).isSymbolicLink(), read('target')]).toEqual([true, 'after']);
  });

  test('that a link names but that does not exist is an error', () => {
    symlinkSync('nowhere', at('link'));
    for (const write of [() => checkReplaceable(at('link')), () => replaceFile(at('link'), 'text')]) {
      expect(write).toThrow('it is a link to a file that does not exist');
    }
    expect(readdirSync(folder)).toEqual(['link']);
  });
});

describe('a file that must be within a folder', () => {
  beforeEach(() => {
    for (const name of ['content', 'content/captures', 'outside']) mkdirSync(at(name));
  });
  const within = () => ({ within: at('content') });

  test('is written there, also if the folder itself is reached over a link', () => {
    symlinkSync('content', at('alias'));
    replaceFile(at('alias/captures/a.yaml'), 'text', { within: at('alias') });
    expect(read('content/captures/a.yaml')).toBe('text');
  });

  test.each([
    ['a folder behind a link', 'captures/dir', '../../outside', 'captures/dir/a.yaml'],
    ['a folder to make behind a link', 'captures/dir', '../../outside', 'captures/dir/new/a.yaml'],
    ['a file behind a link', 'captures/a.yaml', '../../outside/victim', 'captures/a.yaml'],
    ['a device', 'captures/a.yaml', '/dev/null', 'captures/a.yaml'],
    ['standard output', 'captures/a.yaml', '/dev/stdout', 'captures/a.yaml'],
    ['the folder above', 'captures/b', '/', '../b.yaml'],
  ])('is not written through to %s', (_what, link, target, file) => {
    writeFileSync(at('outside/victim'), 'before');
    symlinkSync(target, join(at('content'), link));
    for (const write of [
      () => checkReplaceable(join(at('content'), file), within()),
      () => replaceFile(join(at('content'), file), 'text', within()),
    ]) {
      expect(write).toThrow(/^it (?:is outside of|leads out of) .*content$/u);
    }
    expect(readdirSync(at('outside'))).toEqual(['victim']);
    expect(read('outside/victim')).toBe('before');
  });
});

describe('a device or a pipe is written to, and stays what it is', () => {
  const noDevices = noRoot() ?? (makesDevices() ? undefined : 'it needs the right to make devices');

  test('a device', skipIf(noDevices), () => {
    execFileSync('mknod', [at('null'), 'c', '1', '3']);
    checkReplaceable(at('null'));
    replaceFile(at('null'), 'text', { mode: 0o755 });
    expect(statSync(at('null')).isCharacterDevice()).toBe(true);
    expect(readdirSync(folder)).toEqual(['null']);
  });

  test('a device that is full', skipIf(noDevices), () => {
    execFileSync('mknod', [at('full'), 'c', '1', '7']);
    expect(() => replaceFile(at('full'), 'text')).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
    expect(statSync(at('full')).isCharacterDevice()).toBe(true);
  });

  test('a disk is refused', skipIf(noDevices), () => {
    execFileSync('mknod', [at('disk'), 'b', '7', '200']);
    expect(() => checkReplaceable(at('disk'))).toThrow('it is a disk');
    expect(() => replaceFile(at('disk'), 'text')).toThrow('it is a disk');
    expect(statSync(at('disk')).isBlockDevice()).toBe(true);
  });

  test('a pipe, with more than fits into it at once', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const reader = spawn('cat', [at('pipe')], { stdio: ['ignore', 'pipe', 'ignore'] });
    const heard = text(reader.stdout);
    const long = 'x'.repeat(1_000_000);
    // In a process of its own, because this process reads what comes out.
    const writer = runScript(`
      import { setTimeout } from 'node:timers/promises';
      await setTimeout(300); // cat opens its end
      replaceFile(${JSON.stringify(at('pipe'))}, 'x'.repeat(1_000_000));`);
    expect(await writer).toMatchObject({ exit: 0 });
    expect((await heard) === long).toBe(true);
    expect(statSync(at('pipe')).isFIFO()).toBe(true);
  });

  test('a pipe that nobody reads is an error at once', () => {
    execFileSync('mkfifo', [at('pipe')]);
    expect(() => replaceFile(at('pipe'), 'text')).toThrow('no program reads this pipe');
  });

  test.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1', 'link'])(
    'an open file of this process: %s',
    skipIf(noLinux()),
    (name) => {
      symlinkSync('/dev/stdout', at('link'));
      const file = name === 'link' ? at('link') : name;
      const script = `process.stdout.write('before\\n'); replaceFile(${JSON.stringify(file)}, 'text\\n'); process.stdout.write('after\\n');`;
      const output = openSync(at('output'), 'w');
      const { stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', withImport(script)], {
        stdio: ['ignore', output, 'pipe'],
        encoding: 'utf8',
      });
      expect([stderr, read('output')]).toEqual(['', 'before\ntext\nafter\n']);
    },
  );
});

describe('partial files', () => {
  test('have another name for each writer, and only their maker removes them', () => {
    const [one, other] = [partialFile(at('report')), partialFile(at('report'))];
    expect(one).not.toBe(other);
    writeFileSync(one, 'half');
    replaceFile(at('report'), 'whole');
    expect(readdirSync(folder).sort()).toEqual([basename(one), 'report'].sort());
  });

  test('of a writer that was killed are removed by the next writer, and by no other', async () => {
    const killed = await leftBy(at('report'));
    const other = await leftBy(at('report.txt'));
    replaceFile(at('report'), 'whole');
    expect(readdirSync(folder).sort()).toEqual([basename(other), 'report'].sort());
    expect(killed).not.toBe(other);
    expect(removePartials(folder)).toBe(1);
    expect(readdirSync(folder)).toEqual(['report']);
  });

  test('of another machine are removed when they are old', () => {
    const partial = partialFile(at('report')).replace(/\.[0-9a-f]+-(?=\d+-)/u, '.0000000000000000-');
    writeFileSync(partial, 'half');
    expect(removePartials(folder)).toBe(0);
    utimesSync(partial, 0, 0);
    expect(removePartials(folder)).toBe(1);
  });

  test('of others, such as downloads, are not touched', () => {
    writeFileSync(at('notes.partial'), 'mine');
    writeFileSync(at('.report.123.partial'), 'of an earlier version');
    expect(removePartials(folder)).toBe(1);
    expect(readdirSync(folder)).toEqual(['notes.partial']);
  });

  test('of two writers at the same time do not meet', async () => {
    const script = `for (let turn = 0; turn < 300; turn++) replaceFile(${JSON.stringify(at('report'))}, String(turn).repeat(5000));`;
    const ended = await Promise.all([1, 2, 3].map(() => runScript(script)));
    expect(ended).toEqual(Array(3).fill({ exit: 0, stderr: '' }));
    expect(read('report')).toBe('299'.repeat(5000));
    expect(readdirSync(folder)).toEqual(['report']);
  });
});

function withImport(script: string): string {
  return `import { replaceFile } from ${JSON.stringify(MODULE)};\n${script}`;
}

async function runScript(script: string): Promise<{ exit: number | null; stderr: string }> {
  const args = ['--input-type=module', '--eval', withImport(script)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [stderr, [exit]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number | null]>]);
  return { exit, stderr };
}

/** Returns the partial file that a killed process leaves. */
async function leftBy(file: string): Promise<string> {
  const module = MODULE.replace('replace-file', 'partial-files');
  const script = `import { partialFile } from ${JSON.stringify(module)};
    import { writeFileSync } from 'node:fs';
    const partial = partialFile(${JSON.stringify(file)});
    writeFileSync(partial, 'half');
    process.stdout.write(partial, () => process.kill(process.pid, 'SIGKILL'));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  return stdout;
}

function makesDevices(): boolean {
  const scratch = mkdtempSync(join(tmpdir(), 'device-'));
  try {
    return spawnSync('mknod', [join(scratch, 'null'), 'c', '1', '3']).status === 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
