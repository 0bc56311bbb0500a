import { expect, test } from 'vitest';
import { sshCommand } from '../../../lab/daemon/ssh-agent.ts';

test.each([
  [{ host: 'far' }, ['-T', '--', 'far', 'docker system dial-stdio']],
  [
    { host: 'far', user: 'me', port: '2222' },
    ['-T', '-l', 'me', '-p', '2222', '--', 'far', 'docker system dial-stdio'],
  ],
  [
    { host: '-oProxyCommand=x', socketPath: '/run/docker.sock' },
    ['-T', '--', '-oProxyCommand=x', 'docker --host=unix:///run/docker.sock system dial-stdio'],
  ],
  [
    { host: 'far', socketPath: "/run/it's mine; reboot" },
    ['-T', '--', 'far', "docker --host=unix://'/run/it'\\''s mine; reboot' system dial-stdio"],
  ],
])('ssh gets the same arguments for %j as from docker', (target, words) => {
  const command = sshCommand(target);
  expect(command.slice(command.indexOf('-T'))).toEqual(words);
  expect(command).toContain('BatchMode=yes');
});
