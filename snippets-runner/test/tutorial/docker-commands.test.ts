import { describe, expect, test } from 'vitest';
import { containerStart, imageUse, isExactReference, withTag } from '../../tutorial/docker-commands.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

test.each([
  ['docker run alpine', 'run', [], 'alpine', []],
  ['docker run -it --rm alpine sh -c ls', 'run', ['-it', '--rm'], 'alpine', ['sh', '-c', 'ls']],
  [
    'docker run -d -p 80:80 -p8080:80 --name web nginx',
    'run',
    ['-d', '-p', '80:80', '-p8080:80', '--name', 'web'],
    'nginx',
    [],
  ],
  [
    'docker container run -h one --network=lan -ite A=b x',
    'run',
    ['-h', 'one', '--network=lan', '-ite', 'A=b'],
    'x',
    [],
  ],
  ['docker create --init redis:7', 'create', ['--init'], 'redis:7', []],
  ['docker service create --replicas 2 -d nginx', 'service', ['--replicas', '2', '-d'], 'nginx', []],
  ['docker run --rm', 'run', ['--rm'], undefined, []],
  [
    String.raw`docker run -e A="one \"two\" three" -e 'B=it is' -v a\ b:/c nginx echo "a b"`,
    'run',
    ['-e', String.raw`A="one \"two\" three"`, '-e', "'B=it is'", '-v', String.raw`a\ b:/c`],
    'nginx',
    ['echo', '"a b"'],
  ],
  ["docker run -e A=it's nginx", 'run', ['-e', "A=it's"], 'nginx', []],
])('%s', (text, kind, options, image, command) => {
  expect(containerStart(text)).toEqual({ kind, options, image, command });
});

test.each(['docker ps', 'docker network create run', 'echo docker run alpine', 'docker service run alpine'])(
  'no container of an image is started: %s',
  (text) => expect(containerStart(text)).toBeUndefined(),
);

describe('the images of a command', () => {
  test.each<[command: string, used: readonly string[], made?: readonly string[]]>([
    ['docker run redis:7', ['redis:7']],
    ['sudo docker run --rm \\\n  -d \\\n  redis', ['redis']],
    ['docker pull localhost:5000/a/b:1 && docker run -d c', ['localhost:5000/a/b:1', 'c']],
    [`docker run alpine@${DIGEST} true`, [`alpine@${DIGEST}`]],
    ['docker image history --no-trunc a | head', ['a']],
    ['docker tag a b:1', ['a'], ['b:1']],
    ['docker build -t app:1 --tag=other .', [], ['app:1', 'other']],
    ['docker buildx build -t app .', [], ['app']],
    ['docker commit web saved', [], ['saved']],
    ['curl -s x | docker import - bare', [], ['bare']],
    [
      'cat >Dockerfile <<EOF\nFROM --platform=linux/amd64 node:20 AS build\nfrom build\nFROM scratch\nEOF',
      ['node:20', 'build'],
      ['build'],
    ],
    ['cat >compose.yaml <<EOF\nservices:\n  db:\n    image: "postgres:16"\nEOF', ['postgres:16']],
    ['docker run $IMAGE', []],
    ['docker run <your image>', []],
    ['docker exec web ls', []],
  ])('%s', (command, used, made = []) => expect(imageUse(command)).toEqual({ used, made }));
});

test('a name without a tag is that with the tag latest', () => {
  const names = ['a', 'a:1', 'host:5000/a', 'host:5000/a:1', `a@${DIGEST}`];
  expect(names.map(withTag)).toEqual(['a:latest', 'a:1', 'host:5000/a:latest', 'host:5000/a:1', `a@${DIGEST}`]);
});

test('only a name with a tag, a registry or a digest is certainly meant', () => {
  const names = ['alpin', 'alpine:3', 'you/app', 'host:5000/a', `a@${DIGEST}`, 'a:', '-a:1', 'A:1', 'a b:1'];
  expect(names.filter(isExactReference)).toEqual(['alpine:3', 'you/app', 'host:5000/a', `a@${DIGEST}`]);
});
