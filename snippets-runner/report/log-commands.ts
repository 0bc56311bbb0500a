/**
 * GitHub Actions takes some lines of a step's log for commands: those that begin with `::`, blanks left aside,
 * and those that have `##[` anywhere (actions/runner, src/Runner.Common/ActionCommand.cs). What a page printed
 * is no command of ours, such as one that masks a word in all that follows.
 */
const NOTHING = '\u200B';

/** Reads the same, and is no command. */
export function withoutLogCommands(text: string): string {
  return text.replace(/^(\s*:)(?=:)/gmu, `$1${NOTHING}`).replaceAll('##[', `#${NOTHING}#[`);
}
