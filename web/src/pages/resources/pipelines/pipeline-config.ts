import type { Pipeline } from './queries.js';

/** Settings by group and stage. */
export type Config = Record<string, Record<string, Record<string, unknown>>>;

export interface Models {
  primary: string;
  fallbacks: readonly string[];
}

export interface PromptPart {
  role: string;
  content: string;
}

/** Stored as a name alone by older clients. */
export function modelsIn(value: unknown): Models {
  if (typeof value === 'string') return { primary: value, fallbacks: [] };
  const { primary, fallbacks } = (value ?? {}) as { primary?: unknown; fallbacks?: unknown };
  return { primary: typeof primary === 'string' ? primary : '', fallbacks: textsIn(fallbacks) };
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** The model that a pipeline asks first; empty for the tenant's default. */
export function modelOf({ config }: Pipeline): string {
  return modelsIn((config as Config)['ai']?.['local-agent']?.['model']).primary;
}

export function knowledgeOf({ config }: Pipeline): string[] {
  return textsIn((config as Config)['ai']?.['local-agent']?.['knowledge-bases']);
}
