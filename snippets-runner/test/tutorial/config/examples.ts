/** Files that both schemas of `snippets.yaml` accept, and files that both refuse, with where the mistakes are. */
export const GOOD: Readonly<Record<string, string>> = {
  'an empty file': '',
  'only comments': '# yaml-language-server: $schema=https://example.org/snippets.schema.json\n',
  'every key': `
files:
  include: [README.md, "docs/**/*.md", "a?.md"]
  exclude: [docs/old]
languages:
  run: [term, asciinema]
  commands: [bash]
  ignore: [sh]
prompts: ["demo> ", "[me@box] # "]
images: [nginx]
lab:
  nodes: [manager, worker-1]
  needs: [ipvs]
  outside: true
  leaves: []
timeout: 90s
values:
  MANAGER_IP: 10.0.0.2
  your-address: fd00::2
  your image: "nginx:1.30"
`,
  'parts of keys': 'files: {exclude: [docs]}\nlanguages: {}\nlab: {nodes: [host]}\nvalues: {}\nprompts: []',
  'the shortest and the longest time': 'timeout: 1ms',
  'an hour': 'timeout: 60m',
};

export const BAD: Readonly<Record<string, { readonly text: string; readonly problems: readonly string[] }>> = {
  'unknown keys': {
    text: 'file: []\nlanguages: {rn: []}\nlab: {images: [nginx]}\nfiles: {includes: [a.md]}',
    problems: [
      '1:1 file is not a known key | Did you mean "files"?',
      '2:13 languages.rn is not a known key | Did you mean "run"?',
      '3:7 lab.images is not a known key | The known keys are "nodes", "needs", "outside" and "leaves".',
      '4:9 files.includes is not a known key | Did you mean "include"?',
    ],
  },
  'wrong types': {
    text: 'files: [README.md]\nprompts: "demo> "\ntimeout: 30\nimages: [1]\nvalues: {PORT: 8080}\nlab:\nlanguages: {run: term}',
    problems: [
      '1:8 files must be keys with values, but is a list | Write "files:',
      '2:10 prompts must be a list, but is text | Write "prompts:',
      '3:10 timeout must be text, but is a number | Write "timeout: 30s"',
      '4:10 images[0] must be text, but is a number | Write "images:',
      '5:16 values.PORT must be text, but is a number | Write "values:',
      '6:5 lab must be keys with values, but is empty | Write "lab:',
      '7:18 languages.run must be a list, but is text | Write "languages:',
    ],
  },
  'times that are none': { text: 'timeout: 61m', problems: ['1:10 timeout: "61m" is not in the right form'] },
  'no time': { text: 'timeout: 0s', problems: ['1:10 timeout: "0s" is not in the right form'] },
  'paths outside of the folder': {
    text: 'files: {include: [/etc/*.md, ../a.md, docs/../../b.md, "{a,b}.md", "!a.md"], exclude: [..]}',
    problems: [
      '1:19 files.include[0]: "/etc/*.md" is not',
      '1:30 files.include[1]: "../a.md" is not',
      '1:39 files.include[2]: "docs/../../b.md" is not',
      '1:56 files.include[3]: "{a,b}.md" is not',
      '1:68 files.include[4]: "!a.md" is not',
      '1:88 files.exclude[0]: ".." is not',
    ],
  },
  'prompts that are none': {
    text: 'prompts: ["demo>", " ", "  $ ", "a\\nb ", ""]',
    problems: [11, 20, 25, 33, 42].map((column) => `1:${column} prompts`),
  },
  'names and values that are none': {
    text: 'values: {"a>b": x, " a": x, ok: "a\\u0003b", empty: ""}',
    problems: [
      '1:10 "a>b" cannot stand between < and >',
      '1:20 " a" cannot stand between < and >',
      '1:33 values.ok: ',
      '1:52 values.empty: ',
    ],
  },
  'a name that every object has': {
    text: 'values: {__proto__: x}',
    problems: ['1:10 "__proto__" cannot stand between < and >'],
  },
  'a lab that no engine has': {
    text: 'lab: {nodes: [], needs: [gpu], leaves: [files], outside: yes please}',
    problems: [
      '1:14 lab.nodes is empty',
      '1:26 lab.needs[0]',
      '1:41 lab.leaves[0]',
      '1:58 lab.outside must be true or false',
    ],
  },
  'a list': { text: '- README.md', problems: ['1:1 the file has no keys | The keys are "files"'] },
  'a text': { text: 'README.md', problems: ['1:1 the file has no keys'] },
};
