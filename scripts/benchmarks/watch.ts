/**
 * Times the answers of `snippets watch`: from the moment in which a page is saved to the line that says what ran, without
 * the time of the commands themselves. Between two saves the author thinks, so the next lab is ready.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { draftFile, parseDraft } from '../../snippets-runner/tutorial/capture/draft.ts';
import { type BenchEngine, CACHE_FOLDER, HOME, IMAGES_FOLDER, say } from './bench-engine.ts';
import { Series, type Table } from './figures.ts';
import { timeSnippets } from './snippets-process.ts';

const SLUG = 'watched';
const FRONT = '---\ntitle: Watched\ndescription: A page of a benchmark.\nlab:\n  images: [alpine]\n---\n';
/** One snippet each, by id. */
const COMMANDS: Readonly<Record<string, string>> = {
  create: 'docker network create pair',
  one: 'docker run -dit --name one --network pair alpine',
  two: 'docker run -dit --name two --network pair alpine',
  list: "docker ps --format '{{.Names}}'",
  ping: 'docker exec one ping -c 1 two',
  inspect: 'docker network inspect pair',
  'clean-up': 'docker rm --force one two',
  remove: 'docker network rm pair',
};
const THINKS_MS = 4_000;
const HEARD_WITHIN_MS = 60_000;

export async function measureWatch({ connection }: BenchEngine, rounds: number): Promise<readonly Table[]> {
  const content = join(CACHE_FOLDER, 'watched/content');
  rmSync(content, { recursive: true, force: true });
  mkdirSync(join(content, 'en'), { recursive: true });
  cpSync(IMAGES_FOLDER, join(content, 'images'), { recursive: true });
  const env = { ...process.env, DOCKER_HOST: connection.address, NO_COLOR: '1' };
  const author = new Author(content, env);
  const series = new Series();
  author.save(COMMANDS);
  try {
    await author.answer();
    for (let round = 1; round <= rounds; round++) {
      say(`watch: round ${round} of ${rounds}`);
      await series.measure('other text: nothing runs', () => author.timed(COMMANDS, `Round ${round}.`));
      const more = { ...COMMANDS, more: 'docker network ls' };
      await series.measure('a new snippet at the end: only that one runs', () => author.timed(more));
      const changed = { ...COMMANDS, create: `docker network create --label round=${round} pair` };
      await series.measure('another early command: everything runs', () => author.timed(changed));
      await author.begin({ ...COMMANDS, list: `sleep 30 # ${round}` });
      await series.measure('the same, while another version runs', () => author.timed(COMMANDS));
    }
  } finally {
    await author.leave();
  }
  for (let round = 1; round <= rounds; round++) {
    const args = ['--content', content, 'verify', SLUG];
    await series.measure('snippets verify, in a process of its own', () => timeSnippets(args, /^failed /mu, { env }));
  }
  return [{ title: 'Answers of `watch`', note: NOTE, base: undefined, commands: undefined, rows: series.rows }];
}

const NOTE =
  'From a save to the answer, minus the time of the commands that ran. The page has eight snippets and a lab of one node. The last row is what an author would call without it, with the time of its commands.';

interface Heard {
  readonly line: string;
  /** In milliseconds. */
  readonly at: number;
}

/** Starts the command, saves the page, and hears the answers. */
class Author {
  readonly #content: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #heard: Heard[] = [];
  #process: ChildProcess | undefined;

  constructor(content: string, env: NodeJS.ProcessEnv) {
    this.#content = content;
    this.#env = env;
  }

  save(commands: Readonly<Record<string, string>>, text = ''): void {
    const blocks = Object.entries(commands).map(
      ([id, command]) => `\`\`\`console snippet=${id}\n$ ${command}\n\`\`\`\n`,
    );
    writeFileSync(join(this.#content, 'en', `${SLUG}.mdx`), `${FRONT}\n${text}\n\n${blocks.join('\n')}`);
  }

  /** Returns seconds from the save to the answer, minus those of the commands. */
  async timed(commands: Readonly<Record<string, string>>, text?: string): Promise<number> {
    await delay(THINKS_MS);
    const heard = this.#heard.length;
    const saved = performance.now();
    this.save(commands, text);
    const { line, at } = await this.#hear(/^\S+ ran (?:nothing|\d)/u, heard);
    const own = this.#durations(line, Object.keys(commands).length);
    return (at - saved - own) / 1000;
  }

  /** Saves a page, and returns when its commands are running. */
  async begin(commands: Readonly<Record<string, string>>): Promise<void> {
    await delay(THINKS_MS);
    const heard = this.#heard.length;
    this.save(commands);
    await this.#hear(/: list on host$/u, heard);
    await delay(THINKS_MS);
  }

  /** Returns after the first answer. */
  async answer(): Promise<void> {
    const bin = join(HOME, 'snippets-runner/bin.mjs');
    const args = [bin, '--content', this.#content, '--verbose', 'watch', SLUG];
    this.#process = spawn(process.execPath, args, { cwd: HOME, env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const input of [this.#process.stdout, this.#process.stderr]) {
      if (input) createInterface({ input }).on('line', (line) => this.#heard.push({ line, at: performance.now() }));
    }
    await this.#hear(/^\S+ ran \d/u, 0);
  }

  async leave(): Promise<void> {
    if (!this.#process) return;
    const ended = once(this.#process, 'close');
    this.#process.kill('SIGINT');
    await ended;
  }

  /** @throws Error if the command has ended, or says nothing for a long time */
  async #hear(pattern: RegExp, from: number): Promise<Heard> {
    const until = performance.now() + HEARD_WITHIN_MS;
    for (;;) {
      const found = this.#heard.slice(from).find(({ line }) => pattern.test(line));
      if (found) return found;
      if (this.#process?.exitCode !== null || performance.now() > until)
        throw new Error(this.#heard.map(({ line }) => line).join('\n'));
      await delay(2);
    }
  }

  /** Returns the milliseconds of the commands that ran for an answer: the last ones of the page. */
  #durations(answer: string, all: number): number {
    const [, part, whole] = /ran (?:(\d+) of )?(\d+) snippet/u.exec(answer) ?? [];
    const ran = Number(part ?? whole ?? 0);
    const draft = parseDraft(readFileSync(draftFile(HOME, this.#content, SLUG), 'utf8'));
    const snippets = draft?.capture.snippets ?? [];
    if (snippets.length !== all) throw new Error(`the draft has ${snippets.length} of ${all} snippets`);
    return snippets
      .slice(all - ran)
      .flatMap(({ steps }) => steps)
      .reduce((sum, { duration }) => sum + duration, 0);
  }
}
