import type { Cli } from '../cli.js';

interface ShownOnce {
  secret: string;
  /** What the secret is: `token`. */
  called: string;
  /** What was done. */
  sentence: string;
  isQuiet?: boolean;
}

/** A new secret alone on stdout, what is said of it on stderr; nothing else that is secret is ever printed. */
export function showOnce(
  { answer }: Cli,
  data: unknown,
  { secret, called, sentence, isQuiet = false }: ShownOnce,
): void {
  if (answer.isForScripts) return void answer.json(data);
  if (!isQuiet) answer.note(`${sentence} Keep the ${called}, it is not shown again:`);
  answer.text(secret);
}
