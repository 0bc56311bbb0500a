/** What `snippets.yaml` changes in how a document is read. */
import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { configOf, fenced, read, readWith } from './read.ts';

function documentWith(config: string, ...lines: readonly string[]) {
  const { document, problems } = parseMarkdown({
    file: 'x.md',
    text: lines.join('\n'),
    images: [],
    knownImages: ['alpine'],
    config: configOf(config),
  });
  expect(problems).toEqual([]);
  return document;
}

describe('languages', () => {
  const config = 'languages: {run: [Asciinema], ignore: [sh, text]}';

  test.each(['asciinema', '{.asciinema}', 'ASCIINEMA'])('a block of %s is run as a session', (language) => {
    const block = fenced(language, '# docker ps', 'x');
    expect(readWith(config, block).steps).toEqual(['docker ps -> x']);
    expect(read(block).steps).toEqual([]);
  });

  test('a block of an ignored language is neither run nor named', () => {
    const lines = [
      fenced('sh', '$ a'),
      fenced('sh', 'docker ps'),
      fenced('text', '$ docker ps'),
      fenced('bash', '$ b'),
    ];
    expect(readWith(config, ...lines)).toEqual({ steps: ['b'], leftOut: [], problems: [] });
    const html = ['<div>', '```sh', 'docker ps', '```', '</div>', '', '    ```sh', '    $ a', '    ```'];
    expect(readWith(config, ...html)).toEqual({ steps: [], leftOut: [], problems: [] });
    expect(read(...html).leftOut).toHaveLength(2);
  });

  test('every line of a block of commands is one, if no line has a prompt', () => {
    const lines = ['# a network', 'docker network create app', '', '  docker ps \\', '    -a', 'echo 5%', '> file'];
    const steps = ['docker network create app', '  docker ps \\\n    -a', 'echo 5%', '> file'];
    const commands = 'languages: {commands: [Bash, recipe]}';
    for (const language of ['bash', '{.bash}', 'recipe'])
      expect(readWith(commands, fenced(language, ...lines))).toEqual({ steps, leftOut: [], problems: [] });
    expect(readWith(commands, fenced('sh', ...lines)).steps).toEqual([]);
    expect(readWith(commands, fenced('bash', '$ docker ps', 'x', '$ b')).steps).toEqual(['docker ps -> x', 'b']);
  });

  test('a hidden block is run, whatever they are', () => {
    const hidden = ['<!-- snippets: hidden', '$ a', '-->'];
    expect(readWith('languages: {ignore: [console]}', ...hidden).steps).toEqual(['a']);
  });
});

describe('prompts', () => {
  const config = 'prompts: ["demo> ", "demo> > ", "[*] "]';

  test('are those of the shell, beside the usual ones', () => {
    const block = ['demo> docker ps', 'x', '$ echo b', 'b', 'demo>   echo c', 'demo> > echo d', '[*] echo e', 'demo'];
    const steps = ['docker ps -> x', 'echo b -> b', 'echo c', 'echo d', 'echo e -> demo'];
    for (const language of ['console', '', 'sh'])
      expect(readWith(config, fenced(language, ...block))).toEqual({ steps, leftOut: [], problems: [] });
    expect(read(fenced('console', ...block)).steps).not.toEqual(steps);
  });

  test('are compared as text, not as a pattern', () => {
    expect(readWith(config, fenced('console', '** a')).steps).toEqual([]);
    expect(readWith('prompts: [".* "]', fenced('console', '.* echo a', 'ab b')).steps).toEqual(['echo a -> ab b']);
  });

  test('keep positions and outputs where they are', () => {
    const document = documentWith(config, '> ```console', '> demo> echo a', '> old', '> ```');
    expect(document.snippets[0]?.steps[0]?.position).toEqual({ line: 2, column: 3 });
    expect(document.shown[0]?.steps?.[0]?.lines).toEqual({ first: 3, count: 1, prefix: '> ' });
  });
});

test('the time limit is that of blocks that have none', () => {
  const blocks = [fenced('console timeout=2s', '$ a'), fenced('console', '$ b')];
  const limits = (config: string) => documentWith(config, ...blocks).snippets.map(({ timeoutMs }) => timeoutMs);
  expect(limits('timeout: 5m')).toEqual([2000, 300_000]);
  expect(limits('')).toEqual([2000, 60_000]);
});

test('the lab is that of documents that have none, and a comment changes only what it names', () => {
  const config = 'lab: {nodes: [one, two], outside: true}';
  const block = fenced('console node=two', '$ ping <ONE_IP> <OUTSIDE_IP>');
  expect(documentWith(config, block).lab).toMatchObject({ nodes: ['one', 'two'], outside: true });
  expect(documentWith(config, '<!-- snippets lab: {outside: false} -->').lab).toMatchObject({
    nodes: ['one', 'two'],
    outside: false,
  });
});

describe('values', () => {
  const config = 'values: {IP: 10.0.0.2, your-address: 10.0.0.3, your image: alpine, HOST_IP: 10.0.0.4, unused: x}';
  const block = ['$ ping <IP> <your-address>', '$ docker run <your image>', 'from <IP>', '$ ping <HOST_IP>'];

  test('let blocks run that ask for them, and are kept with the document', () => {
    const document = documentWith(config, fenced('console', ...block));
    expect(document.leftOut).toEqual([]);
    expect(document.snippets[0]?.steps.map(({ text }) => text)).toEqual(
      block.filter((line) => /^\$/u.test(line)).map((line) => line.slice(2)),
    );
    expect(document.values).toEqual({
      IP: '10.0.0.2',
      'your-address': '10.0.0.3',
      'your image': 'alpine',
      HOST_IP: '10.0.0.4',
    });
    expect(read(fenced('console', ...block)).steps).toEqual([]);
  });

  test('may name images', () => {
    expect(documentWith(config, fenced('console', '$ docker run <your image>')).lab.images).toEqual(['alpine']);
    expect(documentWith('values: {image: redis:7}', fenced('sh', '$ docker run <image>')).lab.references).toEqual([
      'redis:7',
    ]);
  });

  test('of other documents are not kept', () => {
    expect(documentWith(config, fenced('console', '$ true'))).not.toHaveProperty('values');
  });

  test('do not keep a block from saving another', () => {
    const lines = [fenced('console save=IP:/(x)/', '$ a'), fenced('console', '$ ping <IP>')];
    expect(readWith(config, ...lines)).toEqual({ steps: ['a', 'ping <IP>'], leftOut: [], problems: [] });
  });
});
