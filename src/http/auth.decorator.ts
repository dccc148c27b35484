import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import type { ConcreteScope } from '../kernel/scope.js';

/** Who may call a route. */
export interface AuthRule {
  /** The scope that a key must have and a user's role must grant. */
  scope?: ConcreteScope;
  /** Instance administrators alone: by session, or by a key with the scope `admin`. */
  administrator?: true;
  /** Users who signed in alone; keys get a 403. */
  session?: true;
  /** Besides, whoever asks from the machine itself without a credential. Such a request has no principal. */
  local?: true;
}

/** What a route declares: nobody needs to be known, or a rule. */
export type AuthDeclaration = 'public' | AuthRule;

export const AUTH_METADATA = 'latchkey:auth';

/** Security schemes by their name in the OpenAPI document. */
export const BEARER_SCHEME = 'bearer';
export const API_KEY_SCHEME = 'apiKey';

/** A rule as the OpenAPI document says it: scopes stand as the role names that OpenAPI 3.1 allows of any scheme. */
export function securityOf({ scope, administrator, session, local }: AuthRule): Record<string, string[]>[] {
  const roles = [...(administrator ? ['admin'] : []), ...(scope ? [scope] : [])];
  return [{ [BEARER_SCHEME]: roles }, ...(session ? [] : [{ [API_KEY_SCHEME]: roles }]), ...(local ? [{}] : [])];
}

/** This route, or all routes of this controller, need a user token or an API key, and what the rule says besides. */
export function Auth(rule: AuthRule = {}): ClassDecorator & MethodDecorator {
  const schemes = rule.session
    ? [ApiBearerAuth(BEARER_SCHEME)]
    : [ApiBearerAuth(BEARER_SCHEME), ApiSecurity(API_KEY_SCHEME)];
  const none = rule.local ? [ApiSecurity({})] : [];
  return applyDecorators(SetMetadata(AUTH_METADATA, rule), ...schemes, ...none);
}

/** Anybody may call this; every such route is one that design names. */
export const Public = (): ClassDecorator & MethodDecorator =>
  SetMetadata(AUTH_METADATA, 'public' satisfies AuthDeclaration);
