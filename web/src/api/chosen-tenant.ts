const STORED = 'latchkey.tenant';

/** As the page found it: when another tab chooses another, what is shown here stays that of this one. */
let chosen = localStorage.getItem(STORED);

/** In whose name requests are made, where one belongs to several tenants; null for one's own. */
export function chosenTenant(): string | null {
  return chosen;
}

/** Whatever was loaded belongs to the other tenant: the page starts anew. */
export function chooseTenant(id: string | null): void {
  if (id === null) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, id);
  location.assign(import.meta.env.BASE_URL);
}

/** The next to sign in here may be somebody else. */
export function forgetTenant(): void {
  chosen = null;
  localStorage.removeItem(STORED);
}
