import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { placeholderPlaces, withVariables } from '../../../tutorial/snippet/placeholder-places.ts';

const CASES: readonly (readonly [command: string, quoting: readonly string[], withVariables: string])[] = [
  ['ping <IP>', ['word'], 'ping "$IP"'],
  ['curl http://<IP>:80/<NAME>', ['word', 'word'], 'curl http://"$IP":80/"$NAME"'],
  ['ping \\\n  <IP>', ['word'], 'ping \\\n  "$IP"'],
  ['echo "at <IP>"', ['double'], `echo "at \${IP}"`],
  ['echo "\\"" <IP>', ['word'], 'echo "\\"" "$IP"'],
  ["echo 'at <IP>'", ['single'], `echo 'at '"$IP"''`],
  ["echo it\\'s <IP>", ['word'], `echo it\\'s "$IP"`],
  ['echo "$(echo <IP>) <IP>"', ['word', 'double'], `echo "$(echo "$IP") \${IP}"`],
  ['(echo <IP>); echo <IP>', ['word', 'word'], '(echo "$IP"); echo "$IP"'],
  ["sh -c 'ping <IP>'", ['word+single'], `sh -c 'ping '"$IP"''`],
  [
    'docker exec a /bin/bash -e -uc \\\n "ping <IP>"',
    ['word+double'],
    `docker exec a /bin/bash -e -uc \\\n "ping \${IP}"`,
  ],
  [`sh -c 'echo "<IP>" <IP>'`, ['double+single', 'word+single'], `sh -c 'echo "'"$IP"'" '"$IP"''`],
  ["sh -c 'true' '<IP>'", ['single'], `sh -c 'true' ''"$IP"''`],
  ["grep -c '<IP>'", ['single'], `grep -c ''"$IP"''`],
  ["echo # it's <IP>\necho <IP>", ['literal', 'word'], `echo # it's <IP>\necho "$IP"`],
  ['echo a#b <IP>', ['word'], 'echo a#b "$IP"'],
  ["cat <<E\nit's <IP>\nE\necho <IP>", ['here-document', 'word'], `cat <<E\nit's \${IP}\nE\necho "$IP"`],
  [
    "cat <<'E' <<-F >x\n<IP>\nE\n<IP>\n\tF\necho",
    ['literal', 'here-document'],
    `cat <<'E' <<-F >x\n<IP>\nE\n\${IP}\n\tF\necho`,
  ],
  ['cat <<< <IP>', ['word'], 'cat <<< "$IP"'],
  ['sort <in >out 2>&1 <IP>', ['word'], 'sort <in >out 2>&1 "$IP"'],
];

test.each(CASES)('%s', (command, quoting, expected) => {
  expect(placeholderPlaces(command).map((place) => place.quoting.join('+'))).toEqual(quoting);
  expect(withVariables(command)).toBe(expected);
});

describe('a variable', () => {
  const printed = CASES.filter(
    ([command, quoting]) => /^(?:echo|cat|\()/u.test(command) && !quoting.includes('literal'),
  );

  test.each(printed)('in the place of the placeholder is one text: %s', (_command, _quoting, command) => {
    const IP = 'a  b\'c*"$(id)';
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8', env: { ...process.env, IP } });
    expect(stderr).toBe('');
    expect(stdout).toContain(IP);
  });
});
