/**
 * A text that was cut from a longer one, for keeping: the engine's own cut would hold on to the whole. Half of a pair
 * of surrogates becomes a replacement character.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text).toString();
}
