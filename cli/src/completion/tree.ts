import type { Command } from 'commander';

/** What can be typed at one place of the command line. */
export interface Place {
  /** The words before, without `latchkey`: `keys create`. */
  path: string;
  words: readonly { word: string; about: string }[];
  options: readonly { flag: string; about: string; takesValue: boolean; choices: readonly string[] }[];
  /** Whether a file may be named here. */
  takesFile: boolean;
}

/** Every place of the command tree, the root first. */
export function placesOf(root: Command): Place[] {
  return placesBelow(root, [], root);
}

function placesBelow(command: Command, path: readonly string[], root: Command): Place[] {
  const children = command.commands.flatMap((child) =>
    [child.name(), ...child.aliases()].flatMap((name) => placesBelow(child, [...path, name], root)),
  );
  return [placeOf(command, path.join(' '), root), ...children];
}

function placeOf(command: Command, path: string, root: Command): Place {
  const help = { flag: '--help', about: 'show help', takesValue: false, choices: [] };
  const options = [...command.options, ...(command === root ? [] : root.options)]
    .filter((option) => option.long)
    .map((option) => ({
      flag: option.long ?? '',
      about: option.description,
      takesValue: option.required || option.optional,
      choices: option.argChoices ?? [],
    }));
  return {
    path,
    words: command.commands.map((child) => ({ word: child.name(), about: child.description() })),
    options: [...options, help],
    takesFile: command.registeredArguments.some((argument) => argument.name() === 'file'),
  };
}
