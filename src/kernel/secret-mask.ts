const SHORTEST_SHOWN = 16;

/** What is shown of a provider's secret: enough to recognise it by, and nothing of one that is short. */
export function maskSecret(secret: string): string {
  return secret.length < SHORTEST_SHOWN ? '***' : `${secret.slice(0, 8)}…${secret.slice(-4)}`;
}

/** Whether a text could only be a mask; no secret has an ellipsis in it. */
export function looksMasked(text: string): boolean {
  return text === '***' || text.includes('…');
}
