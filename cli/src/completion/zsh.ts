import type { Command } from 'commander';
import { placesOf, type Place } from './tree.js';

/** A completion script for zsh: to be sourced, or a file `_latchkey` on the fpath. */
export function zshCompletion(root: Command): string {
  const places = placesOf(root);
  const takers = [
    ...new Set(places.flatMap(({ options }) => options.filter((one) => one.takesValue).map((one) => one.flag))),
  ];
  return `#compdef latchkey
# zsh completion of latchkey. Load it with: source <(latchkey completion zsh)
_latchkey() {
  local place="" index candidate
  local -a known
  for ((index = 2; index < CURRENT; index++)); do
    case "\${words[index]}" in
      ${takers.join(' | ')}) ((index++)) ;;
      -*) ;;
      *)
        candidate="\${place:+$place }\${words[index]}"
        case "$candidate" in
          ${places
            .filter(({ path }) => path !== '')
            .map(({ path }) => quoted(path))
            .join(' | ')}) place="$candidate" ;;
        esac
        ;;
    esac
  done
  case "\${words[CURRENT-1]}" in
    -f | --file) _files; return ;;
  esac
  case "$place" in
${places.map(branch).join('\n')}
  esac
  _describe 'latchkey' known
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i; }
if [[ "\${funcstack[1]}" == _latchkey ]]; then _latchkey "$@"; else compdef _latchkey latchkey; fi
`;
}

function branch({ path, words, options, takesFile }: Place): string {
  const entries = [
    ...words.map(({ word, about }) => `${word}:${about}`),
    ...options.map(({ flag, about }) => `${flag}:${about}`),
  ];
  return `    ${quoted(path)}) known=(${entries.map(quoted).join(' ')})${takesFile ? '; _files' : ''} ;;`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
