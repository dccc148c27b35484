import { BadInputError, type FieldProblem } from '../../kernel/app-error.js';
import type { PipelineConfig } from '../pipeline.entity.js';
import { checkSetting } from './setting-rules.js';
import { SETTING_GROUPS } from './setting-groups.js';

const MOST_BYTES = 256 * 1024;

type Block = Readonly<Record<string, unknown>>;

/** @throws BadInputError naming the first setting that breaks a rule, and listing all */
export function demandConfig(config: PipelineConfig): void {
  const problems = [...problemsOf(config)];
  if (Buffer.byteLength(JSON.stringify(config)) > MOST_BYTES) {
    problems.push(problem('config', 'max_length', `must be at most ${MOST_BYTES} bytes of JSON`));
  }
  if (problems[0]) throw new BadInputError(problems[0].message, { problems });
}

/** What is not set is set to its default; unknown settings are kept. */
export function withDefaults(config: PipelineConfig): Readonly<Record<string, Readonly<Record<string, Block>>>> {
  const groups = SETTING_GROUPS.map(({ name, stages }) => {
    const given = blockIn(config, name);
    const filled = stages.map((stage) => [stage.name, fill(blockIn(given, stage.name), stage.settings)] as const);
    return [name, { ...given, ...Object.fromEntries(filled) }] as const;
  });
  return { ...config, ...Object.fromEntries(groups) } as Record<string, Record<string, Block>>;
}

function fill(given: Block, settings: readonly { name: string; default: unknown }[]): Block {
  const missing = settings.filter(({ name }) => given[name] === undefined || given[name] === null);
  return { ...given, ...Object.fromEntries(missing.map((setting) => [setting.name, setting.default])) };
}

function blockIn(parent: Block, name: string): Block {
  const value = parent[name];
  return isBlock(value) ? value : {};
}

function* problemsOf(config: PipelineConfig): Generator<FieldProblem> {
  for (const group of SETTING_GROUPS) {
    const path = `config.${group.name}`;
    const given = config[group.name] ?? {};
    if (!isBlock(given)) yield problem(path, 'object', 'must be an object');
    else for (const stage of group.stages) yield* problemsOfStage(`${path}.${stage.name}`, stage, given[stage.name]);
  }
}

function* problemsOfStage(
  path: string,
  { settings }: (typeof SETTING_GROUPS)[number]['stages'][number],
  given: unknown = {},
): Generator<FieldProblem> {
  if (given === null) return;
  if (!isBlock(given)) {
    yield problem(path, 'object', 'must be an object');
    return;
  }
  for (const setting of settings) {
    const value = given[setting.name];
    const broken = value === undefined ? null : checkSetting(setting, value);
    if (broken) yield problem(`${path}.${setting.name}`, broken.rule, broken.says);
  }
}

function problem(field: string, rule: string, says: string): FieldProblem {
  return { field, rule, message: `${field} ${says}` };
}

function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
