import { expect, test } from 'vitest';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';

const needsOf = (commands: string, before = '') => {
  const text = `${before}\`\`\`console\n$ ${commands}\n\`\`\`\n`;
  return parseMarkdown({ file: 'a.md', text, images: [], knownImages: ['alpine'] }).document.lab.needs;
};

test.each([
  ['docker network create -d macvlan -o parent=eth0 lan', ['macvlan']],
  ['docker network create --driver=ipvlan lan', ['ipvlan']],
  ['sudo docker network create \\\n    --driver "macvlan" \\\n    --opt parent=eth0.10 lan', ['macvlan', 'vlan']],
  ['docker network create --opt encrypted -d overlay app', ['esp']],
  ['sudo ip link add vx0 type vxlan id 42 dev eth0 dstport 4789', ['vxlan']],
  ['docker network create -d bridge macvlan', []],
  ['docker network create app && echo docker network create -d macvlan', []],
  ["cat > notes <<'EOF'\ndocker network create -d ipvlan lan\nEOF", []],
  ['docker network inspect ipvlan', []],
])('%s', (commands, expected) => {
  expect(needsOf(commands)).toEqual(expected);
});

test('a comment that has needs is the last word', () => {
  const lab = (needs: string) => `<!-- snippets lab: {${needs}} -->\n\n`;
  expect(needsOf('docker network create -d macvlan lan', lab('needs: []'))).toEqual([]);
  expect(needsOf('docker network create -d macvlan lan', lab('nodes: [one]'))).toEqual(['macvlan']);
});
