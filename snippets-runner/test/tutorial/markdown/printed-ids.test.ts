import { describe, expect, test } from 'vitest';
import { advertisedAddresses, PrintedIds, withoutPrintedIds } from '../../../tutorial/markdown/printed-ids.ts';

const SHOWN = '068cc994ffd0190bbe025ba74e4c0771a5d8f14734af772ddee8dc1aaf20567d';
const NOW = '85a9ee8ebb0c11b887cfebb073e0f3e8d619b2ba82fdeac58bd8203aa942bca4';

describe('an id that the document printed before', () => {
  const ids = new PrintedIds();
  ids.learn(SHOWN, NOW);

  test.each([
    ['docker stop 068cc994ffd0', 'docker stop 85a9ee8ebb0c'],
    [`docker rm -f ${SHOWN}`, `docker rm -f ${NOW}`],
    ['docker logs 068cc', 'docker logs 85a9e'],
    ['docker cp 068cc994ffd0:/etc/hosts .', 'docker cp 85a9ee8ebb0c:/etc/hosts .'],
    ['docker exec "068cc994ffd0" ls', 'docker exec "85a9ee8ebb0c" ls'],
    ['docker stop 068', 'docker stop 068'],
    ['ip link show br-068cc994ffd0', 'ip link show br-85a9ee8ebb0c'],
    ['nsenter --net=/run/docker/netns/068cc994ffd0 ip a', 'nsenter --net=/run/docker/netns/85a9ee8ebb0c ip a'],
    ['docker run --network=container:068cc994ffd0 alpine', 'docker run --network=container:85a9ee8ebb0c alpine'],
    ['ip link show br-068cc', 'ip link show br-068cc'],
    ['curl localhost:068cc', 'curl localhost:068cc'],
    ['docker stop 111111111111', 'docker stop 111111111111'],
    ['docker run --name add alpine', 'docker run --name add alpine'],
  ])('%s is typed as %s', (command, typed) => expect(ids.inCommand(command, '10.213.0.2')).toBe(typed));

  test('in a list has the place of the same row', () => {
    const listed = new PrintedIds();
    listed.learn(`ID NAME\n${SHOWN.slice(0, 12)} a\nffffffffffff b`, `ID NAME\n${NOW.slice(0, 12)} a\neeeeeeeeeeee b`);
    expect(listed.inCommand('docker rm 068cc994ffd0 ffffffffffff', '10.213.0.2')).toBe(
      'docker rm 85a9ee8ebb0c eeeeeeeeeeee',
    );
  });

  test('may be that of a swarm', () => {
    const [shown, now] = ['q596ul2fpcg2wj6oeut5gn38a', 't57rjt7ga8ash1u23qbcuoj4o'];
    const swarm = new PrintedIds();
    swarm.learn(`ID HOSTNAME\n${shown} * node1`, `ID HOSTNAME\n${now} * node1`);
    expect(swarm.inCommand(`docker node inspect ${shown}`, '10.213.0.2')).toBe(`docker node inspect ${now}`);
    expect(swarm.inCommand(`docker node ps ${shown.slice(0, 12)}`, '10.213.0.2')).toBe(
      `docker node ps ${now.slice(0, 12)}`,
    );
    expect(withoutPrintedIds(`docker node inspect ${shown} web`, [shown], new Set())).toBe('docker node inspect  web');
  });

  test('of a container is known, although the run printed another number of those of a swarm', () => {
    const [shown, now] = ['q596ul2fpcg2wj6oeut5gn38a', 't57rjt7ga8ash1u23qbcuoj4o'];
    const uneven = new PrintedIds();
    uneven.learn(`${SHOWN} ${shown}`, `${NOW} ${now} ${now}`);
    expect(uneven.inCommand('docker stop 068cc994ffd0', '10.213.0.2')).toBe('docker stop 85a9ee8ebb0c');
  });

  test('is not one that an error repeats from the command', () => {
    const wrong = new PrintedIds();
    const command = 'docker inspect -f {{.NetworkSettings.SandboxKey}} ed41f1f74e28';
    wrong.learn('/run/docker/netns/068cc994ffd0', 'Error: No such object: ed41f1f74e28', command);
    expect(wrong.inCommand('ip netns exec 068cc994ffd0 ip a', '10.213.0.2')).toBe('ip netns exec 068cc994ffd0 ip a');
    wrong.learn('ed41f1f74e28', '85a9ee8ebb0c', 'docker rm ed41f1f74e28');
    expect(wrong.inCommand('docker stop ed41f1f74e28', '10.213.0.2')).toBe('docker stop 85a9ee8ebb0c');
  });

  test('is unknown if the run printed another number of ids', () => {
    const uneven = new PrintedIds();
    uneven.learn(SHOWN, '');
    expect(uneven.inCommand('docker stop 068cc994ffd0', '10.213.0.2')).toBe('docker stop 068cc994ffd0');
  });

  test('is no literal of the document', () => {
    expect(withoutPrintedIds('docker stop 068cc994ffd0 web', [SHOWN], new Set())).toBe('docker stop  web');
    expect(withoutPrintedIds('docker stop 068cc994ffd0 web', [], new Set())).toBe('docker stop 068cc994ffd0 web');
  });
});

