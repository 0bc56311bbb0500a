/** Tests how `scripts/engines/vm.sh` uses the engine that makes the images of the virtual machines. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const SCRIPT = join(import.meta.dirname, '../../../../scripts/engines/vm.sh');
/** As `scripts/engine` does before it calls a function of the script. */
const MAKE_IMAGES = `
set -euo pipefail
home=$1 cache=$1/.cache number=1
source "$home/scripts/engines/vm.sh"
make_images`;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'machine-images-'));
  mkdirSync(join(home, 'scripts/engines'), { recursive: true });
  cpSync(SCRIPT, join(home, 'scripts/engines/vm.sh'));
  writeFileSync(join(home, 'scripts/engine-images.js'), '');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Returns what the script calls `scripts/engine` for, and whether its folder is there then. @param start what a start does */
function callsOf(start: string): readonly string[] {
  const there = '$([ -d "$SNIPPETS_ENGINE_FOLDER" ] && echo there || echo gone)';
  const engine = `#!/bin/sh\necho "$1 ${there}" >>'${home}/calls'\n[ "$1" != start ] || ${start}\n`;
  writeFileSync(join(home, 'scripts/engine'), engine, { mode: 0o755 });
  spawnSync('bash', ['-c', MAKE_IMAGES, '-', home], { env: { ...process.env, NODE: process.execPath } });
  return readFileSync(join(home, 'calls'), 'utf8').trimEnd().split('\n');
}

describe('the engine that makes the images', () => {
  const folder = () => join(home, '.cache/engine-vm/builder');

  test('is stopped before its folder is emptied: a build that was killed has left it', () => {
    mkdirSync(folder(), { recursive: true });
    expect(callsOf('mkdir "$SNIPPETS_ENGINE_FOLDER"')).toEqual(['stop there', 'start gone', 'stop there']);
  });

  test('is stopped if its start is broken off, because parts of it may run', () => {
    mkdirSync(folder(), { recursive: true });
    expect(callsOf('exit 1')).toEqual(['stop there', 'start gone', 'stop gone']);
  });
});
