import { describe, expect, test } from 'vitest';
import { parseMarkdown } from '../../../tutorial/markdown/parse-markdown.ts';
import { fenced } from './read.ts';

function hostsOf(...lines: readonly string[]) {
  const { document, problems } = parseMarkdown({
    file: 'README.md',
    text: lines.join('\n'),
    images: [],
    knownImages: ['alpine'],
  });
  return {
    nodes: document.lab.nodes,
    blocks: document.snippets.map(({ node, steps }) => `${node}: ${steps.map(({ text }) => text).join(', ')}`),
    notes: document.notes.map(({ position, message }) => `${position.line} ${message}`),
    problems,
  };
}

const SWARM = [
  fenced('console', 'node1$ docker swarm init', 'node1$ docker node ls', 'ID NAME'),
  fenced('console', 'node2$ docker info'),
];

describe('hosts that the prompts name', () => {
  test('become nodes if their names differ in a number, and blocks run on theirs', () => {
    expect(hostsOf(...SWARM)).toEqual({
      nodes: ['node1', 'node2'],
      blocks: ['node1: docker swarm init, docker node ls', 'node2: docker info'],
      notes: ['10 prompts name several hosts, "node1" and "node2": each block runs on the node of its host'],
      problems: [],
    });
  });

  test.each([
    ['user and host', 'bob@vm1:~$ ls', 'root@vm2:/etc# docker ps'],
    ['in brackets', '[root@vm1 ~]# ls', '[root@vm2 ~]# docker ps'],
    ['with a domain', 'vm1.example.com:~$ ls', 'vm2.example.com:~$ docker ps'],
    [
      'of Play with Docker',
      '[vm1] (local) root@192.168.0.28 ~\n$ ls',
      '[vm2] (local) root@192.168.0.27 ~\n$ docker ps',
    ],
  ])('are read in each form: %s', (_what, one, other) => {
    const { nodes, blocks } = hostsOf(fenced('console', one), fenced('console', other));
    expect({ nodes, blocks }).toEqual({ nodes: ['vm1', 'vm2'], blocks: ['vm1: ls', 'vm2: docker ps'] });
  });

  test('have the commands of tools that are not known', () => {
    expect(hostsOf(fenced('', 'host1$ mytool launch host2', 'host2$ mytool launch host1'))).toMatchObject({
      blocks: ['host1: mytool launch host2', 'host2: mytool launch host1'],
    });
  });

  test('split a block where they change, with their outputs', () => {
    const text = fenced('console', '# on both:', 'a1$ ls', 'one', 'a2$ ls', 'two', 'a2$ pwd', 'a1$ whoami');
    expect(hostsOf(text).blocks).toEqual(['a1: ls', 'a2: ls, pwd', 'a1: whoami']);
  });

  test.each(['title="Two machines"', '{1,3} showLineNumbers'])(
    'split a block that only has attributes of other tools: %s',
    (meta) => {
      const text = fenced(`console ${meta}`, 'a1$ ls', 'one', 'a2$ ls', 'two');
      expect(hostsOf(text)).toMatchObject({ blocks: ['a1: ls', 'a2: ls'], problems: [] });
    },
  );

  test('are noted where attributes keep a block whole, unless these name its node', () => {
    const lab = '<!-- snippets lab: {nodes: [a1, a2]} -->';
    const block = (meta: string) => fenced(`console ${meta}`, 'a1$ ls', 'one', 'a2$ ls', 'two');
    expect(hostsOf(lab, block('timeout=30s'), block('node=a1')).notes).toEqual([
      '3 prompts name "a1" and "a2" in a block with attributes, so all of it runs on "a1": write a block for each',
    ]);
  });

  test('become nodes if the document makes a swarm of them', () => {
    const join = fenced('console', 'worker$ docker swarm join 10.0.0.1:2377');
    expect(hostsOf(fenced('console', 'manager$ docker swarm init'), join).nodes).toEqual(['manager', 'worker']);
  });

  test('are only noted if they may be one machine', () => {
    const { nodes, notes } = hostsOf(fenced('console', 'laptop$ ls'), fenced('console', 'desktop$ ls'));
    expect(nodes).toEqual(['host']);
    expect(notes).toEqual([
      '8 prompts name several hosts, "laptop" and "desktop", and all blocks run on one node: if these are machines, write <!-- snippets lab: {nodes: [laptop, desktop]} -->',
    ]);
  });

  test('choose the nodes that a comment names, and no others', () => {
    const comment = '<!-- snippets lab: {nodes: [node2, node3]} -->';
    expect(hostsOf(comment, ...SWARM)).toMatchObject({
      nodes: ['node2', 'node3'],
      blocks: ['node2: docker swarm init, docker node ls', 'node2: docker info'],
      notes: [],
    });
  });

  test('are no containers', () => {
    const shells = ['web1', 'web2'].map((name) =>
      fenced('console', `$ docker run -it --hostname ${name} alpine sh`, `root@${name}:/# ls`, `root@${name}:/# exit`),
    );
    expect(hostsOf(...shells)).toMatchObject({ nodes: ['host'], notes: [] });
    const ids = ['0ecccdfa45ef', '1ecccdfa45ef'].map((id) => fenced('console', `root@${id}:/# ls`));
    expect(hostsOf(...ids)).toMatchObject({ nodes: ['host'], notes: [] });
  });

  test('do not matter to a block that names its node', () => {
    const [first = '', second = ''] = SWARM;
    expect(hostsOf(first, second.replace('console', 'console node=node1')).blocks).toEqual([
      'node1: docker swarm init, docker node ls',
      'node1: docker info',
    ]);
  });

  test('do not matter if there is only one', () => {
    expect(hostsOf(fenced('console', 'bob@vm1:~$ ls'))).toMatchObject({ nodes: ['host'], notes: [] });
  });
});

