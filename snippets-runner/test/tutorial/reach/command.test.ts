import { describe, expect, test } from 'vitest';
import { type Origin, typedTry } from '../../../tutorial/reach/command.ts';

const NODE: Origin = { kind: 'node' };
const inContainer = (name: string): Origin => ({ kind: 'container', name });

describe('what is read', () => {
  test.each<[string, Origin, string, string]>([
    ['ping -c 2 172.17.0.3', NODE, 'ping', '172.17.0.3'],
    ['ping -c2 -W1 alpine2', NODE, 'ping', 'alpine2'],
    ['ping alpine2 -c 1', NODE, 'ping', 'alpine2'],
    ['docker exec alpine1 ping -c 2 alpine2', inContainer('alpine1'), 'ping', 'alpine2'],
    ['docker exec -it -u root alpine1 ping -c 1 fd00::2', inContainer('alpine1'), 'ping', 'fd00::2'],
    ['docker exec alpine1 wget -qO- http://10.0.0.11', inContainer('alpine1'), 'wget', '10.0.0.11'],
    ['docker exec c wget -qO /dev/null -T 2 http://web:8080/a/b', inContainer('c'), 'wget', 'web'],
    ['wget -qO- http://10.0.0.5:8081', NODE, 'wget', '10.0.0.5'],
    ['curl -sS --max-time 2 http://[fd00::2]:80/', NODE, 'curl', 'fd00::2'],
    ['curl -o /dev/null web', NODE, 'curl', 'web'],
    ['docker exec alpine1 nc alpine2 5000', inContainer('alpine1'), 'nc', 'alpine2'],
    ['nc -z -w 2 10.0.0.5 80', NODE, 'nc', '10.0.0.5'],
    ['docker run --rm alpine ping -c 1 box', { kind: 'new container', network: 'bridge' }, 'ping', 'box'],
    ['docker run --rm --network=lan alpine ping -c 1 box', { kind: 'new container', network: 'lan' }, 'ping', 'box'],
    ['docker run --rm --network container:box alpine nc web 80', inContainer('box'), 'nc', 'web'],
    ['docker run --rm --network host alpine wget -qO- http://web', NODE, 'wget', 'web'],
    [
      'docker exec $(docker ps --quiet --filter name=db.1) ping -c 2 app',
      { kind: 'listed', filter: 'db.1' },
      'ping',
      'app',
    ],
    [
      'docker run --rm --network container:$(docker ps --quiet --filter name=web | head -n 1) alpine ping -c 2 client',
      { kind: 'listed', filter: 'web' },
      'ping',
      'client',
    ],
    ['docker exec alpine1 \\\n    ping -c 1 alpine2', inContainer('alpine1'), 'ping', 'alpine2'],
  ])('%s', (command, from, program, target) => {
    expect(typedTry(command)).toEqual({ from, program, target, isSearched: false });
  });

  test('a pipe into grep, whose exit code it is', () => {
    expect(typedTry('wget -qO- http://web | grep title')).toMatchObject({ target: 'web', isSearched: true });
  });
});

test.each([
  'docker ps',
  'docker exec alpine1 ip route',
  'docker exec client nslookup -type=a web',
  'docker exec -d box ping -c 60 web',
  'docker exec --detach box ping web',
  'docker run -dit --name box alpine ping web',
  'docker run --link box --rm alpine ping web',
  'docker exec',
  'docker exec box',
  'docker stop box',
  "docker exec box sh -c 'ping -c 1 web; ping -c 1 db'",
  'docker exec box sh -c "ping -c 1 web"',
  'ping -c 1 web; true',
  'ping -c 1 web || true',
  'ping -c 1 web && ping -c 1 db',
  '! ping -c 1 web',
  'ping -c 1 web &',
  'ping -c 1 web > /dev/null',
  'ping -c 1 $TARGET',
  'ping -c 1 $(cat address)',
  'ping -c 1 <NO_VALUE>',
  'ping -c 1 web\nping -c 1 db',
  'wget -qO- http://web | sort | uniq -c',
  'wget -qO- http://web | grep -v title',
  'for i in 1 2; do wget -qO- http://web; done',
  'ping',
  'ping -c 1',
  'ping -c 1 web db',
  'ping --unheard-of web',
  'ping -c',
  'wget -qO- ftp://web',
  'wget http://',
  'nc web',
  'nc -l -p 5000',
  'nc -u web 53',
  'constructor web',
  '',
])('is not read: %s', (command) => {
  expect(typedTry(command)).toBeUndefined();
});
