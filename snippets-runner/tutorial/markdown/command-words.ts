/**
 * Tells a command from prose and from outputs by its words. `# ` may be root's prompt or begin a comment, and a block
 * without a language may have commands or anything else.
 */

/** Commands that are no other words. */
// biome-ignore format: a list of words
const TOOLS = [
  'docker', 'docker-compose', 'docker-machine', 'dockerd', 'podman', 'podman-compose', 'buildah', 'skopeo', 'nerdctl', 'crictl', 'ctr',
  'kubectl', 'minikube', 'helm', 'sudo', 'curl', 'wget', 'git', 'apt', 'apt-get', 'apk', 'yum', 'dnf', 'pacman', 'brew', 'npm', 'npx', 'yarn',
  'pip', 'pip3', 'systemctl', 'iptables', 'nft', 'ip6tables', 'ssh', 'scp', 'vagrant', 'mkdir', 'chmod', 'chown', 'cd',
];
/** Commands of shells and of usual images. Some are English words as well. */
// biome-ignore format: a list of words
const COMMANDS = new Set([
  ...TOOLS,
  'addgroup', 'adduser', 'arp', 'arping', 'awk', 'base64', 'bash', 'brctl', 'bridge', 'cat', 'chroot', 'clear', 'cmp', 'conntrack', 'cp', 'crontab',
  'curlie', 'cut', 'date', 'dd', 'df', 'diff', 'dig', 'dmesg', 'dpkg', 'du', 'echo', 'egrep', 'env', 'ethtool', 'exit', 'export', 'false', 'fdisk',
  'find', 'free', 'fuser', 'getent', 'go', 'grep', 'groupadd', 'gunzip', 'gzip', 'head', 'history', 'host', 'hostname', 'hostnamectl', 'htop', 'id',
  'ifconfig', 'insmod', 'ip', 'iperf', 'iperf3', 'ipvsadm', 'java', 'journalctl', 'kill', 'killall', 'less', 'ln', 'logout', 'ls', 'lsblk', 'lscpu',
  'lsmod', 'lsns', 'lsof', 'make', 'modprobe', 'more', 'mount', 'mtr', 'mv', 'mysql', 'nc', 'ncat', 'netstat', 'nginx', 'node', 'nohup', 'nproc',
  'nsenter', 'nslookup', 'openssl', 'passwd', 'perl', 'php', 'ping', 'ping6', 'pkill', 'printenv', 'printf', 'ps', 'psql', 'pstree', 'pwd', 'python',
  'python2', 'python3', 'readlink', 'redis-cli', 'rm', 'rmdir', 'route', 'rpm', 'rsync', 'ruby', 'screen', 'sed', 'seq', 'service', 'set', 'setenforce',
  'sh', 'sha256sum', 'sleep', 'socat', 'sort', 'source', 'ss', 'stat', 'strace', 'stress', 'su', 'swapon', 'sysctl', 'tail', 'tar', 'tc', 'tcpdump',
  'tee', 'telnet', 'test', 'time', 'timeout', 'tmux', 'top', 'touch', 'tr', 'traceroute', 'tracepath', 'tree', 'true', 'truncate', 'ulimit', 'umask',
  'umount', 'uname', 'uniq', 'unset', 'unshare', 'unzip', 'uptime', 'useradd', 'usermod', 'vgs', 'vi', 'vim', 'wait', 'watch', 'wc', 'which', 'whoami',
  'xargs', 'zip',
]);
/** Those that are verbs or nouns of English as well. */
// biome-ignore format: a list of words
const ENGLISH = new Set([
  'bridge', 'clear', 'cut', 'date', 'exit', 'export', 'false', 'find', 'free', 'go', 'head', 'history', 'host', 'kill', 'less', 'make', 'more', 'mount',
  'node', 'ping', 'route', 'screen', 'service', 'set', 'sleep', 'sort', 'source', 'stress', 'tail', 'test', 'time', 'top', 'touch', 'tree', 'true',
  'truncate', 'wait', 'watch', 'which', 'zip',
]);
/** They print what follows them, which may be prose. */
const PRINTING = new Set(['echo', 'printf']);
/** Words that follow the subject of a sentence. */
const VERBS = new Set([
  'and',
  'are',
  'can',
  'does',
  'has',
  'is',
  'may',
  'must',
  'needs',
  'or',
  'should',
  'was',
  'will',
]);
/** Words that begin a sentence, or follow a verb in one. */
// biome-ignore format: a list of words
const PROSE = new Set([
  ...VERBS, 'a', 'about', 'again', 'all', 'also', 'an', 'another', 'any', 'as', 'at', 'be', 'because', 'before', 'both', 'but', 'by', 'each',
  'everything', 'first', 'for', 'from', 'have', 'here', 'how', 'if', 'in', 'into', 'it', 'its', 'just', 'my', 'new', 'no', 'not', 'now', 'of', 'on',
  'one', 'only', 'our', 'out', 'some', 'sure', 'that', 'the', 'their', 'them', 'then', 'there', 'these', 'they', 'this', 'those', 'to', 'two', 'until',
  'we', 'what', 'when', 'where', 'whether', 'with', 'you', 'your',
]);
const TOOL = new RegExp(`^(?:${TOOLS.join('|')})(?=\\s+(?![=:]|v?\\d+\\.)\\S|$)`, 'u');
const ASSIGNMENTS = /^(?:[A-Za-z_]\w*=\S*\s+)+/u;

/** Returns whether a text begins as a command of a well-known tool does. */
export function beginsWithTool(text: string): boolean {
  const command = text.replace(ASSIGNMENTS, '').replace(/^time\s+/u, '');
  return TOOL.test(command) && isCertainCommand(command);
}

/** Returns whether a text is certainly a command. Prose and unknown commands are not. */
export function isCertainCommand(text: string): boolean {
  const [name = '', second = ''] = text.replace(ASSIGNMENTS, '').split(/[\s;|&]+/u);
  if (PRINTING.has(name)) return true;
  if (!COMMANDS.has(name)) return /^(?:\.{0,2}|~)\/[\w./-]+$/u.test(name);
  return !(ENGLISH.has(name) ? PROSE : VERBS).has(second) && !isSentence(text);
}

/** Returns whether a text is a command even where nothing shows a prompt: its name is no word of English. */
export function isCommandWithoutPrompt(text: string): boolean {
  const [name = ''] = text.replace(ASSIGNMENTS, '').split(/\s+/u);
  return beginsWithTool(text) || (!ENGLISH.has(name) && !PRINTING.has(name) && isCertainCommand(text));
}

/** Returns whether a text is a sentence, or a part of one. */
export function isProse(text: string): boolean {
  const [first = '', second = ''] = text.trim().split(/\s+/u);
  return /^\p{Lu}\p{Ll}+$/u.test(first) || PROSE.has(first) || PROSE.has(second) || isSentence(text);
}

function isSentence(text: string): boolean {
  const words = text.trim();
  return /\p{L}[.:!?]$/u.test(words) && words.split(/\s+/u, 3).length === 3;
}
