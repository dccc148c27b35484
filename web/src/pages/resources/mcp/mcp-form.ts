import type { McpMode, McpServer } from './queries.js';

export interface Pair {
  name: string;
  value: string;
}

/** How a server is reached, as it is entered. */
export interface McpValues {
  name: string;
  mode: McpMode;
  enable: boolean;
  url: string;
  headers: Pair[];
  /** Seconds; empty for the server's own. */
  timeout: number | string;
  command: string;
  /** One a line. */
  args: string;
  env: Pair[];
}

export const EMPTY: McpValues = {
  name: '',
  mode: 'http',
  enable: true,
  url: '',
  headers: [],
  timeout: '',
  command: '',
  args: '',
  env: [],
};

export function valuesOf({ name, mode, enable, extra_args }: McpServer): McpValues {
  const { url, headers, timeout, command, args, env } = extra_args;
  return {
    ...{ name, mode, enable },
    url: textOf(url),
    headers: pairsOf(headers),
    timeout: typeof timeout === 'number' ? timeout : '',
    command: textOf(command),
    args: Array.isArray(args) ? args.join('\n') : '',
    env: pairsOf(env),
  };
}

export function bodyOf(values: McpValues) {
  const { name, mode, enable, url, headers, timeout, command, args, env } = values;
  const seconds = typeof timeout === 'number' ? { timeout } : {};
  const lines = args.split('\n').filter((line) => line !== '');
  const extra_args =
    mode === 'stdio'
      ? { command, args: lines, env: recordOf(env), ...seconds }
      : { url, headers: recordOf(headers), ...seconds };
  return { name, mode, enable, extra_args };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function pairsOf(value: unknown): Pair[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, text]) => ({ name, value: textOf(text) }));
}

const recordOf = (pairs: readonly Pair[]): Record<string, string> =>
  Object.fromEntries(pairs.filter(({ name }) => name !== '').map(({ name, value }) => [name, value]));
