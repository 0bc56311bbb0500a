/**
 * The completion scripts of the shells. Each calls `snippets __complete -- WORDS…`, which prints one candidate
 * a line, a tab and its description after it, and `:files` if file names are also valid.
 */
import { COMMAND } from '../base/installation.ts';
import { shellQuoted } from '../base/shell-quote.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof SHELLS)[number];

/** @param command the words that start the program */
export function completionScript(shell: ShellName, command: readonly string[]): string {
  return SCRIPTS[shell](command.map(shellQuoted).join(' '));
}

const SCRIPTS = {
  // Bash also splits words at colons and equals signs. So the line is split again, and the prefix is removed.
  bash: (command) => `# bash completion for snippets: source <(${COMMAND} completion bash)
_snippets() {
  local line=\${COMP_LINE:0:COMP_POINT} words last prefix value
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  last=\${words[\${#words[@]} - 1]}
  prefix=\${last%"\${last##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    if [[ $value == :files ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r value; do COMPREPLY+=("\${value#"$prefix"}"); done < <(compgen -f -- "$last")
    else
      [[ $value == *: ]] && compopt -o nospace 2>/dev/null
      COMPREPLY+=("\${value#"$prefix"}")
    fi
  done < <(${command} __complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -F _snippets snippets`,
  zsh: (command) => `#compdef snippets
# zsh completion for snippets: source <(${COMMAND} completion zsh)
_snippets() {
  local -a values
  local value description files
  while IFS=$'\\t' read -r value description; do
    if [[ $value == :files ]]; then files=1
    else values+=("\${value//:/\\\\:}\${description:+:$description}")
    fi
  done < <(${command} __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#values} )) && _describe -t snippets snippets values
  [[ -n $files ]] && _files
  return 0
}
if [[ $funcstack[1] == _snippets ]]; then _snippets "$@"; else compdef _snippets snippets; fi`,
  fish: (command) => `# fish completion for snippets: ${COMMAND} completion fish | source
function __snippets_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (${command} __complete -- $words[2..-1] 2>/dev/null)
    if test "$line" = :files
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c snippets -f -a '(__snippets_complete)'`,
} satisfies Record<ShellName, (command: string) => string>;
