const STORED = 'latchkey.tenant';

/** In whose name requests are made, where one belongs to several tenants; null for one's own. */
export function chosenTenant(): string | null {
  return localStorage.getItem(STORED);
}

/** Whatever was loaded belongs to the other tenant: the page starts anew. */
export function chooseTenant(id: string | null): void {
  if (id === null) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, id);
  location.assign(import.meta.env.BASE_URL);
}
