/** The issues of this repository, through GitHub's own command. */
import { execFile } from 'node:child_process';
import * as z from 'zod';
import type { Issues } from './issues.ts';

/** More than these have never been open at once; `gh` asks for them in pages. */
const MOST_ISSUES = '5000';

export const githubIssues: Issues = {
  async openTitles() {
    const json = await gh(['issue', 'list', '--state', 'open', '--limit', MOST_ISSUES, '--json', 'title']);
    return z
      .array(z.object({ title: z.string() }))
      .parse(JSON.parse(json))
      .map(({ title }) => title);
  },
  async open({ title, body }) {
    await gh(['issue', 'create', '--title', title, '--body-file', '-'], body);
  },
};

/** Returns what the command prints. @throws Error with its message */
function gh(args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('gh', args, { maxBuffer: 64_000_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`gh ${args[0]} ${args[1]}: ${stderr.trim() || error.message}`));
      else resolve(stdout);
    });
    // It may end without reading.
    child.stdin?.on('error', () => undefined).end(input);
  });
}
