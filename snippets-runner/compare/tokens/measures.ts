/**
 * Measures: values that a run measures, such as times and sizes. Two of them match if they have the same class and
 * unit. Durations, ages and sizes must also be of about the same magnitude: see `magnitudes.ts`. The unit is the format:
 * a time in another format is another output. Every pattern is tried at the start of a word.
 */

export type MeasureClass =
  | 'timestamp'
  | 'clock'
  | 'age'
  | 'image-age'
  | 'duration'
  | 'round-trip'
  | 'rate'
  | 'size'
  | 'pid'
  | 'counter'
  | 'hits'
  | 'percent';

const START = String.raw`(?<![\w.])`;
const END = String.raw`(?!\w)`;
const NUMBER = String.raw`\d+(?:\.\d+)?`;
const BYTES = `${NUMBER} ?[kKMGTP]?i?B${END}`;
const WEEKDAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const TIME = String.raw`\d\d:\d\d:\d\d`;
/** The format of Docker's units.HumanDuration. `docker service ps` prints it in lower case. */
const AGE = String.raw`(?:[Ll]ess than a second|[Aa]bout an? (?:minute|hour)|\d+ (?:second|minute|hour|day|week|month|year)s?)`;
/** A rule of `iptables -L -v`, after its two counters: target, protocol and options. */
const RULE = String.raw` +[A-Z][\w-]* +(?:all|tcp|udp|icmp|sctp|esp|\d+) +[-!f*]`;

/** Go's zero time means "never", so it is no measure. */
const NEVER = '0001-01-01T00:00:00Z';

