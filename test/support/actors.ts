import { randomBytes } from 'node:crypto';
import type { Principal } from '../../src/kernel/principal.js';
import type { Role } from '../../src/kernel/role.js';
import { SessionsService } from '../../src/auth/sessions.service.js';
import { SystemDb } from '../../src/database/system-db.js';
import { TenantsRepository } from '../../src/tenants/tenants.repository.js';
import type { User } from '../../src/tenants/user.entity.js';
import { UsersService } from '../../src/tenants/users.service.js';
import type { TestApp } from './test-app.js';

export const PASSWORD = 'Blue-kettle-42';

/** Somebody who signed in. */
export interface Actor {
  user: User;
  email: string;
  password: string;
  tenantId: string;
  token: string;
  sessionId: string;
  /** Ready to be set on a request. */
  headers: { authorization: string };
}

export interface ActorOptions {
  email?: string;
  isInstanceAdmin?: boolean;
}

/** A user with a tenant of their own, signed in; no two are alike, so tests do not meet. */
export async function aUser({ app }: TestApp, { email, isInstanceAdmin = false }: ActorOptions = {}): Promise<Actor> {
  const address = email ?? `user-${randomBytes(6).toString('hex')}@example.com`;
  const user = await app.get(UsersService).create('system', { email: address, password: PASSWORD, isInstanceAdmin });
  return signedIn({ app } as TestApp, user);
}

export function anAdministrator(testApp: TestApp, options: ActorOptions = {}): Promise<Actor> {
  return aUser(testApp, { ...options, isInstanceAdmin: true });
}

/** Another session of a user. */
export async function signedIn({ app }: TestApp, user: User): Promise<Actor> {
  const { accessToken, sessionId } = await app
    .get(SessionsService)
    .open(user, 'own', { address: '127.0.0.1', userAgent: 'test' });
  return {
    user,
    email: user.email,
    password: PASSWORD,
    tenantId: user.id,
    token: accessToken,
    sessionId,
    headers: { authorization: `Bearer ${accessToken}` },
  };
}

/** Lets a user into somebody else's tenant. */
export async function join({ app }: TestApp, actor: Actor, tenantId: string, role: Role): Promise<void> {
  await app.get(SystemDb).run('test', (tx) => app.get(TenantsRepository).setRole(tx, tenantId, actor.user.id, role));
}

/** A key made over HTTP, as its owner would. */
export async function aKey({ http }: TestApp, actor: Actor, body: object = {}): Promise<{ id: string; token: string }> {
  const response = await http
    .post('/api/v1/keys')
    .set(actor.headers)
    .send({ name: 'test', ...body });
  if (response.status !== 200) throw new Error(`No key: ${response.text}`);
  return response.body.data as { id: string; token: string };
}

/** What the guard would make of a session. */
export function principalOf(actor: Actor, overrides: Partial<Principal> = {}): Principal {
  return {
    kind: 'session',
    userId: actor.user.id,
    email: actor.email,
    tenantId: actor.tenantId,
    role: 'owner',
    isInstanceAdmin: actor.user.isInstanceAdmin,
    scopes: new Set(),
    sessionId: actor.sessionId,
    ...overrides,
  };
}
