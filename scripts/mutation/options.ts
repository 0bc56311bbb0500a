/** Says which options of a program take the next word as their value, so that both are removed together. */
import type { Word } from './words.ts';

/** By program. An option that is not listed stands alone, or has its value behind `=`. */
const WITH_VALUE: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    conntrack: '-d --dport -o -p -s --sport',
    curl: '-H --interface --local-port -m --noproxy -o -w',
    cut: '-c -d -f',
    docker: `--add-host --advertise-addr --alias --aux-address --availability --cap-add --cap-drop --constraint
      --data-path-port --default-addr-pool --detach-keys --dispatcher-heartbeat --dns --dns-search --driver -e
      --endpoint-mode --env --expose --filter --format --gateway --gw-priority --hostname --image --ip --ip-range --ip6
      -l --label --link --mount --name --net --network --network-add --network-alias --network-rm -o --opt -p --parent
      --progress --publish --publish-add --publish-rm --replicas --scale --subnet --tail --time --timeout --token
      --update-delay -v --volume -w`,
    grep: '-A -B -e -m',
    head: '-c -n',
    httpd: '-h -p',
    ip: '-f -n',
    iptables: `-A --ctdir --ctorigdstport --ctstate -d -D --destination --dport --dports -F -i -I --icmp-type -j -L --list
      --list-rules -m -N -o -p -P -s -S --sport -t --table --to-destination -X -Z`,
    jq: '',
    mkdir: '',
    nc: '-p -w',
    nft: '-f',
    nsenter: '-t',
    nslookup: '',
    ping: '-c -I -M -s -W -w',
    pkill: '',
    rm: '',
    sed: '-e',
    sh: '-c',
    socat: '',
    sort: '-k -t',
    ss: '',
    sysctl: '',
    tail: '-c -n',
    tcpdump: '-c -i -Q -r -s -w',
    timeout: '-k -s --signal',
    wget: '-O -qO -t -T',
    xargs: '-I -n',
  }).map(([program, options]) => [program, new Set(options.split(/\s+/u))]),
);

/** Options of `docker` that take a value in some of its commands only. */
const DOCKER_SOMETIMES: Readonly<Record<string, (verb: string, second: string) => boolean>> = {
  '-d': (verb, second) => verb === 'network' && second === 'create',
  '-f': (verb) => verb !== 'rm' && verb !== 'logs',
  '-h': (verb) => verb === 'run',
  '-o': (verb) => verb === 'network',
  '-t': waitsForTime,
};

/** Returns whether `-t` of a command of `docker` says how long it waits. */
function waitsForTime(verb: string): boolean {
  return ['stop', 'restart', 'compose'].includes(verb);
}

/** Options that only say how long a program waits, by program. */
const WAITING: ReadonlyMap<string, readonly string[]> = new Map([
  ['curl', ['-m']],
  ['docker', ['--time', '--timeout']],
  ['nc', ['-w']],
  ['ping', ['-W', '-w']],
  ['wget', ['-T']],
]);

/** Returns whether the option at an index changes only how long its program waits. */
export function isWaiting(words: readonly Word[], index: number): boolean {
  const option = words[index]?.text.split('=')[0] ?? '';
  const at = programIndex(words, index);
  const [program = '', verb = ''] = [programOf(words[at]?.text ?? ''), words[at + 1]?.text];
  if (program === 'docker' && option === '-t') return waitsForTime(verb);
  return WAITING.get(program)?.includes(option) ?? false;
}

/** Returns whether the option at an index takes the next word as its value. */
export function takesValue(words: readonly Word[], index: number): boolean {
  const option = words[index]?.text ?? '';
  if (option.includes('=')) return false;
  const at = programIndex(words, index);
  const program = programOf(words[at]?.text ?? '');
  const sometimes = program === 'docker' ? DOCKER_SOMETIMES[option] : undefined;
  if (sometimes) return sometimes(words[at + 1]?.text ?? '', words[at + 2]?.text ?? '');
  return program !== undefined && (WITH_VALUE.get(program)?.has(option) ?? false);
}

/** Returns where the last program before an index is called; -1 if none is known. */
function programIndex(words: readonly Word[], index: number): number {
  return words.slice(0, index).findLastIndex(({ text }) => programOf(text) !== undefined);
}

/** Returns the program that a word calls, also in `$(docker`. */
function programOf(word: string): string | undefined {
  const name = /(?:^|[($])([a-z]+)$/u.exec(word)?.[1];
  return name !== undefined && WITH_VALUE.has(name) ? name : undefined;
}
