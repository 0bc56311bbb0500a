import { expect, test } from 'vitest';
import { fenced, read } from './read.ts';

test.each([
  ['docker swarm init --advertise-addr <IP>', '<IP>', 'write save=IP:'],
  ['docker swarm join --token <TOKEN> <MANAGER-IP>:2377', '<TOKEN>', 'write save=TOKEN:'],
  ['docker exec -it <container-id> sh', '<container-id>', 'name it <CONTAINER_ID> and write save=CONTAINER_ID:'],
  ['docker run <your image>', '<your image>', 'name it <YOUR_IMAGE> and write save=YOUR_IMAGE:'],
  ['ssh me@<адрес>', '<адрес>', 'name it <VALUE> and write save=VALUE:'],
  ['ping <HOST_IP> <other.address>', '<other.address>', 'name it <OTHER_ADDRESS> and write save=OTHER_ADDRESS:'],
])('a block is left out if nothing gives a value: %s', (command, value, hint) => {
  const name = value.slice(1, -1);
  const set = name.includes(' ') ? `"${name}=…"` : `${name}=…`;
  expect(read(fenced('console', '$ echo one', 'one', `$ ${command}`), fenced('console', '$ echo later'))).toEqual({
    steps: ['echo later'],
    leftOut: [
      `2:1 nothing gives ${value} a value: write one, or ${hint}/…/ on an earlier block that prints it, or run with --set ${set}`,
    ],
    problems: [],
  });
});

test.each([
  ['docker run --net=demo ...', '...'],
  ['docker run … alpine', '…'],
  ['docker run [...] | cat', '[...]'],
  ['...', '...'],
])('a block is left out if its command is cut: %s', (command, cut) => {
  expect(read(fenced('console', '$ echo one', `$ ${command}`))).toEqual({
    steps: [],
    leftOut: [`2:1 the document leaves out a part of the command, where it has "${cut}"`],
    problems: [],
  });
});

test('a block is left out if it points Docker to another machine, which the blocks behind it would ask', () => {
  const text = fenced('console', '$ export DOCKER_HOST="tcp://192.168.2.50:2375"', '$ docker info');
  expect(read(text, fenced('console', '$ docker ps'))).toEqual({
    steps: ['docker ps'],
    leftOut: ['2:1 it points Docker to tcp://192.168.2.50:2375, a machine that labs do not have'],
    problems: [],
  });
});

test.each([
  'export DOCKER_HOST=tcp://127.0.0.1:2375',
  'DOCKER_HOST=tcp://localhost:2375 docker ps',
  'export DOCKER_HOST=tcp://$ADDRESS:2375',
  'go test ./...',
  'git log a...b',
  "echo 'wait ...'",
  'ping <HOST_IP>',
  'sort <names >sorted',
  'sort < names > sorted',
  'docker load <image.tar',
  'diff <(ls a) <(ls b)',
  'cat <<<word',
  "curl -s localhost | grep '<title>'",
  'echo "<h1>hello</h1>" >index.html',
  'ls 2>&1 >/dev/null </dev/null 2>>log',
])('a block is run that asks for nothing: %s', (command) => {
  expect(read(fenced('console', `$ ${command}`))).toEqual({ steps: [command], leftOut: [], problems: [] });
});

test('a quoted text asks for a value if an earlier block has asked for it in vain', () => {
  const quoted = fenced('console', "$ docker exec box sh -c 'ping <OUTSIDE_IP>; echo <html>'");
  expect(read(quoted)).toMatchObject({ leftOut: [] });
  const { steps, leftOut } = read(
    fenced('console', '$ ping <OUTSIDE_IP>'),
    quoted,
    fenced('console', "$ echo '<html>'"),
  );
  expect(steps).toEqual(["echo '<html>'"]);
  expect(leftOut.map((each) => each.slice(0, 32))).toEqual([
    '2:1 nothing gives <OUTSIDE_IP> a',
    '7:1 nothing gives <OUTSIDE_IP> a',
  ]);
});

test('a quoted text asks for nothing once a block has given the value', () => {
  const blocks = [fenced('console', '$ join <TOKEN>'), fenced('console save=TOKEN:/t=(.*)/', '$ token', 't=1')];
  expect(read(...blocks, fenced('console', '$ echo "<TOKEN>"')).steps).toEqual(['token -> t=1', 'echo "<TOKEN>"']);
});

test('a block is run that asks for a value of an earlier block, or has brackets in a here-document', () => {
  const blocks = [fenced('console save=TOKEN:/t=(.*)/', '$ token', 't=1'), fenced('console', '$ join <TOKEN>')];
  expect(read(...blocks, fenced('console', '$ cat <<EOF', '<html>', 'EOF'))).toMatchObject({
    leftOut: [],
    problems: [],
  });
});