describe('a swarm', () => {
  const TOKEN = 'SWMTKN-1-49nj1cmql0jkz5s954yi3oex3nedyz0fb0xx14ie39trti4wxv-8vxv8rssmk743ojnwacrr2e7c';
  const OWN = TOKEN.replace('49nj', '1abc');
  const ids = new PrintedIds();

  test('has the address of the node for the one that is advertised', () => {
    expect(ids.inCommand('docker swarm init --advertise-addr 192.168.99.100', '10.213.0.2')).toBe(
      'docker swarm init --advertise-addr 10.213.0.2',
    );
    expect(advertisedAddresses('docker swarm init --advertise-addr=192.168.99.100:2377')).toEqual(['192.168.99.100']);
    expect(advertisedAddresses('docker swarm init --advertise-addr eth0')).toEqual([]);
  });

  test('is joined with the token that was printed, at that address', () => {
    const join = (token: string, address: string) => `docker swarm join --token ${token} ${address}:2377`;
    ids.learn(`    ${join(TOKEN, '192.168.99.100')}`, `    ${join(OWN, '10.213.0.2')}`);
    expect(ids.inCommand(join(TOKEN, '192.168.99.100'), '10.213.0.3')).toBe(join(OWN, '10.213.0.2'));
    expect(ids.inCommand('ping 192.168.99.101', '10.213.0.3')).toBe('ping 192.168.99.101');
  });

  test('has no literals of these', () => {
    const command = `docker swarm join --token ${TOKEN} 192.168.99.100:2377`;
    expect(withoutPrintedIds(command, [TOKEN], new Set(['192.168.99.100']))).toBe('docker swarm join --token  :2377');
  });

  const onLines = (token: string, address: string) =>
    `docker swarm join \\\n    --token ${token} \\\n    ${address}:2377`;

  test('is joined at the address that was printed, if the document advertises none', () => {
    const detected = new PrintedIds();
    const shown = `To add a worker:\n\n    ${onLines(TOKEN, '172.31.34.123')}`;
    detected.learn(shown, `To add a worker:\n\n    docker swarm join --token ${OWN} 10.213.0.2:2377`);
    expect(detected.inCommand(onLines(TOKEN, '172.31.34.123'), '10.213.0.3')).toBe(onLines(OWN, '10.213.0.2'));
    expect(detected.inCommand('curl 172.31.34.123', '10.213.0.3')).toBe('curl 10.213.0.2');
    expect(advertisedAddresses(shown)).toEqual(['172.31.34.123']);
  });

  test.each([TOKEN, 'SWMTKN-1-0abc123...', 'SWMTKN-1-xxx'])(
    'is joined with what was printed last, if the document does not show it: %s',
    (token) => {
      const unknown = new PrintedIds();
      unknown.learn('', `    docker swarm join --token ${OWN} 10.213.0.2:2377`);
      expect(unknown.inCommand(onLines(token, '10.0.0.5'), '10.213.0.3')).toBe(onLines(OWN, '10.213.0.2'));
    },
  );
});
