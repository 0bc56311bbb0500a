import { expect, test } from 'vitest';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { fenced } from './read.ts';

const BLOCK = fenced('console', '$ docker ps');

/** Returns the machine that is named for each block, with its line. */
function hostsOf(...lines: readonly string[]) {
  const request = { file: 'README.md', text: lines.join('\n'), images: [], knownImages: [] };
  return parseMarkdown(request).document.shown.map(({ hostInText }) =>
    hostInText ? `${hostInText.position.line} ${hostInText.text}` : undefined,
  );
}

test.each([
  ['On the second machine, run:', 'On the second machine'],
  ['Now run this on **another host**:', 'on another host'],
  ['Do the same on each of the worker nodes.', 'on each of the worker nodes'],
  ['On `node2`:', 'On node2'],
  ['Log into the remote server and start it', 'into the remote server'],
  ['On the client:', 'On the client'],
  ['On Host B, do', 'On Host B'],
  ['## Worker nodes', 'Worker nodes'],
  ['## Node 2', 'Node 2'],
  ['**node2**', 'node2'],
  ['在第二台机器上运行：', '在第二台机器'],
])('another machine is named before a block: %s', (text, named) => {
  expect(hostsOf(text, BLOCK)).toEqual([`1 ${named}`]);
});

test.each([
  'On your machine:',
  'In a second terminal:',
  'On Linux, run',
  'The second command',
  'on the client side, run',
])('no other machine is named: %s', (text) => expect(hostsOf(text, BLOCK)).toEqual([undefined]));

test('it counts until the text comes back, or a heading', () => {
  const other = 'On the second host:';
  expect(hostsOf(other, BLOCK, BLOCK, 'On the first host:', BLOCK, other, BLOCK, '# Later', BLOCK)).toEqual([
    '1 On the second host',
    '1 On the second host',
    undefined,
    '18 On the second host',
    undefined,
  ]);
  expect(hostsOf('**node2**', BLOCK, '**node1**', BLOCK)).toEqual(['1 node2', undefined]);
});

test('it does not count where prompts or a comment name the nodes', () => {
  const text = '<!-- snippets lab: {nodes: [one, two]} -->';
  expect(hostsOf(text, '', 'On the second host:', BLOCK)).toEqual([undefined]);
});
