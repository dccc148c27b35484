/** A stream that may be somebody's terminal. */
export interface Input extends NodeJS.ReadableStream {
  isTTY?: boolean;
}

export interface Output extends NodeJS.WritableStream {
  isTTY?: boolean;
}

/** All that the command line touches of the process that runs it. */
export interface Io {
  stdin: Input;
  stdout: Output;
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  cwd: string;
}

/** Whether somebody sits there who can be asked. Questions go to stderr, so that stdout may be a pipe. */
export function isInteractive({ stdin, stderr }: Io): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

export function hasColours(stream: Output, env: Io['env']): boolean {
  return stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
