/** Finds tools that nodes do not have, and commands that need another machine, which labs do not reach. */
import { typedCommands } from '../docker-commands.ts';
import type { Note, Snippet } from '../page.ts';

/** Those that READMEs use most. A test holds that nodes have none of them. */
// biome-ignore format: a list of words
export const MISSING_TOOLS: ReadonlySet<string> = new Set([
  'ansible', 'apk', 'apt', 'apt-get', 'arping', 'aws', 'az', 'brctl', 'brew', 'buildah', 'bundle', 'cargo', 'choco', 'consul', 'deno', 'dig', 'dnf',
  'docker-machine', 'etcdctl', 'firewall-cmd', 'ftp', 'gcc', 'gcloud', 'gem', 'gh', 'go', 'helm', 'iperf3', 'java', 'kind',
  'kubectl', 'make', 'minikube', 'mvn', 'mysql', 'nano', 'nerdctl', 'nmap', 'node', 'npm', 'npx', 'pacman', 'pip', 'pip3', 'pnpm', 'podman',
  'podman-compose', 'psql', 'python3', 'redis-cli', 'ruby', 'scp', 'skopeo', 'snap', 'ssh', 'telnet', 'terraform', 'traceroute', 'tree', 'ufw',
  'unzip', 'vagrant', 'vim', 'virtualbox', 'yarn', 'yum',
]);

/** Says where a document first uses each of them, and where git first needs another machine. */
export function toolNotes(snippets: readonly Snippet[]): readonly Note[] {
  const first = new Map<string, Note>();
  for (const { text, position } of typedCommands(snippets)) {
    const [tool = '', ...words] = text.replace(/^(?:[A-Za-z_]\w*=\S* )+/u, '').split(' ');
    const message = messageOf(tool, words);
    if (message !== undefined && !first.has(message)) first.set(message, { position, message });
  }
  return [...first.values()];
}

function messageOf(tool: string, words: readonly string[]): string | undefined {
  if (MISSING_TOOLS.has(tool)) return `nodes have no ${tool}, and labs reach no other machine to install it from`;
  const isFromAfar = words.some((word) => COPIES.has(word)) && words.some((word) => REMOTE.test(word));
  if (tool === 'git' && isFromAfar) return 'labs reach no other machine, so git can copy only what is in the lab';
  return undefined;
}

const COPIES = new Set(['clone', 'ls-remote', 'submodule']);
/** `https://host/repository`, `user@host:repository`. */
const REMOTE = /^(?!file:)(?:[a-z+]+:\/\/|[\w.-]+@[\w.-]+:)/u;
