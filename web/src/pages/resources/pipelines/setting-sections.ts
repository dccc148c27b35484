import type { Schemas } from '../../../api/client.js';
import type { Setting } from './queries.js';

export type SettingGroup = Schemas['SettingGroupDto'];

/** Settings of one stage. */
export interface Section {
  group: string;
  stage: string;
  label: Schemas['WordsDto'];
  description: Schemas['WordsDto'];
  settings: readonly Setting[];
}

/** What most people come for, in that order; stages and settings that are not named here follow. */
const STAGES = ['local-agent', 'rate-limit', 'misc', 'runner'];
const SETTINGS = ['model', 'prompt', 'max-round', 'knowledge-bases'];

const place = (order: readonly string[], name: string): number => (order.indexOf(name) + 1 || order.length + 1) - 1;

/** Those with an effect on this server, and those that are only stored. */
export function sectionsOf(groups: readonly SettingGroup[]): { living: Section[]; stored: Section[] } {
  const all = groups.flatMap((group) =>
    group.stages.map(({ name, label, description, config }) => ({
      ...{ group: group.name, stage: name, label, description },
      settings: [...config].sort((one, other) => place(SETTINGS, one.name) - place(SETTINGS, other.name)),
    })),
  );
  const only = (isStored: boolean) =>
    all
      .map((section) => ({
        ...section,
        settings: section.settings.filter(({ unsupported }) => (unsupported === true) === isStored),
      }))
      .filter(({ settings }) => settings.length > 0);
  const living = only(false).sort((one, other) => place(STAGES, one.stage) - place(STAGES, other.stage));
  return { living, stored: only(true) };
}

const NARROW = ['integer', 'float', 'select'];

/** Whether two of its kind fit beside each other. */
export function isNarrow({ type }: Setting): boolean {
  return NARROW.includes(type);
}
