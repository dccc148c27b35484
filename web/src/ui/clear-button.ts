/** The cross that empties a select: Mantine's own is neither reached by the keyboard nor named, and too small to hit. */
export function clearButton(label: string) {
  return { 'aria-label': label, 'aria-hidden': false, tabIndex: 0, size: '24' } as const;
}
