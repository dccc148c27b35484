import { Injectable } from '@nestjs/common';
import type { Principal } from '../../kernel/principal.js';

/** Whoever shows a publishable token: known, and held to one resource. */
export interface EmbedVisitor {
  principal: Principal;
  /** What it may name as model; the first is what it gets, by whichever of them. */
  models: readonly [string, ...string[]];
}

/** Tells whose a publishable token is; null for none of its tokens. @throws UnavailableError */
export type FindVisitor = (token: string) => Promise<EmbedVisitor | null>;

/** Publishable tokens are as long as this, and an API key never is. */
const SHAPE = /^[A-Za-z0-9_-]{32}$/;

export function isPublishable(token: string): boolean {
  return SHAPE.test(token);
}

/** Publishable tokens, which may chat with one resource and do nothing else. The module that binds them enters itself. */
@Injectable()
export class EmbedTokens {
  private findVisitor: FindVisitor | null = null;

  register(find: FindVisitor): void {
    this.findVisitor = find;
  }

  async find(token: string): Promise<EmbedVisitor | null> {
    return isPublishable(token) && this.findVisitor ? this.findVisitor(token) : null;
  }
}
