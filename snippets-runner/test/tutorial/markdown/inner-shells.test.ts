import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { fenced, read } from './read.ts';

const console = (...lines: string[]) => fenced('console', ...lines);

describe('what is typed between a command that opens a shell and exit is input', () => {
  test.each([
    ['ssh', 'ssh deploy@server.example.com'],
    ['ssh with options', 'ssh -i ~/.ssh/key -p 2222 deploy@server'],
    ['vagrant', 'vagrant ssh'],
    ['sudo', 'sudo -i'],
    ['su behind sudo', 'sudo su - postgres'],
    ['a shell', 'bash'],
    ['newgrp', 'newgrp docker'],
    ['docker exec', 'docker exec -it web /bin/bash'],
    ['docker run', 'docker run --rm -it -v $PWD:/src node:20 sh'],
    ['an image that runs a shell', 'docker run -it ubuntu:24.04'],
    ['Compose', 'docker compose exec web sh'],
  ])('%s', (_what, opener) => {
    expect(read(console(`$ ${opener}`, '$ ls', 'bin', '$ exit', '$ date')).steps).toEqual([
      opener,
      '<ls -> bin',
      '<exit',
      'date',
    ]);
  });

  test('in later blocks, too', () => {
    const blocks = [console('$ docker exec -it web bash'), console('$ ls'), console('$ exit', '$ date')];
    expect(read(...blocks).steps).toEqual(['docker exec -it web bash', '<ls', '<exit', 'date']);
  });

  test('in a shell within a shell', () => {
    expect(read(console('$ sudo -i', '$ bash', '$ ls', '$ exit', '$ exit', '$ date')).steps).toEqual([
      'sudo -i',
      '<bash',
      '<ls',
      '<exit',
      '<exit',
      'date',
    ]);
  });
});

describe('a command stays one of the node', () => {
  test.each([
    ['that opens no shell', ['$ ssh server uptime', '$ ls', '$ exit']],
    ['of the node, behind a shell in a container that is not left', ['$ docker exec -it web sh', '$ docker ps']],
    ['behind a program that is shown with its own prompt', ['$ docker exec -it web sh', '/ # exit', '$ ls', '$ exit']],
    ['behind a detached container', ['$ docker run -dit --name web alpine sh', '$ ls', '$ exit']],
    ['behind a program that is no shell', ['$ docker compose exec web git push', '$ ls', '$ exit']],
    ['behind a script', ['$ bash <<EOF', 'date', 'EOF', '$ ls', '$ exit']],
  ])('%s', (_what, lines) => {
    const inputs = lines.filter((line) => line.startsWith('/ # ')).map((line) => `<${line.slice(4)}`);
    expect(read(console(...lines)).steps.filter((step) => step.startsWith('<'))).toEqual(inputs);
  });
});

describe('an exit that has no shell to leave in a lab is left out', () => {
  test('of another machine, for which the node stands in later blocks', () => {
    const { steps, leftOut } = read(
      console('$ ssh server'),
      console('$ docker ps', '$ exit', 'logout'),
      console('$ date'),
    );
    expect(steps).toEqual(['ssh server', 'docker ps', 'date']);
    expect(leftOut).toEqual(['9:1 it leaves the shell of `ssh server` on line 3, not that of the lab']);
  });

  test('of a container, if commands of Docker are before it', () => {
    const { steps, leftOut } = read(console('$ docker run -it alpine sh'), console('$ docker ps', '$ exit'));
    expect(steps).toEqual(['docker run -it alpine sh', 'docker ps']);
    expect(leftOut).toEqual(['9:1 it leaves the shell of `docker run -it alpine sh` on line 3, not that of the lab']);
  });

  test('of a skipped block', () => {
    const { steps, leftOut } = read(console('$ ssh <you>@<server>'), console('$ exit'), console('$ date'));
    expect(steps).toEqual(['date']);
    expect(leftOut.slice(1)).toEqual([
      '8:1 it leaves the shell of `ssh <you>@<server>` on line 2, not that of the lab',
    ]);
  });
});

test('a block for the shell of a skipped block is skipped', () => {
  const { steps, leftOut } = read(
    console('$ docker exec -it <container> sh'),
    console('$ ls', '$ exit'),
    console('$ date'),
  );
  expect(steps).toEqual(['date']);
  expect(leftOut.slice(1)).toEqual([
    '7:1 it is typed into the shell of `docker exec -it <container> sh`, which is skipped on line 2',
  ]);
});

describe('a shell that is never left', () => {
  const notes = (...lines: readonly string[]) =>
    parseMarkdown({ file: 'a.md', text: lines.join('\n'), images: [], knownImages: [] }).document.notes.flatMap(
      ({ position, message }) => (message.includes('never leaves') ? position.line : []),
    );

  test('gets the rest of its block, and later blocks are for the node', () => {
    const blocks = [console('$ bash', '$ ls', 'bin'), console('$ date')];
    expect(read(...blocks).steps).toEqual(['bash', '<ls -> bin', 'date']);
  });

  test('is named for later blocks that may be meant for it, not for those that need docker', () => {
    const later = ['$ echo a | docker run -i busybox cat', '$ ls && sudo docker ps', '$ ls'].map((line) =>
      console(line),
    );
    const text = [console('$ docker exec -it web sh'), ...later].join('\n');
    const { shown } = parseMarkdown({ file: 'a.md', text, images: [], knownImages: [] }).document;
    expect(shown.map(({ inShell }) => inShell?.text)).toEqual([
      undefined,
      undefined,
      undefined,
      'docker exec -it web sh',
    ]);
  });

  test('is noted', () => {
    const text = [console('$ newgrp docker'), console('$ docker exec -it web sh'), console('$ date')];
    expect(notes(...text)).toEqual([3, 8]);
  });

  test.each([
    ['its own prompt is shown', console('$ docker exec -it web sh', '/ # ls')],
    ['its own prompt is shown in the next block', console('$ docker exec -it web sh') + console('/ # ls')],
    ['its prompt stays', console('$ docker exec -it web sh', '/ #')],
    ['it is left in a later block', console('$ sudo -i') + console('$ ls') + console('$ exit')],
    ['it is on another machine, which labs do not have', console('$ ssh server', '$ ls')],
  ])('is none if %s', (_what, text) => {
    expect(notes(text)).toEqual([]);
  });
});
