import type { Command } from 'commander';
import { placesOf, type Place } from './tree.js';

/** A completion script for bash 3.2 and later, which needs nothing else. */
export function bashCompletion(root: Command): string {
  const places = placesOf(root);
  const takers = [
    ...new Set(places.flatMap(({ options }) => options.filter((one) => one.takesValue).map((one) => one.flag))),
  ];
  return `# bash completion of latchkey. Load it with: source <(latchkey completion bash)
_latchkey_files() {
  local file
  compopt -o filenames 2>/dev/null || true
  while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$1")
}
_latchkey() {
  local word previous path index known files
  COMPREPLY=()
  word="\${COMP_WORDS[COMP_CWORD]}"
  previous="\${COMP_WORDS[COMP_CWORD-1]}"
  path=""
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${COMP_WORDS[index]}" in
      ${takers.join(' | ')}) ((index++)) ;;
      -*) ;;
      *)
        case "\${path:+$path }\${COMP_WORDS[index]}" in
${knownPaths(places)}
        esac
        ;;
    esac
  done
  case "$previous" in
    -f | --file) _latchkey_files "$word"; return ;;
${choices(places)}
  esac
  case "$path" in
${places.map(branch).join('\n')}
  esac
  if [[ "$word" == -* || -z "$files" ]]; then
    COMPREPLY=($(compgen -W "$known" -- "$word"))
  else
    _latchkey_files "$word"
  fi
}
complete -o bashdefault -F _latchkey latchkey
`;
}

function knownPaths(places: readonly Place[]): string {
  return places
    .filter(({ path }) => path !== '')
    .map(({ path }) => `          "${path}") path="${path}" ;;`)
    .join('\n');
}

function choices(places: readonly Place[]): string {
  const byFlag = new Map<string, Set<string>>();
  for (const { flag, choices: values } of places.flatMap(({ options }) => options)) {
    for (const value of values) byFlag.set(flag, (byFlag.get(flag) ?? new Set()).add(value));
  }
  return [...byFlag]
    .map(([flag, values]) => `    ${flag}) COMPREPLY=($(compgen -W "${[...values].join(' ')}" -- "$word")); return ;;`)
    .join('\n');
}

function branch({ path, words, options, takesFile }: Place): string {
  const known = [...words.map(({ word }) => word), ...options.map(({ flag }) => flag)].join(' ');
  return `    "${path}") known="${known}"; files="${takesFile ? 'yes' : ''}" ;;`;
}
