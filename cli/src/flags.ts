import type { Command, Option } from 'commander';

/** The option that filled a field of the API; null where none is known. */
export type FlagOf = (field: string) => string | null;

/** Fields that are not called after the option that fills them, by the option's name in the same spelling. */
const FILLS: Readonly<Record<string, readonly string[]>> = {
  address: ['allowed_addresses'],
  alert_at: ['alert_at_percent'],
  by: ['group_by'],
  model: ['allowed_models'],
  of: ['tenant_id'],
  overlap: ['overlap_seconds'],
  owner: ['owner_email'],
  parallel: ['parallel_requests'],
  target: ['target_kind', 'target_id'],
};

/** Looks among the options of the command that ran. A field within another one is looked for from within outwards. */
export function flagsOf(command: Command | null): FlagOf {
  return (field) => {
    for (const name of namesIn(field).reverse()) {
      const flag = command?.options.find((option) => fills(option, name))?.long;
      if (flag) return flag;
    }
    return null;
  };
}

/** What a field was told to break, with the option in its place; in the API's words otherwise. */
export function saidOfFlag(flag: string, { field, message }: { field: string; message: string }): string {
  const beginnings = [field, namesIn(field).at(-1) ?? field].flatMap((name) => [`Field ${name}`, name]);
  const beginning = beginnings.find((one) => message.startsWith(`${one} `) || message.startsWith(`${one}: `));
  return beginning === undefined ? `${flag}: ${message}` : `${flag}${message.slice(beginning.length)}`;
}

/** `budgets` and `amount` of `budgets.0.amount`. */
function namesIn(field: string): string[] {
  return field.split(/[.[\]]+/).filter((part) => part !== '' && !/^\d+$/.test(part));
}

function fills(option: Option, field: string): boolean {
  const name = option.attributeName().replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [name, `${name}s`, `${name}_id`, `${name}_at`, ...(FILLS[name] ?? [])].includes(field);
}
