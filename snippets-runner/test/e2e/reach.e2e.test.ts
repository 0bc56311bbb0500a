/** A snippet that tries connections, on a real daemon: what fails is captured, and another result is a failure. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Capture, captureFileSchema } from '../../tutorial/capture/capture.ts';
import { type ReachCell, reachTable } from '../../tutorial/reach/table.ts';
import { type ContentFolder, mdx, snippet } from '../commands/content-folder.ts';
import { e2eFolder } from './pages.ts';
import { type Ended, snippets } from './snippets.ts';

const PAGE = 'en/e2e/reach.mdx';

/** @param options of the network @param waits options of each ping */
const page = (options = '', waits = '-W 1') =>
  mdx(
    [
      snippet(
        'network',
        `$ docker network create ${options}net`,
        '$ docker run -dit --name one --network net alpine ash',
      ),
      snippet('apart', '$ docker run -dit --name two alpine ash'),
      snippet(
        'tries tries hidden',
        `$ docker exec one ping -c 1 ${waits} two`,
        `$ docker exec one ping -c 1 ${waits} <OUTSIDE_IP>`,
        `$ ping -c 1 ${waits} <OUTSIDE_IP>`,
      ),
      snippet('clean-up', '$ docker rm --force one two', '$ docker network rm net'),
      '<Reach />\n',
    ].join('\n'),
    'lab: {images: [alpine], outside: true}\n',
  );

let folder: ContentFolder;
let first: Ended;

const call = (...args: string[]) => snippets(args, { cwd: folder.home });

beforeAll(async () => {
  folder = e2eFolder({ [PAGE]: page() });
  first = await call('capture');
});
afterAll(() => folder?.[Symbol.dispose]());

function captured(): Capture {
  const { seal: _, ...capture } = captureFileSchema.parse(
    parse(readFileSync(join(folder.content, 'captures/e2e/reach.yaml'), 'utf8')),
  );
  return capture;
}

test('all tries are captured, also those that fail, and are a table', () => {
  expect(first.exit).toBe(0);
  const result = reachTable(captured());
  if ('faults' in result) throw new TypeError(JSON.stringify(result.faults));
  const told = ({ attempts }: ReachCell) => attempts.map(({ via, isReached }) => `${via} ${isReached}`).join();
  expect(result.table.rows.map(({ from, cells }) => [from.name, ...cells.map(told)])).toEqual([
    ['one', 'name false', 'address true'],
    ['host', '', 'address true'],
  ]);
});

test('verify passes while all results stay', async () => {
  expect(await call('verify')).toMatchObject({ exit: 0 });
});

test('verify fails if a result changes', async () => {
  folder.write({ [PAGE]: page('--internal ') });
  const { exit, stdout } = await call('verify');
  expect(exit).toBe(1);
  expect(stdout).toMatch(/tries[\s\S]*exit code 1[\s\S]*the captured exit code is 0/u);
  folder.write({ [PAGE]: page() });
});

test('a program that does not start is no result', async () => {
  folder.write({ [PAGE]: page().replace('docker exec one ping', 'docker exec -w /none one ping') });
  const { exit, stdout } = await call('verify');
  expect(exit).toBe(1);
  expect(stdout).toMatch(/exit code 12[67]/u);
  folder.write({ [PAGE]: page() });
});
