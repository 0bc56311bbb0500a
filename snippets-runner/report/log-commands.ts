/**
 * GitHub Actions runs some lines of a step's log as commands: lines that begin with `::` after blanks, and
 * lines that contain `##[` (actions/runner, src/Runner.Common/ActionCommand.cs). The output of a page must not
 * become such a command: it could, for example, mask a word in the rest of the log.
 */
const ZERO_WIDTH_SPACE = '\u200B';

/** Returns a text that looks the same, and that GitHub does not take for commands. */
export function withoutLogCommands(text: string): string {
  return text.replace(/^([^\S\n]*:)(?=:)/gmu, `$1${ZERO_WIDTH_SPACE}`).replaceAll('##[', `#${ZERO_WIDTH_SPACE}#[`);
}
