/** Finds tools that documents use and nodes do not have. Labs reach no other machine, so nothing can be installed. */
import { typedCommands } from '../docker-commands.ts';
import type { Note, Snippet } from '../page.ts';

/** Those that READMEs use most. A test holds that nodes have none of them. */
// biome-ignore format: a list of words
export const MISSING_TOOLS: ReadonlySet<string> = new Set([
  'ansible', 'apk', 'apt', 'apt-get', 'arping', 'aws', 'az', 'brctl', 'brew', 'buildah', 'bundle', 'cargo', 'choco', 'consul', 'deno', 'dig', 'dnf',
  'docker-machine', 'etcdctl', 'firewall-cmd', 'ftp', 'gcc', 'gcloud', 'gem', 'gh', 'git', 'go', 'helm', 'iperf3', 'java', 'kind',
  'kubectl', 'make', 'minikube', 'mvn', 'mysql', 'nano', 'nerdctl', 'nmap', 'node', 'npm', 'npx', 'pacman', 'pip', 'pip3', 'pnpm', 'podman',
  'podman-compose', 'psql', 'python3', 'redis-cli', 'ruby', 'scp', 'skopeo', 'snap', 'ssh', 'telnet', 'terraform', 'traceroute', 'tree', 'ufw',
  'unzip', 'vagrant', 'vim', 'virtualbox', 'yarn', 'yum',
]);

/** Says where a document first uses each of them. */
export function toolNotes(snippets: readonly Snippet[]): readonly Note[] {
  const first = new Map<string, Note>();
  for (const { text, position } of typedCommands(snippets)) {
    const [tool = ''] = text.replace(/^(?:[A-Za-z_]\w*=\S* )+/u, '').split(' ');
    if (!MISSING_TOOLS.has(tool) || first.has(tool)) continue;
    const message = `nodes have no ${tool}, and labs reach no other machine to install it from`;
    first.set(tool, { position, message });
  }
  return [...first.values()];
}
