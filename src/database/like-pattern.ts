/** A pattern of SQL's LIKE for texts that contain one, whose own wildcards are taken for what they are. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
