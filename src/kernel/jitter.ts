/** Between half and all of a pause, at random, so that what failed together does not come back together. */
export function jittered(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random() / 2);
}
