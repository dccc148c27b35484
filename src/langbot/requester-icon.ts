/** A neutral picture: the first letter or digit of a name in a circle. */
export function requesterIcon(label: string): string {
  const letter = /[\p{L}\p{N}]/u.exec(label)?.[0]?.toUpperCase() ?? '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64"><circle cx="32" cy="32" r="32" fill="#64748b"/><text x="32" y="43" font-family="sans-serif" font-size="32" text-anchor="middle" fill="#fff">${letter}</text></svg>`;
}