describe('blocks of Play with Docker', () => {
  const BLOCKS = [fenced('.term1', 'docker ps'), fenced('{.term2}', '# look', 'docker ps \\', '  -a', 'ls')];
  const RUN = ['node1: docker ps', 'node2: docker ps \\\n  -a, ls'];

  test.each(['terms: 2', 'Now to node2.', 'On the other node:', 'Type `docker swarm join`.'])(
    'run on a node for each terminal, if the document says so: %s',
    (text) => {
      expect(hostsOf(text, ...BLOCKS)).toEqual({
        nodes: ['node1', 'node2'],
        blocks: RUN,
        notes: [
          '8 blocks are for several terminals, ".term1" and ".term2": each runs on a node of its own, "node1" and "node2"',
        ],
        problems: [],
      });
    },
  );

  test('run on the nodes of the comment', () => {
    const lab = '<!-- snippets lab: {nodes: [manager, worker-1]} -->';
    expect(hostsOf(lab, ...BLOCKS)).toEqual({
      nodes: ['manager', 'worker-1'],
      blocks: RUN.map((block) => block.replace('node1', 'manager').replace('node2', 'worker-1')),
      notes: [],
      problems: [],
    });
  });

  test('run on one node otherwise, which is noted', () => {
    expect(hostsOf('Two terminals.', ...BLOCKS)).toMatchObject({
      nodes: ['host'],
      blocks: RUN.map((block) => block.replace(/^node./u, 'host')),
      notes: [
        '8 blocks are for several terminals, ".term1" and ".term2", and all run on one node: if these are of several machines, write <!-- snippets lab: {nodes: [node1, node2]} -->',
      ],
    });
  });

  test('may show prompts and outputs', () => {
    const { blocks } = hostsOf(fenced('.term1', '$ ls', 'bin'));
    expect(blocks).toEqual(['host: ls']);
  });

  test.each(['/ # ls', 'user@host> ls', 'x:1# docker ps'])(
    "type no line behind a prompt that is not the node's: %s",
    (line) => {
      const { blocks } = hostsOf(fenced('.term1', 'docker ps', line));
      expect(blocks.join()).not.toContain(line);
    },
  );
});