/** Recognised everywhere. Of each class, the first pattern that fits is taken. */
export const MEASURES: Readonly<Record<MeasureClass, Readonly<Record<string, string>>>> = {
  timestamp: {
    // RFC 3339, and Go's time.String with its zone twice.
    iso: String.raw`${START}(?!${NEVER})\d{4}-\d\d-\d\d[T ]${TIME}(?:[.,]\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d))?(?: [A-Z]{3,4}(?: m=\+[\d.]+)?)?${END}`,
    slashed: String.raw`${START}\d{4}/\d\d/\d\d ${TIME}${END}`,
    'common log': String.raw`${START}\d\d/${MONTH}/\d{4}:${TIME} [+-]\d{4}${END}`,
    http: String.raw`${WEEKDAY}, \d\d ${MONTH} \d{4} ${TIME} GMT${END}`,
    asctime: String.raw`${WEEKDAY} ${MONTH} +\d{1,2} ${TIME}(?: [A-Z]{3,4})? \d{4}${END}`,
    syslog: String.raw`${MONTH} +\d{1,2} ${TIME}${END}`,
    // `ls -l` prints the year instead of the time for files older than half a year.
    listing: String.raw`${MONTH} +\d{1,2} +(?:\d\d:\d\d|\d{4})${END}`,
  },
  // Only in the columns of images, which may be years old: see `text-roles.ts`.
  'image-age': {},
  age: { ago: `${START}${AGE}(?= ago)`, up: `(?<=Up )${AGE}${END}` },
  'round-trip': {
    'min/avg/max': `${START}${NUMBER}/${NUMBER}/${NUMBER} ms${END}`,
    'min/avg/max/mdev': `${START}${NUMBER}(?:/${NUMBER}){3} ms${END}`,
  },
  rate: { bytes: String.raw`(?:${START}${NUMBER}|(?<!\S)--\.-) ?[kKMG]?i?B/s${END}` },
  duration: {
    // The formats of `ping`, which prints milliseconds whatever their number.
    ms: String.raw`${START}${NUMBER} ms${END}|(?<=, time )\d+ms${END}`,
    // Go's time.Duration, whose units depend on the value, and what other programs print.
    time: `${START}(?:(?:${NUMBER}(?:h|ms|m|s|µs|us|ns))+|${NUMBER} ?(?:ns|µs|us|ms|s|secs?|seconds?|minutes?))${END}`,
    shell: String.raw`${START}\d+m ?\d+\.\d+s${END}`,
  },
  clock: {
    time: String.raw`${START}${TIME}(?:\.\d+)?(?![\w:]|\.\w)`,
    remaining: String.raw`${START}\d+:\d\d:\d\d(?= ETA)`,
  },
  size: {
    total: `(?<=(?:Total Memory|reclaimed space): )${BYTES}`,
    bracketed: String.raw`(?<=bytes[ :]\d+ +\()${BYTES}`,
  },
  pid: {
    pid: String.raw`(?<=\b(?:[Pp]rocess |pid[= ]|PID:? ))\d+${END}`,
    thread: String.raw`${START}\d+#\d+(?=:)`,
    // `netstat -p` prints it. The lookahead excludes ports such as 80/tcp.
    program: String.raw`(?<=\s{2})\d+(?=/(?!(?:tcp|udp|sctp|icmp)\b)[a-z])`,
    job: String.raw`(?<=^\[\d+\][+-]? +)\d+$`,
  },
  counter: {
    interface: String.raw`(?<=\b[RT]X (?:packets |bytes |packets:|bytes:)|\b[RT]X packets \d+ +bytes )\d+${END}`,
    processors: String.raw`(?<=\bCPUs: )\d+${END}`,
    echo: String.raw`(?<=ICMP(?:6,)? echo (?:request|reply), (?:id \d+, seq |id ))\d+${END}`,
    // The numbers of a connection and of a packet, in `tcpdump` and `ip xfrm`.
    esp: String.raw`(?<=\bspi[= ]|\bESP\(spi=0x[0-9a-f]+,seq=)0x[0-9a-f]+${END}`,
    // The number of a question to a name server, and of its answer, in `tcpdump`.
    question: String.raw`(?<= > \S+\.53: |\.53 > \S+: )\d+(?=[-+*|$%]* )`,
    // The numbers of a TCP connection, in `tcpdump`. Small ones count from its start, and are the same in each run. Where
    // it starts is an identity: see `identities.ts`.
    sequence: String.raw`(?<=: Flags \[(?!S)[A-Z.]+\],.*[ ,](?:seq |seq \d+:|ack )|: Flags \[[A-Z.]+\],.*[ ,](?:TS val |ecr ))\d{4,}${END}`,
    // The file descriptor of a socket, in `ss -p`. It depends on what the process has opened before.
    descriptor: String.raw`(?<=\bpid=\d+,fd=)\d+${END}`,
    // The seconds until an entry of `conntrack -L` is forgotten.
    entry: String.raw`(?<=^(?:tcp|udp|icmp) +\d+ )\d+(?= .*\bsrc=)`,
    filter: `${START}\\d+ packets?(?= received by filter)`,
    chain: String.raw`(?<=^:\S+ \S+ \[)\d+:\d+(?=\]$)`,
    policy: String.raw`(?<=\(policy [A-Z]+ |\(policy [A-Z]+ \d+[KMG]? packets, )\d+[KMG]?(?= (?:packets|bytes))`,
  },
  // How many packets and bytes a rule of a firewall was for. 0 is another thing than any other number.
  hits: {
    packets: String.raw`(?<=^ *)\d+[KMG]?(?= +\d+[KMG]?${RULE})`,
    bytes: String.raw`(?<=^ *\d+[KMG]? +)\d+[KMG]?(?=${RULE})`,
    // A rule of `nft list`.
    nft: String.raw`(?<=\bcounter packets (?:\d+ bytes )?)\d+${END}`,
  },
  percent: {},
};

/** Recognised only in texts of a certain role; see `text-roles.ts`. */
export const IMAGE_AGE = `${START}${AGE}(?= ago)`;
export const ANYWHERE_BYTES = `${START}${BYTES}`;
export const BARE_NUMBER = String.raw`${START}\d+(?![\w.])`;
export const BARE_DECIMAL = `${START}${NUMBER}(?![\\w.])`;
export const PERCENTAGE = `${START}${NUMBER}%`;
export const SHORT_CLOCK = String.raw`${START}(?:\d+-)?\d+:\d\d(?::\d\d)?(?![\w:.])`;
