import type { Adapter, Bot } from './queries.js';

export interface BotValues {
  name: string;
  description: string;
  adapter: string;
  /** Empty for none; where a bot is made: for the tenant's default. */
  pipeline: string;
  enable: boolean;
  /** By the adapter's own names of fields. */
  config: Record<string, unknown>;
}

export const EMPTY: BotValues = { name: '', description: '', adapter: '', pipeline: '', enable: true, config: {} };

export function valuesOf({ name, description, adapter, use_pipeline_uuid, enable, adapter_config }: Bot): BotValues {
  return { name, description, adapter, pipeline: use_pipeline_uuid ?? '', enable, config: adapter_config };
}

/** As the adapter has it where nothing is entered. */
export function defaultsOf({ spec }: Adapter): Record<string, unknown> {
  return Object.fromEntries(spec.config.map((field) => [field.name, field.default]));
}

const SECRET = /token|secret|passw|key/i;

/** Told by its name, as the server does. */
export function isSecret(name: string): boolean {
  return SECRET.test(name);
}
